"""A dossier as one workbook: a sheet a table, with the vocabulary in drop-down lists.

Every cell is text (numbers and booleans apart), and none is a formula, whatever it begins with. The
columns are formatted as text, so that what a curator types stays as it was typed: 2014 a year, 3-4
no day in March.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import BadParameter
from loaders.columns import TABLES
from loaders.giving.one_cell import one_cell
from loaders.giving.tables import Tables
from loaders.giving.words import note_on, words_of
from loaders.sheet_survey import LAST_ROW

NAME = "dossier.xlsx"
WORDS = "vocabulary"
MOST_IN_A_CELL = 32_767
_TEXT = "@"
_HEAD = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
_REQUIRED, _OPTIONAL = (PatternFill("solid", fgColor=color) for color in ("FF1F4E5F", "FF7A93A0"))
_TOP = Alignment(vertical="top", wrap_text=True)
_WIDE = frozenset({"paraphrase", "text", "title", "note", "wording_note", "condition"})
_POINTS, _MOST_LINES = 15, 8
_WIDTHS = {
    "sources": 34,
    "excludes": 40,
    "aliases": 28,
    "name": 28,
    "url": 36,
    "object": 24,
    "about": 24,
}
# What XML cannot hold, and what would be taken for such an escape.
_ESCAPED = re.compile(r"[\r\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)")


def write(tables: Tables, folder: Path) -> None:
    """The workbook; BadParameter where a table or a text is larger than a sheet or a cell."""
    # The library leaves a mess where writing breaks off, so all is looked at before.
    for name in TABLES:
        _refuse_large(name, tables)
    book = Workbook(write_only=True)
    lists = _lists()
    for name in TABLES:
        sheet = book.create_sheet(name)
        _prepare(sheet, name, lists)
        sheet.append([_heading(sheet, name, column) for column in TABLES[name].columns])
        _fill(sheet, name, tables)
    _write_words(book.create_sheet(WORDS), lists)
    book.save(folder / NAME)


def _fill(sheet: Worksheet, name: str, tables: Tables) -> None:
    style: Any = WriteOnlyCell(sheet)
    style.number_format, style.alignment = _TEXT, _TOP
    for line, row in enumerate(tables.rows(name), 2):
        cells = []
        for column in TABLES[name].columns:
            cell: Any = WriteOnlyCell(sheet)
            cell._style = style._style
            if column in row:
                _put(cell, column, row[column])
            cells.append(cell)
        # Not every spreadsheet makes rows as high as their text by itself.
        sheet.row_dimensions[line].height = _POINTS * max(map(_lines, cells, TABLES[name].columns))
        sheet.append(cells)
        del sheet.row_dimensions[line]


def _lines(cell: Any, column: str) -> int:
    """How many lines a cell takes, up to a few."""
    text = str(cell.value or "").split("\n")
    return min(_MOST_LINES, sum(len(part) // _width(column) + 1 for part in text))


def _width(column: str) -> int:
    return 60 if column in _WIDE else _WIDTHS.get(column, 18)


def _put(cell: Any, column: str, value: Any) -> None:
    """Puts a value into a cell; a text is text, whatever it begins with."""
    # A float is written with 16 digits: one that has more is written as text.
    if isinstance(value, bool) or (isinstance(value, float) and float(f"{value:.16g}") == value):
        cell.value = value
        return
    cell._value = _escaped(column, value)
    cell.data_type = "s"


def _escaped(column: str, value: Any) -> str:
    """A value as the text of a cell, without what XML cannot hold."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", one_cell(column, value))


def _refuse_large(name: str, tables: Tables) -> None:
    """BadParameter where a table has too many rows, or a cell too much text, for a sheet."""
    for line, row in enumerate(tables.rows(name), 2):
        if line > LAST_ROW:
            raise BadParameter("as", f"{name} has more rows than a sheet: take csv or parquet")
        for column, value in row.items():
            if isinstance(value, str | list) and len(_escaped(column, value)) > MOST_IN_A_CELL:
                raise BadParameter(
                    "as",
                    f"{name}: {row['id']}: {column} has more than the {MOST_IN_A_CELL:,} "
                    "characters that a cell of a sheet holds: take another format",
                )


def _heading(sheet: Worksheet, name: str, column: str) -> Any:
    cell = WriteOnlyCell(sheet, column)
    required = column in TABLES[name].required
    cell.font = _HEAD
    cell.fill = _REQUIRED if required else _OPTIONAL
    cell.alignment = _TOP
    note = Comment(note_on(name, column) + (" Required." if required else ""), "Parley")
    note.width, note.height = 300, 80
    cell.comment = note
    return cell


def _prepare(sheet: Worksheet, name: str, lists: dict[tuple[str, ...], str]) -> None:
    """Frozen headers, widths, text columns, and drop-down lists."""
    sheet.freeze_panes = "B2"
    columns = list(TABLES[name].columns)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _width(column)
        dimension.number_format = _TEXT
        dimension.alignment = _TOP
        words = words_of(name, column)
        if words:
            choice = DataValidation("list", formula1=lists[words], allow_blank=True)
            choice.errorTitle = f"{column}: no such word"
            choice.error = f"Take one of the list, or see the sheet {WORDS}."
            choice.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.data_validations.append(choice)


def _columns_of_words() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lists of the vocabulary under their headings, each once."""
    seen = set()
    for name, table in TABLES.items():
        for column in table.columns:
            words = words_of(name, column)
            if words and words not in seen:
                seen.add(words)
                yield (f"kind ({name})" if column == "kind" else column), words


def _lists() -> dict[tuple[str, ...], str]:
    """Where each list of words stands in the sheet of the vocabulary."""
    return {
        words: f"{WORDS}!${letter}$2:${letter}${len(words) + 1}"
        for number, (_, words) in enumerate(_columns_of_words(), 1)
        if (letter := get_column_letter(number))
    }


def _write_words(sheet: Worksheet, lists: dict[tuple[str, ...], str]) -> None:
    headings = []
    for number, (title, _) in enumerate(_columns_of_words(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = 22
        cell = WriteOnlyCell(sheet, title)
        cell.font, cell.fill = _HEAD, _REQUIRED
        headings.append(cell)
    sheet.freeze_panes = "A2"
    sheet.append(headings)
    for line in range(max(map(len, lists))):
        sheet.append([words[line] if line < len(words) else None for words in lists])
