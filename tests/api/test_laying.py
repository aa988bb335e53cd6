"""Answers that are made before they are asked for, while releases change: none is another's."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread, Timer
from typing import cast

from api.shelf import Shelf
from api.warming import Warming
from graph.desk import Desk
from graph.model import Release

FIRST = Release(1, "2030-01-01T00:00:00.000000Z")
SECOND = Release(2, "2030-01-02T00:00:00.000000Z")
SECONDS = 10.0


class AtDesk:
    """What a shelf asks a desk for: which release is current, and what day it is."""

    is_fresh = True

    def __init__(self) -> None:
        self.last_seen: Release | None = FIRST
        self.warmed = 0

    @property
    def releases(self) -> AtDesk:
        """The releases."""
        return self

    def release(self) -> Release | None:
        """The current release."""
        return self.last_seen

    def today(self) -> date:
        """The day."""
        return date(2030, 1, 3)

    def warm(self) -> None:
        """Is done at once."""
        self.warmed += 1


def shelf_of(desk: AtDesk, on_release: Callable[[], None] = lambda: None) -> Shelf:
    """A shelf with room for one megabyte."""
    return Shelf(cast("Desk", desk), 1, on_release)


@contextmanager
def laying(shelf: Shelf, body: bytes) -> Iterator[Event]:
    """An answer is being made; the event lets it come to its end."""
    begun, end = Event(), Event()

    def answer() -> bytes:
        begun.set()
        assert end.wait(SECONDS)
        return body

    thread = Thread(target=shelf.lay_ready, args=(("page",), answer))
    thread.start()
    assert begun.wait(SECONDS)
    try:
        yield end
    finally:
        end.set()
        thread.join(SECONDS)


def test_who_asks_for_a_page_of_a_new_release_does_not_wait_for_one_of_the_old() -> None:
    desk = AtDesk()
    shelf = shelf_of(desk)
    with laying(shelf, b"old") as end:
        desk.last_seen = SECOND
        asked = time.monotonic()
        assert asyncio.run(shelf.body(("page",), lambda: b"new")) == b"new"
        assert time.monotonic() - asked < SECONDS / 2
        end.set()
    assert asyncio.run(shelf.body(("page",), lambda: b"never asked")) == b"new"


def test_a_page_that_is_ready_too_late_is_nobodys() -> None:
    desk = AtDesk()
    shelf = shelf_of(desk)
    with laying(shelf, b"old") as end:
        desk.last_seen = SECOND
        end.set()
    assert asyncio.run(shelf.body(("page",), lambda: b"new")) == b"new"
    desk.last_seen = FIRST
    assert asyncio.run(shelf.body(("page",), lambda: b"of the first")) == b"of the first"


def test_who_asks_for_the_page_that_is_being_made_waits_for_it() -> None:
    shelf = shelf_of(AtDesk())
    with laying(shelf, b"laid") as end:
        Timer(0.1, end.set).start()
        assert asyncio.run(shelf.body(("page",), lambda: b"made again")) == b"laid"
    assert asyncio.run(shelf.body(("page",), lambda: b"made again")) == b"laid"


def test_a_new_release_is_told_though_a_page_of_it_is_ready_already() -> None:
    """Else what questions about it share would not be worked out."""
    told = []
    desk = AtDesk()
    shelf = shelf_of(desk, lambda: told.append(desk.last_seen))
    asyncio.run(shelf.tag(("page",)))
    desk.last_seen = SECOND
    shelf.lay_ready(("page",), lambda: b"ready")
    assert asyncio.run(shelf.body(("page",), lambda: b"made again")) == b"ready"
    assert told == [FIRST, SECOND]


def test_whenever_it_begins_it_is_done_once_more() -> None:
    """Also where it begins in the moment in which the one before comes to its end."""
    desk = AtDesk()
    warming = Warming(cast("Desk", desk), lambda: None, wanted=True)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(3_000):
            before, end = desk.warmed, time.monotonic() + SECONDS
            warming.begin()
            while desk.warmed == before:
                assert time.monotonic() < end, "it was not done"
    finally:
        sys.setswitchinterval(interval)
        warming.end()


def test_after_its_end_it_begins_no_more() -> None:
    desk = AtDesk()
    warming = Warming(cast("Desk", desk), lambda: None, wanted=True)
    warming.end()
    warming.begin()
    time.sleep(0.05)
    assert desk.warmed == 0
