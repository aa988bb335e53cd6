"""Tables as Parquet: texts, lists of texts, and lists of structures."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from loaders.columns import LIST_COLUMNS, TABLES, YES_OR_NO_COLUMNS
from loaders.giving.tables import Tables

_AT_ONCE = 50_000
_PARTS = {
    "excludes": ("id", "because"),
    "sources": ("id", "locator", "quote"),
}
_DEGREES = frozenset({"latitude", "longitude"})


def write(tables: Tables, folder: Path) -> None:
    """A file for each table."""
    for name, table in TABLES.items():
        schema = pa.schema([_field(column, column in table.required) for column in table.columns])
        with parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as file:
            rows = tables.rows(name)
            while batch := list(islice(rows, _AT_ONCE)):
                file.write_table(pa.Table.from_pylist(batch, schema))


def _field(column: str, required: bool) -> pa.Field:
    return pa.field(column, _kind(column), nullable=not required)


def _kind(column: str) -> pa.DataType:
    if column in _PARTS:
        return pa.list_(pa.struct([(name, pa.string()) for name in _PARTS[column]]))
    if column in LIST_COLUMNS:
        return pa.list_(pa.string())
    if column in YES_OR_NO_COLUMNS:
        return pa.bool_()
    return pa.float64() if column in _DEGREES else pa.string()
