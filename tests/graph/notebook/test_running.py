"""Work beside the kernel's thread: waited for, interrupted, given up."""

from __future__ import annotations

import signal
import threading
import time
from concurrent.futures import Future
from typing import Any

import pytest

from graph.errors import QueryTimeout
from graph.notebook.running import Interrupted, waited_for


def test_what_the_work_returns_or_raises_is_had() -> None:
    def fail() -> None:
        raise TimeoutError("the work's own")

    assert waited_for(lambda: 1, unused, seconds=60) == 1
    with pytest.raises(TimeoutError, match="the work's own"):
        waited_for(fail, unused)


def test_at_the_limit_the_work_is_given_up() -> None:
    end = threading.Event()
    given: list[Future[Any]] = []
    with pytest.raises(QueryTimeout, match=r"longer than the 0\.1 s"):
        waited_for(lambda: end.wait(60), given.append, seconds=0.1)
    assert not given[0].done()
    end.set()
    assert given[0].result(60) is True


def test_an_interrupt_that_another_thread_receives_is_noticed_too() -> None:
    """As one that comes just before a wait begins: the wait itself is not ended by it."""
    end = threading.Event()
    receiver = threading.Thread(target=end.wait, args=(60,))
    receiver.start()
    assert receiver.ident is not None
    send = threading.Timer(0.3, signal.pthread_kill, (receiver.ident, signal.SIGINT))
    send.start()
    began = time.monotonic()
    with pytest.raises(Interrupted):
        waited_for(lambda: end.wait(60), lambda _: end.set())
    assert time.monotonic() - began < 30
    send.join()
    receiver.join()


def unused(_done: Future[Any]) -> None:
    pytest.fail("nothing was to be given up")
