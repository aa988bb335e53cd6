"""Rows many at once and column by column, which is quick to check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from loaders.rows import Header, Row, Rows


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of one file; `lines` says where they begin, `columns` follow the header.

    A cell is text, None, or a list. `again` reads the rows one by one, where they are more than
    what the columns hold.
    """

    file: str
    header: Header
    lines: range
    columns: Sequence[Sequence[Any]]
    again: Callable[[], Rows] | None = None

    def rows(self) -> Iterator[Row]:
        """The rows one by one, those that hold nothing left out."""
        if self.again:
            yield from self.again()
            return
        names = self.header.names
        for line, cells in zip(self.lines, zip(*self.columns, strict=True), strict=True):
            if any(cells):
                values = dict(zip(names, cells, strict=True))
                yield Row(self.file, line, values, header=self.header)


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of Arrow holds text."""
    if pa.types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def cells_of(column: pa.Array) -> list[Any]:
    """The cells of a column of Arrow."""
    # Text by way of numpy, which takes a fifth of the time.
    if is_text(column.type):
        found: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
        return found
    return list(column.to_pylist())
