"""Tables as sheets of a workbook (.xlsx), read row by row.

What counts is what the curator sees: the saved result of a formula, the part of a date that its
format shows, the value of merged cells in each row that they cover. Hidden rows and columns are
read like all others, with a warning; rows without a value are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from openpyxl.utils import get_column_letter

from loaders.columns import Table
from loaders.rows import Header, Row, Rows, Unreadable, Value, Wrong
from loaders.sheet_survey import Place, Survey
from loaders.typed_cells import typed_value
from loaders.workbook import Book, damaged

_MOST_COLUMNS = 100
# In so many rows below the first the header is looked for, where that is a title.
_ROWS_OF_A_TITLE = 5
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_RESULT = Wrong(
    "holds a formula without a result: open the workbook in a spreadsheet and save it, or write "
    "the value"
)


def read_sheet(book: Book, sheet: str, file: str, table: Table) -> Rows:
    """The rows of a sheet; Unreadable where it cannot be read on."""
    try:
        yield from _Sheet(file, table, book.survey(sheet)).rows(book.rows(sheet))
    except Unreadable:
        raise
    except Exception:
        raise damaged() from None


class _Sheet:
    """One sheet, read from its header on."""

    def __init__(self, file: str, table: Table, found: Survey) -> None:
        self._file = file
        self._table = table
        self._survey = found
        self._columns: dict[int, str] = {}
        self._letters: dict[str, str] = {}
        self._stray_columns: set[str] = set()
        self._merged_header: Unreadable | None = None
        self._tops: dict[Place, Value] = {}
        self._wanted = set(found.tops.values())
        self._merged_rows = {row for row, _ in found.tops}

    def rows(self, rows: Iterator[Sequence[Any]]) -> Iterator[Row]:
        """The rows below the first that holds anything, which is the header."""
        lines = enumerate(rows, 1)
        header = next(filter(None, (self._header(line, cells) for line, cells in lines)), None)
        if header is None:
            return
        below = list(islice(lines, _ROWS_OF_A_TITLE))
        for line, cells in below:
            self._refuse_title(header, line, cells)
        if self._merged_header:
            raise self._merged_header
        for line, cells in chain(below, lines):
            values = self._values(line, cells, header)
            if line in self._merged_rows or self._wanted:
                self._merge(line, values)
            if any(values.values()):
                yield Row(self._file, line, values, header=header)

    def _header(self, line: int, cells: Sequence[Any]) -> Header | None:
        letters = self._letters
        for number, cell in enumerate(cells, 1):
            name = str(cell.value or "").strip()
            if not name:
                continue
            letter = get_column_letter(number)
            merged = self._survey.wide.get((line, number))
            if merged and not self._merged_header:
                # Told later: it may be a title above the header.
                message = f"the header is merged over several columns ({merged}): unmerge the cells"
                self._merged_header = Unreadable(line, message, letter=letter)
            if name in letters:
                message = f"column '{name}' stands twice ({letters[name]} too): keep one"
                raise Unreadable(line, message, letter=letter)
            letters[name] = letter
            self._columns[number] = name
            if len(letters) > _MOST_COLUMNS:
                raise self._too_wide(line, cells)
        return Header(line, tuple(letters), letters) if letters else None

    def _refuse_title(self, header: Header, line: int, cells: Sequence[Any]) -> None:
        """Refuses what stands above the header: a title, or a note."""
        columns = self._table.columns
        below = {str(cell.value or "").strip() for cell in cells}
        if columns.keys().isdisjoint(header.names) and len(below & columns.keys()) > 1:
            raise Unreadable(
                header.line,
                f"is no header, which stands in row {line}: delete what is above it",
                letter="",
            )

    def _too_wide(self, line: int, cells: Sequence[Any]) -> Unreadable:
        filled = sum(cell.value is not None for cell in cells)
        columns = self._table.columns
        return Unreadable(
            line,
            f"has {filled:,} columns; the table has {len(columns)}: {', '.join(columns)}",
            letter="",
        )

    def _values(self, line: int, cells: Sequence[Any], header: Header) -> dict[str, Value]:
        values: dict[str, Value] = dict.fromkeys(header.names)
        for number, cell in enumerate(cells, 1):
            if cell.value is None and (line, number) not in self._survey.unsaved:
                continue
            name = self._columns.get(number)
            if name is not None:
                values[name] = self._value(name, (line, number), cell)
            elif str(cell.value or "").strip():
                self._stray(get_column_letter(number), header, values)
        return values

    def _stray(self, letter: str, header: Header, values: dict[str, Value]) -> None:
        """Notes the first cell of a column beside the table, under its letter."""
        if letter in self._stray_columns:
            return
        self._stray_columns.add(letter)
        self._letters[letter] = letter
        values[letter] = Wrong(
            f"holds something, but the column has no name in row {header.line}: name it, or empty "
            "it"
        )

    def _value(self, name: str, place: Place, cell: Any) -> Value:
        if place in self._survey.unsaved:
            return _NO_RESULT
        if place in self._survey.wide:
            reference = self._survey.wide[place]
            return Wrong(f"is merged over several columns ({reference}): unmerge the cells")
        if cell.data_type == "e":
            return Wrong(f"shows the error {cell.value}: mend the formula, or write the value")
        if isinstance(cell.value, str):
            return _ESCAPE.sub(_escaped, cell.value).strip() or None
        return typed_value(name, cell.value, cell.number_format if cell.is_date else "")

    def _merge(self, line: int, values: dict[str, Value]) -> None:
        """Notes values that lower rows show too, and shows those of higher rows."""
        for number, name in self._columns.items():
            place = (line, number)
            if place in self._wanted:
                self._tops[place] = values[name]
            elif place in self._survey.tops:
                values[name] = self._tops.get(self._survey.tops[place])


def _escaped(found: re.Match[str]) -> str:
    """A character that XML cannot hold, which spreadsheets write as _x000D_."""
    return chr(int(found[1], 16))
