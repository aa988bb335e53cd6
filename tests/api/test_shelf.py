"""Answers kept: one works an answer out for all who wait, also where the first has gone."""

from __future__ import annotations

import asyncio
import gc
import time
from typing import Any

import pytest

from api.shelf import Shelf
from graph.desk import Desk
from graph.errors import StoreUnavailable
from graph.store import Store


def shelf(store: Store) -> Shelf:
    """A shelf with room for one megabyte."""
    return Shelf(Desk(store), 1)


def test_of_many_who_ask_the_same_one_asks_the_desk(store: Store) -> None:
    asked = []

    def answer() -> bytes:
        asked.append(1)
        time.sleep(0.1)
        return b"so it is"

    async def ask() -> list[bytes]:
        kept = shelf(store)
        return await asyncio.gather(*(kept.body(("same",), answer) for _ in range(5)))

    assert asyncio.run(ask()) == [b"so it is"] * 5
    assert len(asked) == 1


def test_a_failure_that_nobody_waits_for_any_more_is_no_news(store: Store) -> None:
    def answer() -> bytes:
        time.sleep(0.2)
        raise StoreUnavailable("the database does not answer")

    complaints: list[dict[str, Any]] = []

    async def go_away() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, told: complaints.append(told))
        waiting = asyncio.create_task(shelf(store).body(("gone",), answer))
        await asyncio.sleep(0.1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await asyncio.sleep(0.3)
        gc.collect()
        await asyncio.sleep(0)

    asyncio.run(go_away())
    assert complaints == []
