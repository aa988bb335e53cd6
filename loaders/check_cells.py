"""A row against its table's columns: what is missing, unknown or malformed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.names import nearest
from loaders import cells
from loaders.cells import Parser
from loaders.columns import LIST_COLUMNS, Table
from loaders.divided import divided
from loaders.problems import Problems
from loaders.rows import Header, Row, Wrong

_WITHOUT_SOURCE = "a claim without a source is not taken: name one, as in 's-x @ paragraph 3'"
# In these columns hardly any two cells are the same.
_OWN_WORDS = frozenset({"id", "paraphrase", "note", "condition", "title", "url"})
_REMEMBERED = 20_000

Reader = Callable[[Any], Any]


class _Memory(dict[Any, Any]):
    """What a parser made of the cells so far, as far as they are few."""

    def __init__(self, parse: Parser) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, cell: Any) -> Any:
        made = self._parse(cell)
        if len(self) < _REMEMBERED:
            self[cell] = made
        return made


class ColumnCheck:
    """Checks the rows of one table; an unknown or missing column is told once."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self._table = table
        self._problems = problems
        self._unknown: set[str] = set()
        self._missing: set[str] = set()
        self._header: Header | None = None
        self._readers = self._made(table.columns)

    def parse(self, row: Row) -> dict[str, Any] | None:
        """The row's values by column, empty ones left out; None where one is wrong or missing."""
        if row.header is not self._header:
            self._take(row, row.header)
        parsed: dict[str, Any] = {}
        wrong: set[str] = set()
        readers = self._readers
        for name, value in row.values.items():
            if value:
                try:
                    made = readers[name](value)
                except (KeyError, TypeError, ValueError) as error:
                    if not self._second_look(row, name, value, parsed, error):
                        wrong.add(name)
                    continue
                if made or not isinstance(made, str | list):
                    parsed[name] = made
            elif name not in readers:
                self._tell_unknown(row, name)
        for name in self._table.required:
            # What is there and wrong was told; all else that came to nothing is missing.
            if name not in parsed and name not in wrong:
                self._tell_missing(row, name)
                wrong.add(name)
        return None if wrong else parsed

    def _made(self, columns: Mapping[str, Parser]) -> dict[str, Reader]:
        return {
            name: cells.text
            if parse is cells.text and name in _OWN_WORDS
            else parse
            if name in _OWN_WORDS or name == "sources"
            else _Memory(parse).__getitem__
            for name, parse in columns.items()
        }

    def _take(self, row: Row, header: Header | None) -> None:
        """Prepares for rows under a header, whose lists are cells of text."""
        self._header = header
        if header is not None:
            self._readers = self._made(
                {
                    name: of_cells(parse) if name in LIST_COLUMNS else parse
                    for name, parse in self._table.columns.items()
                }
            )
            for name in header.names:
                if name not in self._table.columns:
                    self._tell_unknown(row, name)

    def _second_look(
        self, row: Row, name: str, value: Any, parsed: dict[str, Any], error: Exception
    ) -> bool:
        """Whether a cell is sound after all: what cannot be remembered is parsed by itself."""
        if name not in self._table.columns:
            if not isinstance(value, Wrong):
                self._tell_unknown(row, name)
                return True
            place = row.place(name)
            self._problems.add_place(place, "", value.message)
            return False
        if isinstance(error, TypeError):
            try:
                parsed[name] = self._table.columns[name](value)
            except ValueError as wrong:
                error = wrong
            else:
                if parsed[name] in ("", []):
                    del parsed[name]
                return True
        self._problems.add(row, name, str(error))
        return False

    def _tell_missing(self, row: Row, name: str) -> None:
        """Tells of a required cell that holds nothing; a column that is missing, once."""
        header = row.header
        if header is not None and name not in header.names:
            if name not in self._missing:
                self._missing.add(name)
                self._problems.add_at(
                    row.file,
                    header.line,
                    name,
                    "the column is missing: it is required",
                    letter=row.letter(name),
                )
            return
        message = _WITHOUT_SOURCE if name == "sources" else "is missing: it is required"
        self._problems.add(row, name, message)

    def _tell_unknown(self, row: Row, name: str) -> None:
        """Tells of an unknown column, once; its rows are sound."""
        if name not in self._unknown:
            self._unknown.add(name)
            near = nearest(name, self._table.columns, 1)
            hint = (
                f"the nearest is '{near[0]}'"
                if near
                else (f"the columns are {', '.join(self._table.columns)}")
            )
            line = row.header.line if row.header else row.line_of(name)
            self._problems.add_at(
                row.file,
                line,
                name,
                f"is no column of this table; {hint}",
                letter=row.letter(name),
            )


def of_cells(parse: Parser) -> Parser:
    """A parser of lists that takes a cell of text for one."""

    def parsed(value: Any) -> Any:
        return parse(divided(value) if isinstance(value, str) else value)

    return parsed
