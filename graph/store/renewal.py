"""Finding a lost engine again: one search at a time, beside those who wait for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from graph.errors import ParleyError

Found = TypeVar("Found")
_log = logging.getLogger("parley.errors")


class Renewal(Generic[Found]):
    """Runs `find` in the background when it is begun, and hands what it returns to `take`."""

    def __init__(self, find: Callable[[], Found], take: Callable[[Found], None]) -> None:
        self._find = find
        self._take = take
        self._guard = Lock()
        self._over = Event()
        self._over.set()
        self._is_ended = False

    def begin(self) -> None:
        """Begins a search, unless one is under way."""
        with self._guard:
            if self._is_ended or not self._over.is_set():
                return
            self._over.clear()
        Thread(target=self._run, name="parley-renewal", daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Waits until the search is over, for some seconds at most."""
        self._over.wait(seconds)

    def end(self) -> None:
        """Begins no search any more; what one still finds is nobody's."""
        self._is_ended = True

    def _run(self) -> None:
        try:
            found = self._find()
            if not self._is_ended:
                self._take(found)
        except ParleyError as error:
            if not self._is_ended:
                _log.warning("the store was not found again: %s", error.message)
        finally:
            self._over.set()
