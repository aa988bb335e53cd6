"""The store: named queries over Bolt, through the official driver, the same on every engine.

A call answers or fails soon: with the database away it ends within two seconds. What may be
repeated is repeated here (reads once, writes until a conflict is over), so that callers see results
or one of Parley's errors and nothing of the driver.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

import neo4j
from neo4j.exceptions import (
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from cypher import Query
from graph.errors import StoreDenied
from graph.store.driver_errors import mapped, translated
from graph.store.read_only import Limits, Table, read_only, read_only_values

Result = TypeVar("Result")
Record = dict[str, Any]
Access = Literal["READ", "WRITE"]

# The driver's own warnings stay out of what a person reads, unless a program asks for them.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

CONNECT_SECONDS = 1.5
AWAY_SECONDS = 1.0
# A connection that was idle for longer is tried first, since nothing else bounds the wait for a
# server that hangs.
IDLE_SECONDS = 0.5
READ_SECONDS = 30.0
WRITE_SECONDS = 600.0
RETRY_SECONDS = 15.0
STREAM_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a store is and who asks: `engine` is "embedded" or "neo4j".

    `writer` is None where nobody may write.
    """

    engine: str
    uri: str
    database: str
    reader: tuple[str, str]
    writer: tuple[str, str] | None
    words: str
    notifications: Literal["OFF", "WARNING"] = "OFF"


class Transaction:
    """One open transaction, to run named queries in."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, query: Query, /, **parameters: Any) -> list[Record]:
        """The records that a named query returns."""
        return _records(self._transaction.run(query.text, parameters))


class Store:
    """A graph to read from and, where it was opened so, to write to; safe for several threads."""

    def __init__(self, endpoint: Endpoint, on_close: Callable[[], None] = lambda: None) -> None:
        self.endpoint = endpoint
        self.engine = endpoint.engine
        self._on_close = on_close
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._drivers: dict[Access, neo4j.Driver] = {}
        self._guard = Lock()

    def describe(self) -> str:
        """Where the store is, in words, without an account."""
        return self.endpoint.words

    def read(self, query: Query, /, **parameters: Any) -> list[Record]:
        """The records of a named query, asked of a reader."""

        def ask() -> list[Record]:
            with self.session("READ") as session:
                return _records(session.run(_limited(query, READ_SECONDS), parameters))

        return self._tried(ask, repeat_for=0.0)

    def stream(self, query: Query, /, **parameters: Any) -> Iterator[Record]:
        """The records of a named query one by one, few of them in memory at a time."""
        with mapped(self.describe()), self.session("READ", fetch_size=STREAM_ROWS) as session:
            for record in session.run(_limited(query, WRITE_SECONDS), parameters):
                yield dict(record)

    def write(self, query: Query, /, **parameters: Any) -> list[Record]:
        """The records of a named query that writes, in a transaction of its own.

        It is repeated after conflicts and lost answers, so it must be safe to repeat.
        """

        def ask() -> list[Record]:
            with self.session("WRITE") as session:
                return _records(session.run(_limited(query, WRITE_SECONDS), parameters))

        return self._tried(ask, repeat_for=RETRY_SECONDS)

    def transact(
        self, work: Callable[[Transaction], Result], *, seconds: float = WRITE_SECONDS
    ) -> Result:
        """What `work` returns after all that it ran was committed at once.

        It is repeated after conflicts and lost answers, so it must be safe to repeat. A transaction
        that is open for longer than `seconds` is ended by the server, so that a client that stands
        still does not hold its locks for ever.
        """

        def ask() -> Result:
            with (
                self.session("WRITE") as session,
                session.begin_transaction(timeout=seconds) as transaction,
            ):
                result = work(Transaction(transaction))
                transaction.commit()
                return result

        return self._tried(ask, repeat_for=RETRY_SECONDS)

    def cypher(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        limits: Limits | None = None,
    ) -> Table:
        """What a person's own query returns, reading only; see `graph.store.read_only`."""
        return read_only(self, text, parameters or {}, limits or Limits())

    def cypher_values(
        self, text: str, parameters: Mapping[str, Any], limits: Limits | None = None
    ) -> Table:
        """The same with the driver's own values: nodes, edges and times as they came."""
        return read_only_values(self, text, parameters, limits or Limits())

    @contextmanager
    def session(self, access: Access, *, fetch_size: int = 1_000) -> Iterator[neo4j.Session]:
        """A driver's session; what was written here before is seen in it."""
        with self._driver(access).session(
            database=self.endpoint.database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
            fetch_size=fetch_size,
        ) as session:
            yield session

    def close(self) -> None:
        """Lets go of all connections."""
        with self._guard:
            drivers, self._drivers = list(self._drivers.values()), {}
        for driver in drivers:
            driver.close()
        self._on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _driver(self, access: Access) -> neo4j.Driver:
        with self._guard:
            if access not in self._drivers:
                self._drivers[access] = self._connect(access)
            return self._drivers[access]

    def _connect(self, access: Access) -> neo4j.Driver:
        account = self.endpoint.reader if access == "READ" else self.endpoint.writer
        if account is None:
            raise StoreDenied(f"the {self.describe()} was opened for reading only")
        return neo4j.GraphDatabase.driver(
            self.endpoint.uri,
            auth=account,
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS + 0.3,
            connection_write_timeout=WRITE_SECONDS,
            liveness_check_timeout=IDLE_SECONDS,
            max_connection_pool_size=100,
            notifications_min_severity=self.endpoint.notifications,
            user_agent="parley",
        )

    def _tried(self, ask: Callable[[], Result], *, repeat_for: float) -> Result:
        """Repeats what may be repeated: conflicts for `repeat_for`, a lost connection shortly."""
        began = time.monotonic()
        pause = 0.05
        while True:
            try:
                return ask()
            except (Neo4jError, DriverError, OSError) as error:
                patience = _patience(error, repeat_for)
                if time.monotonic() - began + pause > patience:
                    raise translated(error, self.describe()) from error
            time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - not a secret
            pause = min(1.0, pause * 2)


def _patience(error: Exception, repeat_for: float) -> float:
    """For how many seconds an error is answered by trying again."""
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return min(AWAY_SECONDS, 0.2) if repeat_for == 0 else AWAY_SECONDS
    if isinstance(error, ConstraintError):
        return repeat_for
    if isinstance(error, Neo4jError) and error.is_retryable():
        return max(repeat_for, AWAY_SECONDS)
    return 0.0


def _limited(query: Query, seconds: float) -> neo4j.Query:
    """The query with its time limit, and its name where a server shows what runs."""
    return neo4j.Query(query.text, metadata={"query": query.name}, timeout=seconds)


def _records(result: neo4j.Result) -> list[Record]:
    return [dict(record) for record in result]
