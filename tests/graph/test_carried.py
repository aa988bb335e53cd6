"""What is carried from one release to the next is what would be read of it from end to end."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Sequence
from dataclasses import replace
from time import sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import reading
from graph.carried import Carried
from graph.model import Claim, Release, Thing
from graph.paraphrases import Paraphrases
from graph.pinning import FRESH_SECONDS, Releases
from graph.snapshot import Snapshot
from graph.words import word_index
from tests.graph.build import claim
from tests.graph.recorded import Recorded

RELEASES = 5
WORDS = ("pier", "gull", "a", "é", "the pier")


def instant(number: int) -> str:
    """When the release of a number was published."""
    return f"2030-01-0{number}T00:00:00.000000Z"


def release(number: int) -> Release:
    """A release by its number."""
    return Release(number, instant(number))


@st.composite
def histories(draw: st.DrawFn) -> list[Claim]:
    """Claims recorded by one of the releases, of which some are retracted by a later one."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        recorded = draw(st.integers(1, RELEASES))
        retracted = draw(st.none() | st.integers(recorded + 1, RELEASES + 1))
        made = claim(
            f"{draw(st.integers(0, 15)):x}{number:07x}",
            draw(st.sampled_from(("north", "south"))),
            draw(st.sampled_from(("demands", "rejects"))),
            draw(st.sampled_from(("d", "e"))),
            about=draw(st.sampled_from(((), ("port",)))),
            recorded_at=instant(recorded),
            retracted_at=instant(retracted) if retracted else None,
        )
        words = draw(st.none() | st.sampled_from(("The Pier.", "A gull", "café", "pier\ngull")))
        found.append(replace(made, paraphrase=words))
    return found


# Which release is asked for next, and what of it is read.
Visits = st.lists(st.tuples(st.integers(1, RELEASES), st.booleans(), st.booleans()), max_size=6)


@given(histories(), Visits, st.integers(1, RELEASES))
@settings(max_examples=150)
def test_a_release_is_the_same_whatever_was_read_before(
    claims: Sequence[Claim], visits: Sequence[tuple[int, bool, bool]], last: int
) -> None:
    """Also where who asked first comes last, and where nothing of a release between was read."""
    store = Recorded(claims)
    snapshot: Snapshot | None = None
    for number, reads_claims, reads_words in [*visits, (last, True, True)]:
        snapshot = Snapshot(store, release(number), snapshot)
        if reads_claims:
            assert snapshot.ledger.release == release(number)
        if reads_words:
            assert snapshot.paraphrases.release == release(number)
    assert snapshot
    fresh = Snapshot(store, release(last))
    assert snapshot.ledger.claims == fresh.ledger.claims
    assert snapshot.paraphrases.folded == fresh.paraphrases.folded
    assert snapshot.paraphrases.folded.keys() <= snapshot.ledger.claims.keys()
    for name in ("north", "d", "port"):
        assert set(snapshot.ledger.naming([name])) == set(fresh.ledger.naming([name]))
    for words in WORDS:
        found = set(snapshot.paraphrases.texts.holding(words.split()))
        assert found == set(fresh.paraphrases.texts.holding(words.split()))


def test_of_a_later_release_only_what_is_new_is_read() -> None:
    store = Recorded([claim("1", "north", "demands", "d", recorded_at=instant(1))])
    first = Snapshot(store, release(1))
    assert len(first.ledger.claims) == 1
    store.claims["2"] = claim("2", "south", "rejects", "d", recorded_at=instant(2))
    assert Snapshot(store, release(2), first).ledger.claims.keys() == {"1", "2"}
    assert store.asked["query/ledger_in_range"] == 1


@pytest.mark.parametrize("changed", ["recorded", "retracted"])
def test_very_much_that_is_new_is_not_asked_for_in_one_query(
    monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    """A query has its time: one that never ends in it would never be answered."""
    monkeypatch.setattr(reading, "CLAIMS_AT_ONCE", 2)
    names = [f"{number}" for number in range(1, 4)]
    store = Recorded(claim(name, "north", "demands", "d", recorded_at=instant(1)) for name in names)
    first = Snapshot(store, release(1))
    assert len(first.ledger.claims) == 3
    assert not first.paraphrases.folded
    for name in names:
        if changed == "recorded":
            store.claims[f"a{name}"] = replace(
                store.claims[name], uid=f"a{name}", recorded_at=instant(2)
            )
        else:
            store.claims[name] = replace(store.claims[name], retracted_at=instant(2))
    second = Snapshot(store, release(2), first)
    assert second.ledger.claims == Snapshot(store, release(2)).ledger.claims
    assert second.paraphrases.release == release(2)
    assert not store.asked["query/ledger_recorded_since"]
    assert not store.asked["query/paraphrases_since"]
    assert not store.asked["query/retracted_since"]


def test_who_waits_until_another_release_is_current_is_answered_from_that() -> None:
    """And does not put the older one back, of which everybody would have to wait once more."""
    store = Recorded(releases=[release(1)])
    releases = Releases(store)
    first = releases.current()
    assert first == release(1)
    releases.snapshot(first)
    store.releases.append(release(2))
    sleep(FRESH_SECONDS)
    second = releases.current()
    assert second == release(2)
    newest = releases.snapshot(second)
    assert releases.snapshot(first) is newest
    assert releases.snapshot(second) is newest


def test_an_older_release_is_current_again_where_a_store_was_put_back() -> None:
    store = Recorded([claim("1", "north", "demands", "d", recorded_at=instant(2))])
    store.releases = [release(2)]
    releases = Releases(store)
    newest = releases.current()
    assert newest
    assert releases.snapshot(newest).ledger.claims.keys() == {"1"}
    store.claims.clear()
    store.releases = [release(1)]
    sleep(FRESH_SECONDS)
    again = releases.current()
    assert again == release(1)
    assert releases.snapshot(again).release == release(1)
    assert not releases.snapshot(again).ledger.claims


def test_who_is_at_work_with_what_was_let_go_keeps_none_of_it() -> None:
    """A view knows its snapshot: kept by it, both stayed until the collector came, seldom."""
    thing = Thing(id="north", label="Party", name="North", properties={"recorded_at": instant(1)})
    snapshot = Snapshot(Recorded(things=[thing]), release(1))
    view = snapshot.view(instant(1), None)
    snapshot.let_go()
    assert snapshot.view(instant(1), None).known_at == view.known_at
    assert list(word_index(snapshot).things("Party").holding(["nor"])) == ["north"]
    kept = weakref.ref(snapshot)
    gc.collect()
    gc.disable()
    try:
        del snapshot, view
        assert kept() is None
    finally:
        gc.enable()


def test_paraphrases_are_made_once() -> None:
    carried = Carried(Recorded(), release(1), Paraphrases.read, None)
    assert (carried.made, carried.latest) == (None, None)
    assert carried.get() is carried.get() is carried.made
    after = Carried(Recorded(), release(2), Paraphrases.read, carried)
    assert after.latest is carried.made
    assert after.get() is after.latest is not carried.made
