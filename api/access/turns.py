"""Taking turns at what is costly: so many at once for each client, and for all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from graph.errors import ServiceBusy, TooManyRequests

Result = TypeVar("Result")


class Turns:
    """Runs work in threads of its own, so that nothing else waits for it.

    A turn lasts until the work has ended, even where whoever asked has gone away.
    """

    def __init__(self, each: int, together: int) -> None:
        self._each = each
        self._together = together
        self._under_way: Counter[str] = Counter()
        self._limiter: CapacityLimiter | None = None

    async def take(self, client: str, work: Callable[..., Result], *arguments: object) -> Result:
        """What the work returns; TooManyRequests or ServiceBusy where there is no turn."""
        if self._under_way[client] >= self._each:
            raise TooManyRequests(
                f"at most {self._each} queries of one client at once: wait for one to end"
            )
        if self._under_way.total() >= self._together:
            raise ServiceBusy("too many queries are running: try again in a moment")
        self._limiter = self._limiter or CapacityLimiter(self._together)
        self._under_way[client] += 1
        try:
            return await to_thread.run_sync(partial(work, *arguments), limiter=self._limiter)
        finally:
            self._under_way[client] -= 1
            if not self._under_way[client]:
                del self._under_way[client]
