"""Tables as JSON lines: one object a row."""

from __future__ import annotations

from pathlib import Path

import orjson

from loaders.columns import TABLES
from loaders.giving.tables import Tables


def write(tables: Tables, folder: Path) -> None:
    """A file for each table."""
    for name in TABLES:
        with (folder / f"{name}.jsonl").open("wb") as file:
            for row in tables.rows(name):
                file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
