"""The lease while a transaction is tried again, without a database."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

import pytest

from cypher import Query
from graph.store import Store
from loaders import lease
from loaders.lease import Lease


class Stubborn:
    """A store that tries every transaction twice, as after a conflict; it counts the beats."""

    def __init__(self) -> None:
        self.beats = 0

    def read(self, _query: Query, **_parameters: Any) -> list[dict[str, Any]]:
        """Nobody has the lease."""
        return []

    def write(self, query: Query, **_parameters: Any) -> list[dict[str, Any]]:
        """What is written outside of transactions: it is taken, kept, and given back."""
        self.beats += query.name == "write/lease_beat"
        return [{"token": "ours"}]

    def run(self, _query: Query, **_parameters: Any) -> list[dict[str, Any]]:
        """What is written inside of one."""
        return [{"token": "ours"}]

    def transact(self, work: Callable[[Any], Any], *, seconds: float) -> Any:
        """The first commit fails."""
        del seconds
        work(self)
        return work(self)


def test_the_lease_is_kept_while_a_transaction_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lease, "BEAT_SECONDS", 0.01)
    store = Stubborn()
    beaten: list[bool] = []

    def long_work(_transaction: object) -> None:
        before, until = store.beats, time.monotonic() + 5
        while store.beats == before and time.monotonic() < until:
            time.sleep(0.005)
        beaten.append(store.beats > before)

    with Lease(cast(Store, store), wait_seconds=1) as ours:
        ours.transact(long_work)
        assert ours.commits == 1
        before, until = store.beats, time.monotonic() + 5
        while store.beats == before and time.monotonic() < until:
            time.sleep(0.005)
        assert store.beats > before
    assert beaten == [True, True]
