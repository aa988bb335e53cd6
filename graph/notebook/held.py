"""What a notebook holds of a store while it is connected: connections, and what was learnt."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from typing import Any, TypeVar

from graph.desk import Desk
from graph.errors import ParleyError, SetupError, StoreUnavailable
from graph.store import Store, StoreSettings, open_store
from graph.store.ending import end_marked

Found = TypeVar("Found")


class Held:
    """A store, the desk that asks it, and connections of their own for a person's queries.

    These are apart since they are closed where a query is given up.
    """

    def __init__(self, settings: StoreSettings, *, writable: bool) -> None:
        self._settings = settings
        self._writable = writable
        self._guard = Lock()
        self._take(open_store(settings, writable=writable))

    def _take(self, store: Store) -> None:
        self._store: Store | None = store
        self.desk = Desk(store)
        self.cells = Store(store.endpoint)

    @property
    def store(self) -> Store:
        """The store; SetupError once it is closed."""
        if self._store is None:
            raise SetupError("this graph is closed: connect() again")
        return self._store

    def connected(self, ask: Callable[[], Found]) -> Found:
        """What is asked; once more, newly connected, where the database was away in between."""
        store = self.store
        try:
            return ask()
        except StoreUnavailable:
            self._reconnect(store)
            return ask()

    def _reconnect(self, lost: Store) -> None:
        fresh = open_store(self._settings, writable=self._writable)
        with self._guard:
            cells = self.cells
            self._take(fresh)
        cells.close()
        lost.close()

    def drop_cells(self, mark: str, done: Future[Any]) -> None:
        """Ends the query that bears a mark, for which nobody waits, and closes its connection.

        `done` is what comes of it.
        """
        with self._guard:
            cells, self.cells = self.cells, Store(self.store.endpoint)
        drop = partial(_drop, cells, self.store, mark, done)
        Thread(target=drop, name="parley-drop", daemon=True).start()

    def close(self) -> None:
        """Lets go of the store; again is nothing."""
        with self._guard:
            store, self._store = self._store, None
        if store is not None:
            self.cells.close()
            store.close()


def _drop(cells: Store, store: Store, mark: str, done: Future[Any]) -> None:
    """The connection last: a thread still reads from it, and the driver takes but one at a time."""
    with suppress(ParleyError):  # a server that is away runs nothing more
        end_marked(store, mark, done)
    cells.close()
