"""The graph as a notebook has it: Cypher, Parley's own questions, and what belongs to both."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from cypher import named
from graph.answers import StatusAnswer
from graph.desk import Desk
from graph.errors import BadQuery
from graph.notebook.failures import placed, plainly
from graph.notebook.held import Held
from graph.notebook.on_day import asked_on
from graph.notebook.own_networks import OwnNetworks
from graph.notebook.own_terms import OwnTerms
from graph.notebook.results import Result
from graph.notebook.running import waited_for
from graph.store import Store, StoreSettings
from graph.store.ending import marked
from graph.store.read_only import Limits, Table

Found = TypeVar("Found")
# A server's own limit ends a query first, so that its word is the one that is read.
GRACE_SECONDS = 1.0


class Graph(OwnTerms, OwnNetworks):
    """A store to ask, by `connect()`. Close it, or use it in a `with`; the kernel's end does too.

    `g.cypher(...)` asks in Cypher, all other methods in Parley's own terms, with the names that the
    parameters have over HTTP. Where the database was away in between, it is connected to again.
    """

    def __init__(self, settings: StoreSettings, limits: Limits, *, writable: bool = False) -> None:
        self.limits = limits
        self._held = Held(settings, writable=writable)
        self._words = self._held.store.describe()
        # when nobody has this graph any more, and at the latest when Python ends
        self._let_go = weakref.finalize(self, self._held.close)

    @property
    def store(self) -> Store:
        """The store beneath; SetupError once it is closed."""
        return self._held.store

    @property
    def desk(self) -> Desk:
        """Where every way in asks; SetupError once the graph is closed."""
        assert self.store is not None  # noqa: S101 - it raises where the graph is closed
        return self._held.desk

    def cypher(
        self, query: str, parameters: Mapping[str, Any] | None = None, /, **values: Any
    ) -> Result:
        """What a query that reads returns: `g.cypher("MATCH ... RETURN ...", id="ukraine")`.

        `as_of` is a day: it is the query's `$as_of`, or where the query does not use that, rows
        with an edge that does not hold on that day are left out. Dates among the parameters are
        given as text, as the graph keeps them.

        QueryRefused for one that writes, BadQuery with line and place for a wrong one,
        QueryTimeout for one that takes longer than `limits.seconds`. Rows beyond `limits.rows` are
        cut, and `truncated` says so.
        """
        with plainly():
            asked = asked_on(query, {**(parameters or {}), **values})
            try:
                table = self._held.connected(lambda: self._ran(query, asked.parameters))
            except BadQuery as error:
                raise placed(error, query) from None
            kept, notes = asked.kept(table, self.limits)
            return Result(
                kept,
                notes=notes,
                records=self._source_records,
                claims=self._claims_in_brief,
                ends=self._nodes,
            )

    def status(self) -> StatusAnswer:
        """What is in the store: its release, its dossiers, whether a load is under way."""
        return self._at_desk(lambda desk: desk.status())

    def close(self) -> None:
        """Lets go of the store; an embedded engine ends soon after its last user has."""
        self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        """Where the graph is."""
        return f"<Graph: {self._words}{'' if self._let_go.alive else ', closed'}>"

    def _ran(self, query: str, parameters: Mapping[str, Any]) -> Table:
        """The rows of a query, run beside this thread so that nothing keeps it from ending."""
        cells, limits = self._held.cells, self.limits
        text, mark = marked(query)
        return waited_for(
            lambda: cells.cypher_values(text, parameters, limits),
            lambda done: self._held.drop_cells(mark, done),
            seconds=limits.seconds + GRACE_SECONDS,
        )

    def _at_desk(self, ask: Callable[[Desk], Found]) -> Found:
        """What Parley's own question is answered, run beside this thread."""
        with plainly():
            return self._held.connected(lambda: waited_for(lambda: ask(self.desk), _no_more))

    def _nodes(self, elements: list[str]) -> dict[str, Any]:
        """Labels and properties of nodes by their element ids."""
        if not elements:
            return {}
        query = named("query/nodes_by_element")
        found = self._at_desk(lambda _: self.store.read(query, elements=elements))
        return {row["element"]: (row["labels"], row["properties"]) for row in found}


def _no_more(_done: Future[Any]) -> None:
    """Parley's own questions end soon by themselves, and what they learn meanwhile is kept."""
