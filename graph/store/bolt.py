"""The store: named queries over Bolt, through the official driver, the same on every engine.

A call answers or fails soon: with the database away it ends within two seconds. What may be
repeated is repeated here (reads once, writes until a conflict is over), so that callers see results
or one of Parley's errors and nothing of the driver.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from cypher import Query
from graph.errors import StoreUnavailable
from graph.store.driver_errors import is_gone, mapped, translated
from graph.store.drivers import WRITE_SECONDS, Access, Drivers, Endpoint
from graph.store.pulse import Pulse
from graph.store.read_only import Limits, Table, read_only, read_only_values
from graph.store.renewal import Renewal

Result = TypeVar("Result")
Record = dict[str, Any]

AWAY_SECONDS = 1.0
READ_SECONDS = 30.0
RETRY_SECONDS = 15.0
STREAM_ROWS = 2_000
# How long a call waits for a lost engine to be started again, unless a service is watched.
RENEWAL_SECONDS = 60.0
# Told of each named query: its name, its seconds, and whether it failed.
Observer = Callable[[str, float, bool], None]


class Transaction:
    """One open transaction, to run named queries in."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, query: Query, /, **parameters: Any) -> list[Record]:
        """The records that a named query returns."""
        return _records(self._transaction.run(query.text, parameters))


