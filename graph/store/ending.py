"""Ending a person's query on the server, where nobody waits for it any longer.

The embedded engine goes on with a query whose connection is gone, and a load would wait for it. So
a query bears a mark in a comment behind it, by which it is found among what its account runs.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, wait
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from cypher import named

if TYPE_CHECKING:
    from graph.store.bolt import Store

_SECONDS = 10.0
_PAUSE_SECONDS = 0.1


def marked(text: str) -> tuple[str, str]:
    """A query with a mark of its own behind it, and the mark."""
    mark = f"parley {token_hex(8)}"
    # the embedded engine allows nothing behind a semicolon
    return f"{text.rstrip().rstrip(';')}\n// {mark}", mark


def end_marked(store: Store, mark: str, done: Future[Any]) -> None:
    """Ends the query that bears a mark, and waits for who asked it to be `done`, for ten seconds.

    The query may be between its plan and its run, or about to begin, so it is looked for until
    then. ParleyError where the server cannot be asked.
    """
    until = time.monotonic() + _SECONDS
    while not done.done() and time.monotonic() < until:
        for row in store.read(named("query/running")):
            if mark in str(row.get("currentQuery")):
                store.read(named("query/terminate"), transaction=row["transactionId"])
        wait((done,), _PAUSE_SECONDS)
