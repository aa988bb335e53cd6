"""Getting a release ready in memory before it is asked for.

What questions about the whole graph share (the ledger, the spans of all positions, the network) is
read and worked out in the background when the service starts and when a release is published, so
that no person waits for it.
"""

from __future__ import annotations

import logging
from threading import Thread

from graph.desk import Desk
from graph.errors import ParleyError

_log = logging.getLogger("parley.errors")


class Warming:
    """One background thread at a time; `wanted` is whether there is any."""

    def __init__(self, desk: Desk, *, wanted: bool) -> None:
        self._desk = desk
        self._wanted = wanted
        self._ended = False
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Begins, unless it is under way."""
        if (
            self._wanted
            and not self._ended
            and (self._thread is None or not self._thread.is_alive())
        ):
            self._thread = Thread(target=self._run, name="parley-warming", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        try:
            self._desk.warm()
        except ParleyError as error:  # the next question will say so to whoever asks
            if not self._ended:
                _log.warning("not yet in memory: %s", error.message)
        except Exception:
            if not self._ended:  # a store that is closed under it is no mistake
                _log.exception("a release could not be read into memory")

    def end(self) -> None:
        """Lets go of it: what it has read by then is of no use any more."""
        self._ended = True
