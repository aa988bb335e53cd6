"""A row against its table's columns: what is missing, unknown or malformed."""

from __future__ import annotations

from typing import Any

from graph.names import nearest
from loaders.columns import Table
from loaders.problems import Problems
from loaders.rows import Row

_WITHOUT_SOURCE = "a claim without a source is not taken: name one, as in 's-x @ paragraph 3'"


class ColumnCheck:
    """Checks the rows of one table; an unknown column is told once."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self._table = table
        self._problems = problems
        self._unknown: set[str] = set()

    def parse(self, row: Row) -> dict[str, Any] | None:
        """The row's values by column, empty ones left out; None where one is wrong or missing."""
        before = len(self._problems.found) + self._problems.unlisted
        columns = self._table.columns
        parsed: dict[str, Any] = {}
        for name, value in row.values.items():
            if name not in columns:
                self._tell_unknown(row, name)
            elif value is not None and value != []:
                try:
                    parsed[name] = columns[name](value)
                except ValueError as error:
                    self._problems.add(row, name, str(error))
        for name in self._table.required:
            if name not in parsed and row.values.get(name) in (None, []):
                message = _WITHOUT_SOURCE if name == "sources" else "is missing: it is required"
                self._problems.add(row, name, message)
        found = len(self._problems.found) + self._problems.unlisted
        return parsed if found == before else None

    def _tell_unknown(self, row: Row, name: str) -> None:
        if name not in self._unknown:
            self._unknown.add(name)
            near = nearest(name, self._table.columns, 1)
            hint = (
                f"the nearest is '{near[0]}'"
                if near
                else (f"the columns are {', '.join(self._table.columns)}")
            )
            self._problems.add(row, name, f"is no column of this table; {hint}")
