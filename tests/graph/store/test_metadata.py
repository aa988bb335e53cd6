"""What goes over the wire: each query says its name, so that a server can show what runs."""

from __future__ import annotations

import logging
import re

import pytest

from cypher import named
from graph.errors import BadQuery
from graph.store import Store
from graph.store.bolt import Transaction

NAMES = re.compile(r"'tx_metadata': \{'query': '([^']+)'\}")


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The names that the driver sent."""
    return [name for record in caplog.records for name in NAMES.findall(record.getMessage())]


def test_every_query_says_its_name(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    ping = named("query/ping")

    def checked(transaction: Transaction) -> None:
        transaction.run(ping)

    with caplog.at_level(logging.DEBUG, "neo4j"):
        store.read(ping)
        store.write(ping)
        list(store.stream(ping))
        store.transact(checked)
        store.cypher("RETURN 1 AS x")
    found = told(caplog)
    assert found[:4] == ["query/ping", "query/ping", "query/ping", "transaction/checked"]
    assert set(found[4:]) == {"read-only"}


def test_every_query_is_observed(store: Store) -> None:
    seen: list[tuple[str, bool]] = []
    open_sessions = [0]

    def count(change: int) -> None:
        open_sessions[0] += change

    try:
        store.observe = lambda name, seconds, failed: seen.append((name, failed or seconds < 0))
        store.count_sessions = count
        store.read(named("query/ping"))
        with pytest.raises(BadQuery):
            store.cypher("RETURN nothing")
    finally:
        store.observe = lambda *_: None
        store.count_sessions = lambda _: None
    assert seen == [("query/ping", False), ("read-only", True)]
    assert open_sessions == [0]
