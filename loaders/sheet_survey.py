"""What a stream of rows does not tell: merged and hidden cells, and formulas without a result.

The sheet's XML is walked once, before its rows are read, and nothing of it is kept but places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import range_boundaries

from loaders.rows import Unreadable

Place = tuple[int, int]  # row and column, counted from 1

LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_MOST = 50_000
_TRUE = ("1", "true")
# Beginnings and ends of elements in one row, or beside all rows.
_MOST_PARTS = 400_000


@dataclass(slots=True)
class Survey:
    """`tops` gives the cell whose value a merged cell shows; `wide` are merged over columns.

    `is_empty` says that no cell holds anything. `hidden_rows` are those that hold something,
    `hidden_columns` all of them, both as the first and last of each range; `filled_columns` are
    those that hold something.
    """

    is_empty: bool = True
    tops: dict[Place, Place] = field(default_factory=dict)
    wide: dict[Place, str] = field(default_factory=dict)
    unsaved: set[Place] = field(default_factory=set)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filled_columns: set[int] = field(default_factory=set)


def survey(source: IO[bytes]) -> Survey:
    """What is to be known of a sheet beforehand; Unreadable where it is too odd."""
    found = Survey()
    hidden = 0
    for name, element, place in _elements(source):
        if name == "mergeCell":
            _merge(found, element.get("ref", ""))
        elif name == "col":
            found.hidden_columns.append((int(element.get("min")), int(element.get("max"))))
        elif name == "row":
            hidden = place[0] if place else 0
        elif place and len(element):
            found.is_empty = False
            found.filled_columns.add(min(place[1], _LAST_COLUMN))
            if place[0] == hidden:
                _hide(found.hidden_rows, hidden)
            if _is_unsaved(element):
                found.unsaved.add(place)
        if len(found.tops) + len(found.unsaved) > _MOST:
            raise Unreadable(
                0, f"has more than {_MOST:,} merged cells, or formulas without results"
            )
    return found


def _elements(source: IO[bytes]) -> Iterator[tuple[str, Any, Place | None]]:
    """Cells with their place, merged ranges, and what is hidden, rows with their place.

    Rows are forgotten once they are read.
    """
    row = column = rows = parts = 0
    for event, element in iterparse(source, events=("start", "end")):
        name = element.tag.rpartition("}")[2]
        parts += 1
        if parts > _MOST_PARTS:
            raise Unreadable(0, f"has far too much at row {row:,}: copy the table to a new sheet")
        if event == "start" and name == "row":
            row, column = int(element.get("r") or row + 1), 0
            rows, parts = rows + 1, 0
            if max(row, rows) > LAST_ROW:
                raise Unreadable(0, f"has a row {max(row, rows):,}; a sheet ends at {LAST_ROW:,}")
            if element.get("hidden") in _TRUE:
                yield name, element, (row, 0)
        elif event == "end" and name == "c":
            column += 1
            if at := element.get("r"):
                column = range_boundaries(at)[0] or column
            yield name, element, (row, column)
        elif event == "end" and (name == "mergeCell" or _is_hidden_column(name, element)):
            yield name, element, None
        if event == "end" and name == "row":
            element.clear()


def _is_hidden_column(name: str, element: Any) -> bool:
    return name == "col" and element.get("hidden") in _TRUE


def _hide(ranges: list[tuple[int, int]], row: int) -> None:
    """Adds a row to the ranges, whose rows come in order."""
    if ranges and row - ranges[-1][1] <= 1:
        ranges[-1] = (ranges[-1][0], row)
    else:
        ranges.append((row, row))


def _is_unsaved(cell: Any) -> bool:
    """Whether a cell has a formula and nothing that it came to."""
    parts = {part.tag.rpartition("}")[2]: part for part in cell}
    if "f" not in parts:
        return False
    return "v" not in parts or (not parts["v"].text and cell.get("t") != "str")


def _merge(found: Survey, reference: str) -> None:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        return
    if left != right:
        found.wide[(top, left)] = reference
    if (bottom - top + 1) * (right - left + 1) > _MOST:
        raise Unreadable(0, f"has the merged cells {reference}: unmerge them")
    if left == right:
        found.tops |= {(row, left): (top, left) for row in range(top + 1, bottom + 1)}