class Store:
    """A graph to read from and, where it was opened so, to write to; safe for several threads."""

    def __init__(
        self,
        endpoint: Endpoint,
        on_close: Callable[[], None] = lambda: None,
        renew: Callable[[], Endpoint] | None = None,
    ) -> None:
        """`renew` finds the store again where its engine may have moved to another address."""
        self.endpoint = endpoint
        self.engine = endpoint.engine
        self.observe: Observer = _unobserved
        self.count_sessions: Callable[[int], None] = _uncounted
        self.patience = RENEWAL_SECONDS
        self._on_close = on_close
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._drivers = Drivers(endpoint)
        self._answered = 0.0
        self._pulse: Pulse | None = None
        self._renewal = Renewal(renew, self._moved) if renew else None

    def describe(self) -> str:
        """Where the store is, in words, without an account."""
        return self.endpoint.words

    def read(self, query: Query, /, **parameters: Any) -> list[Record]:
        """The records of a named query, asked of a reader."""

        def ask() -> list[Record]:
            with self.session("READ") as session:
                return _records(session.run(_limited(query, READ_SECONDS), parameters))

        return self._tried(ask, query.name, repeat_for=0.0)

    def latest(self, query: Query, /, **parameters: Any) -> list[Record]:
        """As `read`, but of all that was ever committed: in a cluster, asked of its leader.

        Reads after it are sent with its bookmark, so that no follower answers them that has not
        seen what it saw. Where no leader is to be had, a follower is asked.
        """
        if not self.endpoint.uri.startswith("neo4j"):
            return self.read(query, **parameters)

        def ask() -> list[Record]:
            with self.session("READ", mode="WRITE") as session:
                return _records(session.run(_limited(query, READ_SECONDS), parameters))

        try:
            return self._tried(ask, query.name, repeat_for=0.0)
        except StoreUnavailable:
            return self.read(query, **parameters)

    def stream(self, query: Query, /, **parameters: Any) -> Iterator[Record]:
        """The records of a named query one by one, few of them in memory at a time."""
        with (
            mapped(self.describe()),
            self._observed(query.name),
            self.session("READ", fetch_size=STREAM_ROWS) as session,
        ):
            for record in session.run(_limited(query, WRITE_SECONDS), parameters):
                yield dict(record)

    def write(self, query: Query, /, **parameters: Any) -> list[Record]:
        """The records of a named query that writes, in a transaction of its own.

        It is repeated after conflicts and lost answers, so it must be safe to repeat.
        """

        def ask() -> list[Record]:
            with self.session("WRITE") as session:
                return _records(session.run(_limited(query, WRITE_SECONDS), parameters))

        return self._tried(ask, query.name, repeat_for=RETRY_SECONDS)

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
                session.begin_transaction(timeout=seconds, metadata={"query": name}) as transaction,
            ):
                result = work(Transaction(transaction))
                transaction.commit()
                return result

        name = f"transaction/{getattr(work, '__name__', 'work')}"
        return self._tried(ask, name, repeat_for=RETRY_SECONDS)

    def cypher(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        limits: Limits | None = None,
    ) -> Table:
        """What a person's own query returns, reading only; see `graph.store.read_only`."""
        with self._observed("read-only"):
            return read_only(self, text, parameters or {}, limits or Limits())

    def cypher_values(
        self, text: str, parameters: Mapping[str, Any], limits: Limits | None = None
    ) -> Table:
        """The same with the driver's own values: nodes, edges and times as they came."""
        with self._observed("read-only"):
            return read_only_values(self, text, parameters, limits or Limits())

    @contextmanager
    def session(
        self, access: Access, *, fetch_size: int = 1_000, mode: Access | None = None
    ) -> Iterator[neo4j.Session]:
        """A driver's session; what was written here before is seen in it.

        `access` says whose account it is, `mode` where a cluster sends it, if that is not the same.
        """
        self._check_alive()
        lent = self._drivers.lent(
            access,
            database=self.endpoint.database,
            default_access_mode=mode or access,
            bookmark_manager=self._bookmarks,
            fetch_size=fetch_size,
        )
        with lent as session:
            self.count_sessions(1)
            try:
                yield session
            finally:
                self.count_sessions(-1)

    def watch(self) -> None:
        """Looks after the connection from now on, for a service that many wait for.

        A database that hangs is told within two seconds, also to those who wait for it already,
        and a lost engine is looked for in the background while they are told so.
        """
        self.patience = 0.0
        self._pulse = Pulse(self._drivers.probe, self._lost, lambda: self._answered)
        self._pulse.begin()

    def close(self) -> None:
        """Lets go of all connections."""
        if self._pulse:
            self._pulse.end()
        if self._renewal:
            self._renewal.end()
        self._drivers.end()
        self._on_close()

    def _check_alive(self) -> None:
        """StoreUnavailable at once where it is known that the database is away."""
        if self._pulse and self._pulse.is_away:
            raise StoreUnavailable(
                f"the {self.describe()} does not answer: see that it runs and try again"
            )

    def _lost(self) -> None:
        """What is done when the database is found to be away."""
        self._drivers.let_go(violently=True)
        if self._renewal:
            self._renewal.begin()

    def _moved(self, endpoint: Endpoint) -> None:
        """Takes the address at which the engine was found again."""
        if endpoint != self.endpoint:
            self.endpoint = endpoint
            self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
            self._drivers.move(endpoint)
            if self._pulse:
                self._pulse.again()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _tried(self, ask: Callable[[], Result], name: str, *, repeat_for: float) -> Result:
        """Repeats what may be repeated: conflicts for `repeat_for`, a lost connection shortly."""
        with self._observed(name):
            began = time.monotonic()
            pause = 0.05
            while True:
                endpoint = self.endpoint
                try:
                    result = ask()
                except (Neo4jError, DriverError, OSError) as error:
                    if self._is_sought(error, endpoint, began):
                        continue
                    patience = _patience(error, repeat_for)
                    if time.monotonic() - began + pause > patience:
                        raise translated(error, self.describe(), self.endpoint.folder) from error
                else:
                    self._answered = time.monotonic()
                    return result
                time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - not a secret
                pause = min(1.0, pause * 2)

    def _is_sought(self, error: Exception, before: Endpoint, began: float) -> bool:
        """Whether to try again, since a lost engine has been found or may still be.

        An engine that is ending refuses accounts before it refuses connections.
        """
        if self._renewal is None or not (is_gone(error) or isinstance(error, AuthError)):
            return False
        if self.endpoint == before:
            self._renewal.begin()
            self._renewal.wait(self.patience)
            time.sleep(min(0.1, self.patience))
        return self.endpoint != before or time.monotonic() - began < self.patience

    @contextmanager
    def _observed(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        failed = True
        try:
            yield
            failed = False
        finally:
            self.observe(name, time.perf_counter() - began, failed)


def _unobserved(_name: str, _seconds: float, _failed: bool) -> None:
    return None


def _uncounted(_change: int) -> None:
    return None


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
