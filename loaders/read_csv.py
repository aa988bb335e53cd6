"""Tables as CSV: RFC 4180, UTF-8 with or without a byte-order mark, read row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from loaders.decode import opened
from loaders.rows import MAX_TEXT, Row, Rows, Unreadable, Value

LIST_COLUMNS = frozenset(
    {"aliases", "part_of", "concerns", "excludes", "sources", "about", "addressed_to"}
    | {"in_favour_of"}
)


def read_csv(path: Path, file: str) -> Rows:
    """The rows of a CSV file; Unreadable where it cannot be read on."""
    csv.field_size_limit(64 * MAX_TEXT)
    with opened(path) as text:
        lines = csv.reader(text, strict=True)
        try:
            header = next(lines, None)
            if header is None:
                return
            names = _header(header)
            began = lines.line_num + 1
            for cells in lines:
                if any(cells):
                    yield _row(file, began, names, cells)
                began = lines.line_num + 1
        except csv.Error as error:
            raise Unreadable(lines.line_num or 1, _why(str(error))) from None


def _header(cells: Sequence[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    if len(names) == 1 and any(sign in names[0] for sign in ";\t"):
        raise Unreadable(1, "its columns are divided by ';' or tabs: divide them by commas")
    for number, name in enumerate(names, 1):
        if not name:
            raise Unreadable(1, f"column {number} has no name: name it or delete it")
        if names.count(name) > 1:
            raise Unreadable(1, f"column '{name}' stands twice: keep one")
    return names


def _row(file: str, line: int, names: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) > len(names) and any(cells[len(names) :]):
        raise Unreadable(
            line,
            f"the row has {len(cells)} cells, the header {len(names)}: put quotes around a cell "
            "that holds a comma",
        )
    values = {
        name: _value(name, cell.strip(), line) for name, cell in zip(names, cells, strict=False)
    }
    return Row(file, line, values)


def _value(name: str, cell: str, line: int) -> Value:
    """A cell's text; a list where it is JSON or the column takes one; None where it is empty."""
    if not cell:
        return None
    if cell.startswith("["):
        try:
            value = json.loads(cell)
        except ValueError:
            if name in LIST_COLUMNS:
                raise Unreadable(
                    line, f'{name}: begins with [ but is no JSON: write ["a", "b"] or a; b'
                ) from None
            return cell
        return value if name in LIST_COLUMNS and isinstance(value, list) else cell
    if name in LIST_COLUMNS:
        return [part for part in (piece.strip() for piece in cell.split(";")) if part]
    return cell


def _why(reason: str) -> str:
    if "field larger" in reason:
        return f"a cell is longer than {64 * MAX_TEXT:,} characters: is a closing quote missing?"
    if "unexpected end of data" in reason:
        return "the file ends inside quotes: close the quote that is open"
    if "NUL" in reason:
        return "has a NUL character: take it out"
    return "is not CSV: after a closing quote comes a comma; a quote inside is written twice"
