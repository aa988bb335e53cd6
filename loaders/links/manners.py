"""How hosts are asked: one request at a time, with a pause after each, and few hosts at once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Limits. Times are in seconds; `patience` is the longest wait that a server may ask for."""

    pause: float = 1.0
    hosts_at_once: int = 8
    timeout: float = 30.0
    patience: float = 60.0
    most_bytes: int = 5_000_000
    most_redirects: int = 10
    retries: int = 2


class Turns:
    """Gives each host one request at a time and all hosts together so many."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._room = asyncio.Semaphore(manners.hosts_at_once)

    def slow_down(self, host: str, seconds: float) -> None:
        """A host asks for a longer pause (the Crawl-delay of its robots.txt)."""
        self._pauses[host] = min(max(seconds, self._manners.pause), LONGEST_PAUSE)

    def wait_for(self, host: str, seconds: float) -> None:
        """A host asks not to be asked for so long."""
        self._free_at[host] = asyncio.get_running_loop().time() + seconds

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits until a host may be asked; afterwards it is left alone for a while."""
        clock = asyncio.get_running_loop().time
        async with self._locks[host]:
            await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - clock()))
            try:
                async with self._room:
                    yield
            finally:
                pause = self._pauses.get(host, self._manners.pause)
                self._free_at[host] = max(self._free_at.get(host, 0.0), clock() + pause)
