"""What goes over the wire, by the driver's own log: what a cluster needs of its clients.

No cluster runs here. A single server shows what it would be asked: `neo4j://` asks for the routes,
reads are sent with mode `r` and writes without it, and what was written is carried as a bookmark.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j.exceptions import (
    NotALeader,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from cypher import named
from graph.desk import Desk
from graph.errors import StoreUnavailable
from graph.pinning import FRESH_SECONDS
from graph.questions import ClaimsQuestion
from graph.store import Store
from graph.store.bolt import Transaction, _patience
from loaders.load import load
from tests.graph.store.servers import server_error
from tests.loaders.write_dossier import write_dossier

PING = named("query/ping")


class Wire(logging.Handler):
    """Keeps what the driver sends and gets, as its log at DEBUG tells it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a line."""
        self.lines.append(record.getMessage())

    def sent(self, *messages: str) -> list[str]:
        """What the client sent of these kinds, in order."""
        pattern = re.compile(rf"C: ({'|'.join(messages)})\b")
        return [line for line in self.lines if pattern.search(line)]

    def bookmarks(self) -> list[str]:
        """The bookmarks that the server gave, in order."""
        found = (re.search(r"S: SUCCESS .*'bookmark': '([^']+)'", line) for line in self.lines)
        return [match[1] for match in found if match]


@contextmanager
def listening() -> Iterator[Wire]:
    """What goes over the wire meanwhile."""
    logger = logging.getLogger("neo4j.io")
    wire, level = Wire(), logger.level
    logger.addHandler(wire)
    logger.setLevel(logging.DEBUG)
    try:
        yield wire
    finally:
        logger.removeHandler(wire)
        logger.setLevel(level)


@pytest.fixture
def routed(store: Store) -> Iterator[Store]:
    """The store by `neo4j://`, where the engine has routes; as it is elsewhere."""
    uri = store.endpoint.uri
    if store.engine == "neo4j":
        uri = uri.replace("bolt://", "neo4j://")
    with Store(replace(store.endpoint, uri=uri)) as opened:
        yield opened


def write_two_ways(store: Store) -> None:
    """One write of its own, and one transaction."""

    def work(transaction: Transaction) -> None:
        transaction.run(PING)

    store.write(PING)
    store.transact(work)


def is_reading(line: str) -> bool:
    """Whether a message says that it only reads."""
    return "'mode': 'r'" in line


def test_reads_are_sent_as_reads_and_writes_as_writes(routed: Store) -> None:
    with listening() as wire:
        routed.read(PING)
        list(routed.stream(PING))
        routed.cypher("MATCH (n) RETURN count(n)")
    reads = wire.sent("RUN", "BEGIN")
    assert reads
    assert all(is_reading(line) for line in reads)
    with listening() as wire:
        write_two_ways(routed)
    writes = [line for line in wire.sent("RUN", "BEGIN") if not re.search(r"\{\} \{\}$", line)]
    assert len(wire.sent("BEGIN")) == 1
    assert not any(is_reading(line) for line in writes)


def test_routes_are_asked_for(routed: Store) -> None:
    with listening() as wire:
        routed.read(PING)
        routed.write(PING)
    assert bool(wire.sent("ROUTE")) == (routed.engine == "neo4j")


def test_a_read_after_a_write_carries_its_bookmark(routed: Store) -> None:
    with listening() as wire:
        write_two_ways(routed)
    given = wire.bookmarks()
    with listening() as wire:
        routed.read(PING)
    [asked] = wire.sent("RUN")
    # The embedded engine is one process and gives none that would differ.
    assert bool(given) or routed.engine == "embedded"
    if routed.engine == "neo4j":
        assert given[-1] in asked


def test_the_current_release_is_asked_of_the_leader_and_what_follows_carries_its_bookmark(
    routed: Store, store: Store, tmp_path: Path
) -> None:
    """Another API process has no bookmark of the load: it learns one with the release."""
    desk = Desk(routed)
    assert desk.claims(ClaimsQuestion())["items"] == []
    load(store, [write_dossier(tmp_path)])
    assert desk.releases.is_fresh or FRESH_SECONDS < 1
    while desk.releases.is_fresh:
        pass
    with listening() as wire:
        assert len(desk.claims(ClaimsQuestion())["items"]) == 2
    asked = [line for line in wire.sent("RUN") if "(r:Release)" in line]
    rest = [line for line in wire.sent("RUN") if "(r:Release)" not in line]
    assert len(asked) == 1
    assert rest
    assert all(is_reading(line) for line in rest)
    if routed.engine == "neo4j":
        assert not is_reading(asked[0])
        known = wire.bookmarks()[0]
        assert all(known in line for line in rest)


def test_a_follower_answers_where_there_is_no_leader(
    routed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    if routed.engine == "neo4j":
        session = Store.session

        def without_leader(self: Store, access: str, **rest: object) -> object:
            if rest.get("mode") == "WRITE":
                raise ServiceUnavailable("no leader")
            return session(self, access, **rest)  # type: ignore[arg-type]

        monkeypatch.setattr(Store, "session", without_leader)
    assert routed.latest(PING) == [{"here": 1}]


RETRYABLE = (
    server_error("Neo.ClientError.Cluster.NotALeader", "No longer the leader"),
    server_error("Neo.TransientError.Transaction.DeadlockDetected", "Deadlock"),
    SessionExpired("the connection was lost"),
    ServiceUnavailable("the connection was lost"),
)


def test_what_the_driver_calls_retryable_is_repeated(routed: Store) -> None:
    assert isinstance(RETRYABLE[0], NotALeader)
    assert isinstance(RETRYABLE[1], TransientError)
    for error in RETRYABLE:
        assert _patience(error, 15.0) > 0
        tries: list[int] = []

        def work(
            transaction: Transaction, error: Exception = error, tries: list[int] = tries
        ) -> str:
            tries.append(1)
            transaction.run(PING)
            if len(tries) < 3:
                raise error
            return "done"

        assert routed.transact(work) == "done"
        assert len(tries) == 3


def test_what_lasts_is_told(routed: Store) -> None:
    def work(_transaction: Transaction) -> None:
        raise ServiceUnavailable("the connection was lost")

    with pytest.raises(StoreUnavailable):
        routed.transact(work)
