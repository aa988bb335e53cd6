"""A row of a table as it was read, with the place of each of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# What a cell may hold once it is read: text, a list, or a mapping; nothing is None.
Value = str | list[Any] | dict[str, Any] | None

MAX_TEXT = 1_000_000


class Unreadable(Exception):
    """A file that cannot be read on from a line: what is wrong, and what would be right."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by column, the line that it begins on, and the line of each cell."""

    file: str
    line: int
    values: Mapping[str, Value]
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, column: str | None = None) -> str:
        """`file:line` of a cell, or of the row."""
        return f"{self.file}:{self.lines.get(column or '', self.line)}"


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
