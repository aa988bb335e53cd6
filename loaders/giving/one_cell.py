"""A value in one cell of text, as a curator would write it, and such that it is read as it was."""

from __future__ import annotations

import json
from typing import Any

from loaders.columns import EXCLUDES, SOURCES
from loaders.divided import divided

_DIVIDERS = {"excludes": ": ", "sources": " @ "}
_PARSERS = {"excludes": EXCLUDES, "sources": SOURCES}


def one_cell(column: str, value: Any) -> str:
    """The text of a cell; a list that semicolons would not divide faithfully is JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, list):
        return str(value)
    divider = _DIVIDERS.get(column, "")
    cell = "; ".join(
        divider.join(part.values()) if isinstance(part, dict) else part for part in value
    )
    return cell if _means(column, cell, value) else json.dumps(value, ensure_ascii=False)


def _means(column: str, cell: str, value: list[Any]) -> bool:
    """Whether a cell is read as these parts."""
    try:
        parts = divided(cell)
        return bool((_PARSERS[column](parts) if column in _PARSERS else parts) == value)
    except ValueError:
        return False
