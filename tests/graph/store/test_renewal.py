"""A search for a lost engine: one at a time, waited for so long, and nobody's after the end."""

from __future__ import annotations

from threading import Event

from graph.errors import StoreUnavailable
from graph.store.renewal import Renewal


def test_of_many_who_begin_one_searches() -> None:
    go_on = Event()
    taken: list[int] = []
    searches = []

    def find() -> int:
        searches.append(1)
        go_on.wait(10)
        return len(searches)

    renewal = Renewal(find, taken.append)
    for _ in range(10):
        renewal.begin()
    renewal.wait(0.01)
    assert taken == []
    go_on.set()
    renewal.wait(10)
    assert (searches, taken) == ([1], [1])
    renewal.begin()
    renewal.wait(10)
    assert taken == [1, 2]


def test_a_search_that_fails_can_be_begun_again() -> None:
    found: list[str] = []
    failures = [StoreUnavailable("not yet")]

    def find() -> str:
        if failures:
            raise failures.pop()
        return "here"

    renewal = Renewal(find, found.append)
    renewal.begin()
    renewal.wait(10)
    assert found == []
    renewal.begin()
    renewal.wait(10)
    assert found == ["here"]


def test_after_the_end_nothing_is_taken() -> None:
    go_on = Event()
    taken: list[int] = []

    def find() -> int:
        go_on.wait(10)
        return 1

    renewal = Renewal(find, taken.append)
    renewal.begin()
    renewal.end()
    go_on.set()
    renewal.wait(10)
    renewal.begin()
    renewal.wait(10)
    assert taken == []
