"""One source with the places in it that are cited, and a list of them in one of three forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import orjson

from graph.citing.bibtex import bibtex
from graph.citing.cited import Cited
from graph.citing.csl import csl_items
from graph.dates import Period
from graph.errors import BadParameter
from graph.sentences import date_words

Format = Literal["text", "bibtex", "csl-json"]
FORMATS: tuple[str, ...] = get_args(Format)


class Citation(str):
    """Citations as text that a notebook shows as it stands; `print` and `write` take it too."""

    __slots__ = ()

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """What IPython shows: the lines, without quotation marks."""
        printer.text(str(self) or "(no sources)")


def cite(cited: Sequence[Cited], form: str = "text") -> Citation:
    """The sources in the order given, each once, as "text", "bibtex" or "csl-json".

    Text is a line a source. BadParameter where `form` is none of the three.
    """
    if form == "text":
        return Citation("\n".join(sentence(source) for source in cited))
    if form == "bibtex":
        return Citation(bibtex(cited))
    if form == "csl-json":
        return Citation(orjson.dumps(csl_items(cited), option=orjson.OPT_INDENT_2).decode())
    raise BadParameter("format", f"{form!r} is none of {', '.join(FORMATS)}")


def sentence(source: Cited) -> str:
    """One source as a line: author, title, publisher, date, place, address."""
    record = source.record
    title = str(record.get("title") or source.id).rstrip(".")
    parts = [
        record.get("author"),
        f"“{title}”",
        record.get("publisher"),
        _published(record),
        *source.locators,
    ]
    line = ", ".join(str(part) for part in parts if part)
    return f"{line}. {record['url']}" if record.get("url") else f"{line}."


def _published(record: Mapping[str, Any]) -> str | None:
    """The date in words; in brackets where it is not printed on the source."""
    text = record.get("published")
    if not text:
        return None
    words = date_words(Period.parse(text)).removeprefix("some time in ")
    return f"[{words}]" if record.get("published_inferred") else words
