"""What a person's own Cypher returned: rows that draw themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from neo4j.graph import Path, Relationship

from graph.citing import Citation, cite
from graph.notebook.rows import Records, cited_in
from graph.store.plain import plain
from graph.store.read_only import Table

if TYPE_CHECKING:
    from collections.abc import Callable

Cited = Mapping[str, Any]


class Result(Sequence[dict[str, Any]]):
    """Rows by column, as `/v1/cypher` gives them: nodes, edges and times are plain JSON.

    It shows as a table, or as a picture where it holds edges. `truncated` says that a limit cut
    it, `notes` what else there is to say of it.
    """

    def __init__(
        self,
        table: Table,
        *,
        notes: Sequence[str] = (),
        records: Records,
        claims: Callable[[list[str]], Sequence[Cited]],
        ends: Callable[[list[str]], dict[str, Any]],
    ) -> None:
        self.columns = table.columns
        self.values = table.rows
        self.truncated = table.truncated
        self.notes = tuple(notes)
        self._records, self._claims, self._ends = records, claims, ends

    @cached_property
    def rows(self) -> list[list[Any]]:
        """The cells of each row as plain JSON, as HTTP and the command line give them."""
        return [[plain(value) for value in row] for row in self.values]

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, place: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        """A row by its columns, or some."""
        if isinstance(place, slice):
            return [dict(zip(self.columns, row, strict=True)) for row in self.rows[place]]
        return dict(zip(self.columns, self.rows[place], strict=True))

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.values)

    def df(self, *, dates: bool = True) -> Any:
        """A pandas DataFrame, with real dates unless `dates` is False.

        Where dates are only known to the month or the year, the column has their first days and
        `<name>_precision` says so. SetupError where pandas is not installed.
        """
        from graph.notebook.frames import pandas_frame  # noqa: PLC0415 - not before it is wanted

        return pandas_frame(self.columns, self.values, dates=dates)

    def polars(self, *, dates: bool = True) -> Any:
        """The same as a polars DataFrame; SetupError where polars is not installed."""
        from graph.notebook.frames import polars_frame  # noqa: PLC0415 - not before it is wanted

        return polars_frame(self.columns, self.values, dates=dates)

    def graph(self) -> Any:
        """A networkx MultiDiGraph of the nodes, edges and paths that the rows hold.

        Nodes are Parley's ids (claims by uid) with `label`, `name` and all properties; edges have
        `relation` in small letters and all properties, and their claim's uid as key.
        """
        from graph.notebook.result_graph import graph_of  # noqa: PLC0415 - not before it is wanted

        return graph_of(self.values, self._ends)

    def picture(self, **how: Any) -> Any:
        """The picture of `graph()`; see `graph.notebook.picture.Picture.of` for what it takes."""
        from graph.notebook.picture import Picture  # noqa: PLC0415 - not before it is wanted

        return Picture.of(self.graph(), **how)

    def cite(self, form: str = "text") -> Citation:
        """The sources behind the claims, edges and sources in the rows, each once.

        As "text", "bibtex" or "csl-json". A claim is known by its uid, in a node, an edge or a
        column called `uid`; a row of plain names and numbers has nothing to cite.
        """
        from graph.notebook.result_claims import sources_in, uids_in  # noqa: PLC0415

        uids = uids_in(self.columns, self.values)
        cited = [*sources_in(self.values), *self._claims(uids)]
        return cite(cited_in(cited, self._records), form)

    @property
    def holds_edges(self) -> bool:
        """Whether there is an edge or a path in the rows."""
        return any(_holds_edge(value) for row in self.values for value in row)

    def __repr__(self) -> str:
        """The rows as a plain table."""
        from graph.notebook.display import result_text  # noqa: PLC0415 - display knows results

        return result_text(self)

    def _repr_html_(self) -> str:
        from graph.notebook.display import result_html  # noqa: PLC0415 - display knows results

        return result_html(self)


def _holds_edge(value: Any) -> bool:
    if isinstance(value, list):
        return any(_holds_edge(part) for part in value)
    return isinstance(value, Relationship | Path)
