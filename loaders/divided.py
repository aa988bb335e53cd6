"""Lists in one cell, as CSV, sheets and columns of text in Parquet have them."""

from __future__ import annotations

import json
from typing import Any


def divided(cell: str) -> list[Any]:
    """The parts of a cell that holds a list: JSON where it begins with [, else divided by `;`.

    ValueError where it begins with [ but is no JSON.
    """
    if cell.lstrip().startswith("["):
        try:
            parts = json.loads(cell, parse_int=str, parse_float=str)
        except (ValueError, RecursionError):
            raise ValueError('begins with [ but is no JSON: write ["a", "b"] or a; b') from None
        return list(parts)
    return [part for part in (piece.strip() for piece in cell.split(";")) if part]
