"""Tables as CSV: RFC 4180 in UTF-8, with the mark by which spreadsheets know UTF-8.

A cell that a spreadsheet might run as a formula begins with an apostrophe, which reading takes away
again (`loaders.harmless`).
"""

from __future__ import annotations

import csv
from pathlib import Path

from loaders.columns import TABLES
from loaders.giving.one_cell import one_cell
from loaders.giving.tables import Tables
from loaders.harmless import harmless


def write(tables: Tables, folder: Path) -> None:
    """A file for each table."""
    for name, table in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            for row in tables.rows(name):
                writer.writerow(
                    harmless(one_cell(column, row.get(column))) for column in table.columns
                )
