"""Sources as BibTeX: entries and fields that every style knows, with TeX's own signs escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graph.citing.cited import Cited

_ESCAPES = {
    "\\": r"\textbackslash{}",
    # BibTeX counts a brace behind a backslash too, so that an odd one would end the field
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_SPECIAL = re.compile("|".join(re.escape(sign) for sign in _ESCAPES))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The entry's type and the field that the publisher goes into, by the kind of source.
_ENTRIES = {
    "academic": ("article", "journal"),
    "book": ("book", "publisher"),
    "think-tank": ("techreport", "institution"),
}


def bibtex(cited: Sequence[Cited]) -> str:
    """The sources as entries, whose keys are the sources' ids."""
    return "\n\n".join(_entry(source) for source in cited)


def escaped(text: str) -> str:
    """A text as TeX prints it: its own signs escaped, on one line."""
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], " ".join(text.split()))


def _entry(source: Cited) -> str:
    record = source.record
    kind, publisher = _ENTRIES.get(str(record.get("kind")), ("misc", "howpublished"))
    texts = {
        # doubled braces: a style must not change the case of names, nor part an institution's
        "title": f"{{{escaped(str(record.get('title') or source.id))}}}",
        "author": f"{{{escaped(str(record['author']))}}}" if record.get("author") else "",
        publisher: escaped(str(record.get("publisher") or "")),
        "note": escaped(_note(source)),
    }
    fields = [f"  {name} = {{{text}}}" for name, text in texts.items() if text]
    fields += [f"  {name} = {text}" for name, text in _date(record).items()]
    fields += [f"  url = {{{_address(record['url'])}}}"] if record.get("url") else []
    return f"@{kind}{{{source.id},\n" + ",\n".join(fields) + "\n}"


def _note(source: Cited) -> str:
    inferred = "date inferred" if source.record.get("published_inferred") else ""
    notes = (*source.locators, inferred, source.record.get("note"))
    return "; ".join(str(note) for note in notes if note)


def _date(record: Mapping[str, Any]) -> dict[str, str]:
    """Year, month and day; styles that know no day leave it out."""
    if not record.get("published"):
        return {}
    year, *rest = str(record["published"]).split("-")
    date = {"year": f"{{{year}}}"}
    if rest:
        date["month"] = _MONTHS[int(rest[0]) - 1]
    if len(rest) == 2:
        date["day"] = f"{{{int(rest[1])}}}"
    return date


def _address(url: str) -> str:
    """An address, which styles print as it is: what would end the field is given in percent."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
