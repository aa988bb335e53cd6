"""Whether the database lives, asked beside all work by one small question after the other.

The driver bounds how long it waits for a connection, and not how long a server that hangs may take
to answer a query that was sent. So a service asks for a sign of life on a connection of its own,
within a time that it does bound; when none comes, all connections are cut, so that whoever waits at
one is told at once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

BEAT_SECONDS = 0.3
_log = logging.getLogger("parley.errors")


class Pulse:
    """One thread that asks; `probe` makes a driver, `lost` is called when the database is away.

    `answered` says when (by the monotonic clock) a query was last answered: a database that does so
    lives, however late its sign of life comes.
    """

    def __init__(
        self,
        probe: Callable[[], neo4j.Driver],
        lost: Callable[[], None],
        answered: Callable[[], float],
    ) -> None:
        self._probe = probe
        self._lost = lost
        self._answered = answered
        self._ended = Event()
        self._stale = Event()
        self._thread = Thread(target=self._run, name="parley-pulse", daemon=True)
        self.is_away = False

    def begin(self) -> None:
        """Begins to ask."""
        self._thread.start()

    def again(self) -> None:
        """The database has moved: asks at its new address from now on."""
        self._stale.set()

    def end(self) -> None:
        """Asks no more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _run(self) -> None:
        driver = self._probe()
        while not self._ended.wait(BEAT_SECONDS):
            if self._stale.is_set():
                self._stale.clear()
                _closed(driver)
                driver = self._probe()
            began = time.monotonic()
            self._tell(lives(driver) or self._answered() > began)
        _closed(driver)

    def _tell(self, alive: bool) -> None:
        if alive == self.is_away:
            self.is_away = not alive
            _log.warning("the database %s", "answers again" if alive else "does not answer")
        if not alive:
            self._lost()


def lives(driver: neo4j.Driver) -> bool:
    """Whether a server lets a connection be used, which the driver waits for a bounded time."""
    try:
        driver.get_server_info()
    except AuthError:
        return True  # it answers; whoever asks it is told that it refuses
    except (DriverError, Neo4jError, OSError):
        return False
    return True


def _closed(driver: neo4j.Driver) -> None:
    with suppress(OSError, DriverError, Neo4jError):
        driver.close()
