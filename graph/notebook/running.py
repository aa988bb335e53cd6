"""Work that a person waits for: it can be interrupted at once, and ends at its limit.

The work runs beside the kernel's own thread, which only waits. So Ctrl-C (a notebook's stop button)
frees the kernel even where a driver would first wait for the server.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import Any, TypeVar

from graph.errors import QueryTimeout

Result = TypeVar("Result")
NOTICE_SECONDS = 0.5


class Interrupted(KeyboardInterrupt):
    """A person ended a cell while Parley was at work in it."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it. IPython asks for this by its name."""
        return ["Interrupted: nothing came of this cell, and nothing of it is left behind."]


def waited_for(
    work: Callable[[], Result],
    give_up: Callable[[Future[Any]], None],
    *,
    seconds: float | None = None,
) -> Result:
    """What `work` returns or raises.

    `give_up` is called where nobody waits any longer: after `seconds`, which is QueryTimeout, or
    when interrupted, which is Interrupted. It must make `work` end soon, and is given what tells
    when it has.
    """
    done: Future[Result] = Future()
    until = math.inf if seconds is None else time.monotonic() + seconds
    try:
        Thread(target=_run, args=(work, done), name="parley-question", daemon=True).start()
        while not done.done() and (left := until - time.monotonic()) > 0:
            # a signal that comes just before a wait begins is noticed only when the wait is over
            wait((done,), min(left, NOTICE_SECONDS))
    except KeyboardInterrupt:
        give_up(done)
        raise Interrupted from None
    if done.done():
        return done.result()
    give_up(done)
    raise QueryTimeout(
        f"the query took longer than the {seconds:g} s that it may: ask for less, narrow it, "
        "or connect(seconds=...) with more"
    )


def _run(work: Callable[[], Result], done: Future[Result]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:
        done.set_exception(error)
