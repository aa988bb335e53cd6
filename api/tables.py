"""Lists as CSV: a row an item, safe to open in a spreadsheet.

A thing is two columns, its name and its id; several are joined by semicolons; of claims the uids
are given. A cell that a spreadsheet might run as a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from loaders.harmless import harmless

_NAMES = ("name", "text", "title")


def csv_of(items: Iterable[Mapping[str, Any]]) -> bytes:
    """A page's items as CSV (RFC 4180, UTF-8), headed by the names of the columns."""
    rows = [dict(_columns(item)) for item in items]
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, header, restval="")
    writer.writeheader()
    writer.writerows({name: harmless(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue().encode("utf-8")


def _columns(item: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in item.items():
        parts = value if isinstance(value, list) else [value]
        if any(isinstance(part, Mapping) for part in parts):
            yield from _of_things(name, [part for part in parts if isinstance(part, Mapping)])
        else:
            yield name, "; ".join(_cell(part) for part in parts)


def _of_things(name: str, things: list[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    ids = [str(thing.get("uid") or thing.get("id") or "") for thing in things]
    if any("uid" in thing for thing in things):
        yield name, "; ".join(ids)
        return
    words = [next((str(thing[key]) for key in _NAMES if thing.get(key)), "") for thing in things]
    yield name, "; ".join(words)
    if any(ids):
        yield f"{name}_id", "; ".join(ids)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
