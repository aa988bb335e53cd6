"""Tables as CSV, as programs write it: RFC 4180 in UTF-8, read row by row.

Commas, semicolons or tabs divide the cells: whichever divides the header. A byte-order mark, a
first line `sep=;` and Windows line ends are taken. A cell that begins with an apostrophe before
what a spreadsheet would run is text, as in a spreadsheet (`loaders.harmless`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from loaders.decode import opened
from loaders.harmless import harmful
from loaders.rows import MAX_TEXT, Header, Row, Rows, Unreadable, Value

DIVIDERS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}


def read_csv(path: Path, file: str) -> Rows:
    """The rows of a CSV file; Unreadable where it cannot be read on."""
    csv.field_size_limit(64 * MAX_TEXT)
    with opened(path) as text:
        first, skipped = text.readline(), 0
        if first.lower().startswith("sep=") and len(first.strip()) <= 5:
            first, skipped = text.readline(), 1
        divider = max(DIVIDERS, key=first.count)
        lines = csv.reader(chain([first], text), strict=True, delimiter=divider)
        try:
            yield from _Table(file, divider, skipped).rows(lines, lambda: lines.line_num)
        except csv.Error as error:
            why = _why(str(error), DIVIDERS[divider])
            raise Unreadable((lines.line_num or 1) + skipped, why) from None


class _Table:
    """One file, whose cells one sign divides; the first `skipped` lines are no part of it."""

    def __init__(self, file: str, divider: str, skipped: int) -> None:
        self._file = file
        self._divider = DIVIDERS[divider]
        self._skipped = skipped
        self._width = 0

    def rows(self, lines: Iterator[list[str]], number: Callable[[], int]) -> Iterator[Row]:
        """The rows below the header; `number` says how many lines were read."""
        cells = next(lines, None)
        if not cells:
            return
        names = self._names(cells, self._skipped + 1)
        header = Header(self._skipped + 1, tuple(names))
        began = number() + 1 + self._skipped
        for cells in lines:
            if any(cells):
                if len(cells) != len(names):
                    self._refuse(cells, names, began)
                values: dict[str, Value] = dict(zip(names, cells, strict=False))
                if any(cell.startswith("'") for cell in cells):
                    values = {name: harmful(cell) for name, cell in zip(names, cells, strict=False)}
                yield Row(self._file, began, values, header=header)
            began = number() + 1 + self._skipped

    def _names(self, cells: Sequence[str], line: int) -> list[str]:
        """The columns' names; a spreadsheet may leave some without one at the end."""
        names = [cell.strip() for cell in cells]
        self._width = len(names)
        while names and not names[-1]:
            names.pop()
        for number, name in enumerate(names, 1):
            if not name:
                raise Unreadable(line, f"column {number} has no name: name it or delete it")
            if names.count(name) > 1:
                raise Unreadable(line, f"column '{name}' stands twice: keep one")
        return names

    def _refuse(self, cells: Sequence[str], names: Sequence[str], line: int) -> None:
        """Refuses a row that has another number of cells than the header, but for empty ones."""
        if len(cells) < len(names):
            raise Unreadable(
                line,
                f"the row has {len(cells)} cells, the header {len(names)}: {self._divider} or a "
                "closing quote is missing",
            )
        if len(cells) > self._width and any(cells[self._width :]):
            raise Unreadable(
                line,
                f"the row has {len(cells)} cells, the header {self._width}: put quotes around a "
                f"cell that holds {self._divider}",
            )
        for number, cell in enumerate(cells[len(names) :], len(names) + 1):
            if cell.strip():
                raise Unreadable(
                    self._skipped + 1,
                    f"column {number} has no name: name it or delete it (it is filled at line "
                    f"{line})",
                )


def _why(reason: str, divider: str) -> str:
    if "field larger" in reason:
        return f"a cell is longer than {64 * MAX_TEXT:,} characters: is a closing quote missing?"
    if "unexpected end of data" in reason:
        return "the file ends inside quotes: close the quote that is open"
    if "NUL" in reason:
        return "has a NUL character: take it out"
    return f"is not CSV: after a closing quote comes {divider}; a quote inside is written twice"
