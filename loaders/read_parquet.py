"""Tables as Parquet, read in batches by pyarrow; a row counts as a line, the first is 1.

A column is text, a number, a date or a boolean; a column of lists may be lists of text, and
`excludes` and `sources` lists of structures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from loaders.batches import Batch, cells_of, is_text
from loaders.columns import LIST_COLUMNS, Table
from loaders.rows import Header, Unreadable, Value
from loaders.typed_cells import typed_value

BATCH = 2_000
_BUFFER = 1 << 16
_MOST_OF_A_GROUP = 2 << 30
_PARTS = frozenset({"excludes", "sources"})


def read_parquet(path: Path, file: str, table: Table) -> Iterator[Batch]:
    """The rows of a Parquet file in batches; Unreadable where it cannot be read on."""
    try:
        with parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as opened:
            columns = _columns(opened.schema_arrow, table)
            _refuse_large(opened.metadata)
            header = Header(0, tuple(columns))
            batches = opened.iter_batches(BATCH, columns=list(columns), use_threads=False)
            line = 1
            for batch in batches:
                found = [
                    _values(name, batch.column(number), take)
                    for number, (name, take) in enumerate(columns.items())
                ]
                yield Batch(file, header, range(line, line + batch.num_rows), found)
                line += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise Unreadable(0, _why(error)) from None


Taker = Callable[[Any], Value]


def _values(name: str, column: pa.Array, take: Taker) -> list[Value]:
    try:
        found = cells_of(column)
    except (pa.ArrowException, ValueError, OverflowError) as error:
        if isinstance(error, UnicodeDecodeError) or is_text(column.type):
            message = f"{name}: holds text that is not UTF-8: write it again as UTF-8"
        else:
            message = f"{name}: holds a {column.type} that cannot be read: write it as text"
        raise Unreadable(0, message) from None
    return found if is_text(column.type) else [take(value) for value in found]


def _columns(schema: pa.Schema, table: Table) -> dict[str, Taker]:
    """How each column's values are taken; Unreadable where a column cannot be."""
    twice = [name for name, count in Counter(schema.names).items() if count > 1]
    if twice:
        raise Unreadable(0, f"column '{twice[0]}' stands twice: keep one")
    for name in table.required:
        if name not in schema.names:
            raise Unreadable(0, f"{name}: the column is missing: it is required")
    return {field.name: _taker(field) for field in schema}


def _taker(field: pa.Field) -> Taker:
    kind = field.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        item = kind.value_type
        if field.name in LIST_COLUMNS and (is_text(item) or pa.types.is_null(item)):
            return lambda value: value
        if field.name in _PARTS and pa.types.is_struct(item) and all(map(is_text, _kinds(item))):
            return lambda value: value
    elif not pa.types.is_nested(kind) and not pa.types.is_binary(kind):
        return lambda value: typed_value(field.name, value)
    due = "text, or a list of text" if field.name in LIST_COLUMNS else "text"
    raise Unreadable(0, f"{field.name}: the column is of the kind {kind}: it must be {due}")


def _kinds(item: pa.StructType) -> list[pa.DataType]:
    return [item.field(number).type for number in range(item.num_fields)]


def _refuse_large(metadata: parquet.FileMetaData) -> None:
    for number in range(metadata.num_row_groups):
        size = metadata.row_group(number).total_byte_size
        if size > _MOST_OF_A_GROUP:
            raise Unreadable(
                0,
                f"has a row group of {size >> 20:,} MiB: write it with groups of 100,000 rows",
            )


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return "is no Parquet file, or a damaged one: write it again"
