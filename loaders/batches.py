"""Rows under a header, many at once and column by column, which is quick to check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.rows import Header, Row


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of one file; `lines` says where they begin, `columns` follow the header."""

    file: str
    header: Header
    lines: range
    columns: Sequence[Sequence[Any]]

    def ids(self) -> list[str]:
        """What stands in the column of ids."""
        if "id" not in self.header.names:
            return []
        column = self.columns[self.header.names.index("id")]
        return [str(cell).strip() for cell in column if cell]

    def rows(self) -> Iterator[Row]:
        """The rows one by one, those that hold nothing left out."""
        names = self.header.names
        for line, cells in zip(self.lines, zip(*self.columns, strict=True), strict=True):
            if any(cells):
                values = dict(zip(names, cells, strict=True))
                yield Row(self.file, line, values, header=self.header)
