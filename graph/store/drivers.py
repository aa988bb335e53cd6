"""The driver's connections to one place, by what they are for."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import StoreDenied, StoreUnavailable

Access = Literal["READ", "WRITE"]

# The driver's own warnings stay out of what a person reads, unless a program asks for them.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

POOL_SIZE = 100
CONNECT_SECONDS = 1.5
PROBE_SECONDS = 1.0
# A connection that was idle for longer is tried first, since nothing else bounds the wait for a
# server that hangs.
IDLE_SECONDS = 0.5
WRITE_SECONDS = 600.0
# How long closing waits for those who were just opening a connection.
END_SECONDS = 1.0

# Sessions in use, and whose they are. A reading that nobody ends is garbage, and so would be its
# session, which Python might let go first, unclosed; as it is, the reading's own end closes it.
_LENT: dict[neo4j.Session, Drivers] = {}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a store is and who asks: `engine` is "embedded" or "neo4j".

    `writer` is None where nobody may write; `folder` is that of an embedded store.
    """

    engine: str
    uri: str
    database: str
    reader: tuple[str, str]
    writer: tuple[str, str] | None
    words: str
    notifications: Literal["OFF", "WARNING"] = "OFF"
    folder: Path | None = None


class Drivers:
    """A driver for reading and one for writing, made when they are first needed."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._drivers: dict[Access, neo4j.Driver] = {}
        self._guard = Lock()
        self._is_ended = False

    def of(self, access: Access) -> neo4j.Driver:
        """The driver for reading or for writing; StoreDenied where there is no such account.

        StoreUnavailable after the end: whoever still asks then would open what nobody closes.
        """
        with self._guard:
            if self._is_ended:
                raise StoreUnavailable(f"the {self._endpoint.words} was closed")
            if access not in self._drivers:
                self._drivers[access] = self._connect(access)
            return self._drivers[access]

    @contextmanager
    def lent(self, access: Access, **config: Any) -> Iterator[neo4j.Session]:
        """A session for reading or for writing; errors as of `of`."""
        session = self.of(access).session(**config)
        _LENT[session] = self
        try:
            yield session
        finally:
            try:
                _close(session)
            finally:
                _LENT.pop(session, None)

    def probe(self) -> neo4j.Driver:
        """A driver of its own to ask whether the database lives."""
        return self._connect("READ", size=1, seconds=PROBE_SECONDS)

    def move(self, endpoint: Endpoint) -> None:
        """Goes on at another place."""
        with self._guard:
            self._endpoint = endpoint
        self.let_go(violently=True)

    def end(self) -> None:
        """Closes all connections, and opens no more.

        Who was just opening one gets it in spite of that, so it is cut once it is there.
        """
        with self._guard:
            self._is_ended = True
        drivers = self.let_go(violently=False)
        until = time.monotonic() + END_SECONDS
        while self in _LENT.values() and time.monotonic() < until:
            time.sleep(0.01)
            for driver in drivers:
                sever(driver, idle=True)
        for driver in drivers:
            sever(driver, idle=True)

    def let_go(self, *, violently: bool) -> list[neo4j.Driver]:
        """Closes all connections: cuts those in use, and says goodbye on the others.

        Violently, it cuts them all, so that a server that hangs is not waited for. Returns the
        drivers that it closed.
        """
        with self._guard:
            drivers, self._drivers = list(self._drivers.values()), {}
        for driver in drivers:
            sever(driver, idle=violently)
            driver.close()
        return drivers

    def _connect(
        self, access: Access, size: int = POOL_SIZE, seconds: float = CONNECT_SECONDS
    ) -> neo4j.Driver:
        endpoint = self._endpoint
        account = endpoint.reader if access == "READ" else endpoint.writer
        if account is None:
            raise StoreDenied(f"the {endpoint.words} was opened for reading only")
        return neo4j.GraphDatabase.driver(
            endpoint.uri,
            auth=account,
            connection_timeout=seconds,
            connection_acquisition_timeout=seconds + 0.3,
            connection_write_timeout=WRITE_SECONDS,
            liveness_check_timeout=IDLE_SECONDS,
            max_connection_pool_size=size,
            notifications_min_severity=endpoint.notifications,
            user_agent="parley",
        )


def sever(driver: neo4j.Driver, *, idle: bool) -> None:
    """Cuts a driver's connections that are in use, or `idle` ones too.

    Whoever waits at one waits no longer. The driver offers no way to do so: closing it says goodbye
    on connections that another thread is using, which garbles what both of them send. A test holds
    that this still works with the driver that is locked.
    """
    pool: Any = getattr(driver, "_pool", None)
    for address in list(getattr(pool, "connections", {}).values()):
        for connection in address.copy():  # in one step, while other threads change it
            if idle or connection.in_use:
                with suppress(OSError, DriverError, Neo4jError):
                    connection.kill()


def _close(session: neo4j.Session) -> None:
    """Closes a session, also where its connection is cut at that very moment.

    The driver then raises halfway (at the transaction, at the connection), and would leave the
    session open: it is made to drop what it holds, as it does where a task is cancelled.
    """
    try:
        session.close()
    except BaseException:
        drop: Callable[[], None] | None = getattr(session, "_handle_cancellation", None)
        for step in (drop, session.close):
            if step is not None:
                with suppress(Exception):
                    step()
        raise
