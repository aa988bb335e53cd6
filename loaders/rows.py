"""A row of a table as it was read, with the place of each of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MAX_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken: what is wrong with it, and what would be right."""

    message: str


# What a cell may hold once it is read: text, a list, or a mapping; nothing is None.
Value = str | list[Any] | dict[str, Any] | Wrong | None


class Unreadable(Exception):
    """A file that cannot be read on from a line: what is wrong, and what would be right.

    Line 0 means the file as a whole. `letter` is the column's, in a sheet.
    """

    def __init__(self, line: int, message: str, *, letter: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.letter = letter


@dataclass(frozen=True, slots=True)
class Header:
    """The names of a table's columns, where they stand before the rows.

    `letters` are those of the columns of a sheet; a file that is no sheet has none.
    """

    line: int
    names: tuple[str, ...]
    letters: Mapping[str, str] | None = None


@dataclass(slots=True)
class Row:
    """One row: its values by column, the line that it begins on, and the line of each cell.

    In a sheet `file` ends in the sheet's name, as in `book.xlsx: claims`; a row of Parquet counts
    as a line.
    """

    file: str
    line: int
    values: Mapping[str, Value]
    lines: Mapping[str, int] | None = None
    header: Header | None = None

    def line_of(self, column: str) -> int:
        """The line of a cell."""
        return self.lines.get(column, self.line) if self.lines else self.line

    def letter(self, column: str) -> str | None:
        """The letter of a column of a sheet, "" where it has none; None outside sheets."""
        letters = self.header.letters if self.header else None
        return None if letters is None else letters.get(column, "")

    def place(self, column: str = "") -> str:
        """`file:line` of a cell or of the row; in a sheet `file: sheet!D17`."""
        return place_of(self.file, self.line_of(column), self.letter(column))


def place_of(file: str, line: int, letter: str | None = None) -> str:
    """A place as a curator finds it; line 0 means the file as a whole."""
    if not line:
        return file
    return f"{file}:{line}" if letter is None else f"{file}!{letter}{line}"


_LINE = re.compile(r"(.*):([0-9]+)", re.DOTALL)
_CELL = re.compile(r"(.*)!([A-Z]*)([0-9]+)", re.DOTALL)


def parts_of(place: str) -> tuple[str, int, str | None]:
    """File, line and letter of what `place_of` made."""
    if found := _LINE.fullmatch(place):
        return found[1], int(found[2]), None
    if found := _CELL.fullmatch(place):
        return found[1], int(found[3]), found[2]
    return place, 0, None


Rows = Iterator[Row]


def complaint_about_text(text: str) -> str | None:
    """What makes a text unfit to be kept, or None."""
    if len(text) > MAX_TEXT:
        return (
            f"is {len(text):,} characters long, more than {MAX_TEXT:,}: "
            "put the text elsewhere and link to it"
        )
    if text.isprintable():
        return None
    for sign in text:
        number = ord(sign)
        if number < 32 and sign not in "\n\t\r":
            return f"has the control character U+{number:04X}: take it out"
        if 0xD800 <= number <= 0xDFFF:
            return f"has half of a character (U+{number:04X}): write the character whole"
    return None
