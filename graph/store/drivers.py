"""The driver's connections to one place, by what they are for."""

from __future__ import annotations

import logging
from contextlib import suppress
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

    def probe(self) -> neo4j.Driver:
        """A driver of its own to ask whether the database lives."""
        return self._connect("READ", size=1, seconds=PROBE_SECONDS)

    def move(self, endpoint: Endpoint) -> None:
        """Goes on at another place."""
        with self._guard:
            self._endpoint = endpoint
        self.let_go(violently=True)

    def end(self) -> None:
        """Closes all connections, and opens no more."""
        with self._guard:
            self._is_ended = True
        self.let_go(violently=False)

    def let_go(self, *, violently: bool) -> None:
        """Closes all connections; violently, so that who waits at one waits no longer."""
        with self._guard:
            drivers, self._drivers = list(self._drivers.values()), {}
        for driver in drivers:
            if violently:
                sever(driver)
            driver.close()

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


def sever(driver: neo4j.Driver) -> None:
    """Cuts a driver's connections, those in use too, so that nobody waits at one any longer.

    The driver offers no way to do so: closing it leaves connections in use as they are. A test
    holds that this still works with the driver that is locked.
    """
    pool: Any = getattr(driver, "_pool", None)
    for address in list(getattr(pool, "connections", {}).values()):
        for connection in address.copy():  # in one step, while other threads change it
            with suppress(OSError, DriverError, Neo4jError):
                connection.kill()
