"""Loads through a real proxy: answers that are lost, connections that break, a database that hangs.

Whatever happens, a load either says that its release is published, and it is, or fails with one of
Parley's errors and leaves the last release; run again, it completes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from cypher import named
from graph import reading
from graph.errors import ParleyError, StoreUnavailable
from graph.store import Store
from loaders import write
from loaders.load import Summary, load
from tests.conftest import empty
from tests.loaders.test_load import check_sound, direct_edges, standing
from tests.loaders.test_load_processes import many_claims
from tests.loaders.write_dossier import write_dossier
from tests.support.proxy import Proxy, proxied

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

CLAIMS = 20
QUICK = 4


@contextmanager
def far(store: Store) -> Iterator[tuple[Store, Proxy]]:
    """The same store, reached through a proxy."""
    with (
        proxied(store.endpoint.uri) as (uri, proxy),
        Store(replace(store.endpoint, uri=uri, words=f"store at {uri}")) as distant,
    ):
        yield distant, proxy


def tried(store: Store, folder: Path) -> Summary | ParleyError:
    """What a load says: its summary, or one of Parley's errors and no other."""
    try:
        return load(store, [folder], wait_seconds=20)
    except ParleyError as error:
        return error


def check_after(near: Store, said: Summary | ParleyError, before: dict[str, str]) -> None:
    """The last release is whole, and it is the new one where the load said so."""
    [last] = near.read(named("query/release_at"), known_at="9999")
    visible = near.read(
        named("query/claims_of_dossier"), dossier="harbour", known_at=last["published_at"]
    )
    found = {row["id"]: row["digest"] for row in visible}
    if isinstance(said, Summary):
        assert last["number"] == said.release == 2
    if last["number"] == 1:
        assert found == before
        assert len(direct_edges(near)) == len(before)
    else:
        assert len(found) == CLAIMS + 2
        assert len(direct_edges(near)) == CLAIMS + 2


def requests_of_a_load(store: Store, first: Path, second: Path) -> tuple[int, int]:
    """How many requests and commits the second load takes where nothing goes wrong."""
    load(store, [first])
    with far(store) as (distant, proxy):
        load(distant, [second])
        found = (proxy.faults.requests, proxy.faults.commits)
    empty(store)
    return found


def check_cut(store: Store, first: Path, second: Path, **fault: int) -> str:
    """One load whose connection is cut at a moment; returns how it ended."""
    empty(store)
    load(store, [first])
    before = standing(store)
    with far(store) as (distant, proxy):
        for name, number in fault.items():
            setattr(proxy.faults, name, number)
        said = tried(distant, second)
        check_after(store, said, before)
        again = load(store, [second])
        assert again.release in (None, 2)
    assert len(standing(store)) == CLAIMS + 2
    check_sound(store)
    return "published" if isinstance(said, Summary) else said.slug


@pytest.fixture
def dossiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A dossier and the next state of it, which takes several batches."""
    monkeypatch.setattr(write, "CLAIMS_AT_ONCE", 8)
    return write_dossier(tmp_path / "first"), many_claims(tmp_path / "second", CLAIMS)


def test_the_answer_to_any_commit_may_be_lost(store: Store, dossiers: tuple[Path, Path]) -> None:
    _, commits = requests_of_a_load(store, *dossiers)
    assert commits > 10
    ends = [
        check_cut(store, *dossiers, cut_commit=number)
        for number in range(1, commits + 1, max(1, commits // QUICK))
    ]
    # Every batch is safe to repeat, so that a lost answer costs a repeat and nothing else.
    assert set(ends) == {"published"}


def test_the_answer_to_any_batch_of_direct_edges_may_be_lost(
    store: Store, dossiers: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "EDGES_IN_PUBLICATION", 0)
    monkeypatch.setattr(reading, "CLAIMS_IN_A_RANGE", 10)
    _, commits = requests_of_a_load(store, *dossiers)
    for number in range(commits - QUICK, commits + 1):
        assert check_cut(store, *dossiers, cut_commit=number) == "published"


def test_the_answer_to_any_request_may_be_lost(store: Store, dossiers: tuple[Path, Path]) -> None:
    requests, _ = requests_of_a_load(store, *dossiers)
    for number in range(1, requests, max(1, requests // QUICK)):
        assert check_cut(store, *dossiers, cut_request=number) in ("published", "store-unavailable")


def test_a_database_that_refuses_for_a_moment_costs_a_load_at_most(
    store: Store, dossiers: tuple[Path, Path]
) -> None:
    first, second = dossiers
    load(store, [first])
    before = standing(store)
    with far(store) as (distant, proxy):
        proxy.faults.refuse = True
        began = time.monotonic()
        with pytest.raises(StoreUnavailable):
            load(distant, [second])
        assert time.monotonic() - began < 2
        proxy.faults.refuse = False
        assert load(distant, [second]).release == 2
        assert len(standing(store)) != len(before)
    check_sound(store)


def test_a_database_that_hangs_in_the_middle_of_a_load_is_told(
    store: Store, dossiers: tuple[Path, Path]
) -> None:
    first, second = dossiers
    load(store, [first])
    before = standing(store)
    with far(store) as (distant, proxy):
        # After a second the network stands still, and breaks three seconds later.
        timers = [Timer(0.3, proxy.flowing.clear), Timer(3.3, proxy.break_all)]
        timers.append(Timer(3.4, proxy.flowing.set))
        for timer in timers:
            timer.start()
        said = tried(distant, second)
        for timer in timers:
            timer.join()
        check_after(store, said, before)
        load(store, [second])
    assert len(standing(store)) == CLAIMS + 2
    check_sound(store)


def test_a_lease_from_before_the_clock_stepped_back_holds_nobody_up(
    store: Store, tmp_path: Path
) -> None:
    """A dead loader's lease ends an hour ahead of the database's clock, which was set back."""
    load(store, [write_dossier(tmp_path / "first")])
    with store.session("WRITE") as session:
        session.run(
            "MATCH (l:Lease) SET l.token = 'dead', l.expires = datetime().epochMillis + 3600000"
        ).consume()
    began = time.monotonic()
    assert load(store, [many_claims(tmp_path / "second", 3)], wait_seconds=10).release == 2
    assert time.monotonic() - began < 5
