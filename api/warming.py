"""Getting a release ready in memory before it is asked for.

When the service starts, when a release is published and when another day has begun, what questions
about the whole graph share (the ledger, the network with the spans of all positions, the words) is
read and worked out in the background, and the pages that most people open first are made, so that
no person waits for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread

from graph.desk import Desk
from graph.errors import ParleyError

_log = logging.getLogger("parley.errors")

# Seconds that a service which ends waits for what it was getting ready.
PATIENCE = 5.0


class Warming:
    """One background thread at a time; `wanted` is whether there is any.

    `lay_ready` makes what is asked for first.
    """

    def __init__(self, desk: Desk, lay_ready: Callable[[], None], *, wanted: bool) -> None:
        self._desk = desk
        self._lay_ready = lay_ready
        self._guard = Lock()
        self._again = False
        self._wanted = wanted
        self._ended = False
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Begins; where it is under way, it begins again when it is through."""
        with self._guard:
            if not self._wanted or self._ended:
                return
            self._again = True
            if self._thread is None:
                self._thread = Thread(target=self._run, name="parley-warming", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while self._goes_on():
            self._warm()

    def _goes_on(self) -> bool:
        """Whether it is to be done again; who begins it after it was not has another thread."""
        with self._guard:
            goes_on = self._again and not self._ended
            self._again = False
            if not goes_on:
                self._thread = None
            return goes_on

    def _warm(self) -> None:
        try:
            self._desk.warm()
            if not self._ended:
                self._lay_ready()
        except ParleyError as error:  # the next question will say so to whoever asks
            if not self._ended:
                _log.warning("not yet in memory: %s", error.message)
        except Exception:
            if not self._ended:  # a store that is closed under it is no mistake
                _log.exception("a release could not be read into memory")

    def end(self) -> None:
        """Lets go of it: what it has read by then is of no use any more.

        It is waited for, so that it asks nothing of a store that is closed under it; not for long,
        since a large one takes seconds.
        """
        with self._guard:
            self._ended = True
            thread = self._thread
        if thread is not None:
            thread.join(PATIENCE)
