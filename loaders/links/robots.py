"""What a host asks of machines: its robots.txt, as RFC 9309 has it, read once a run.

Where there is none (a status from 400 to 499) all is allowed. Where the server fails, nothing is:
it may have one.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict

import httpx
from protego import Protego

from loaders.links.fetch import AGENT, Fetcher, Reply
from loaders.links.outcome import Trouble

_REDIRECTS = 5
_MOST_BYTES = 500_000


class Robots:
    """The rules of the hosts that were asked."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, Protego | Trouble] = {}
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def ask_leave(self, url: str) -> None:
        """Returns where an address may be asked for; Trouble where not, or where nobody answers."""
        parts = httpx.URL(url)
        origin = str(parts.copy_with(raw_path=b"/robots.txt", fragment=None))
        async with self._locks[origin]:
            if origin not in self._rules:
                self._rules[origin] = await self._read(origin)
        rules = self._rules[origin]
        if isinstance(rules, Trouble):
            raise rules
        if not rules.can_fetch(url, AGENT):
            raise Trouble("robots", f"{parts.host} asks machines not to fetch it")

    async def _read(self, origin: str) -> Protego | Trouble:
        try:
            reply = await self._follow(origin)
        except Trouble as trouble:
            return trouble
        host = httpx.URL(origin).host
        if reply.status >= 500:
            return Trouble("robots", f"robots.txt of {host} answers {reply.status}", reply.status)
        text = reply.body[:_MOST_BYTES].decode("utf-8", "replace") if reply.status == 200 else ""
        rules = Protego.parse(text)
        delay = rules.crawl_delay(AGENT)
        if delay:
            self._fetcher.turns.slow_down(host, float(delay))
        return rules

    async def _follow(self, origin: str) -> Reply:
        reply = await self._fetcher.get(origin)
        for _ in range(_REDIRECTS):
            if reply.leads_to is None:
                break
            reply = await self._fetcher.get(reply.leads_to)
        return reply
