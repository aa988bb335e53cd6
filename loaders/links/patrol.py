"""All links of some sources: which are due, asked host by host, told as each is done."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from graph.dates import parse_instant
from loaders.links.ask import Asker
from loaders.links.fetch import Fetcher
from loaders.links.guard import GuardedTransport, Resolve, resolve
from loaders.links.manners import Manners
from loaders.links.memory import Memory
from loaders.links.outcome import SETTLED, Outcome
from loaders.links.robots import Robots

Report = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Link:
    """A link, and the sources that have it: dossier, id and place (`file:line`, or empty)."""

    url: str
    sources: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class LinkFound:
    """A link with what became of it; `asked` is false where an earlier outcome still counts."""

    link: Link
    outcome: Outcome
    asked: bool

    def as_dict(self) -> dict[str, Any]:
        """It as JSON has it."""
        names = ("dossier", "id", "place")
        sources = [dict(zip(names, row, strict=True)) for row in self.link.sources]
        return {**self.outcome.as_dict(), "asked": self.asked, "sources": sources}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patrol:
    """How links are asked; `fresh` is how long a settled outcome counts."""

    memory: Memory
    manners: Manners = field(default_factory=Manners)
    fresh: timedelta = timedelta(days=1)
    allow_private: bool = False
    resolver: Resolve = resolve
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def run(self, links: Sequence[Link], report: Report) -> list[LinkFound]:
        """What becomes of each link, in the order given; KeyboardInterrupt loses nothing."""
        found: dict[str, LinkFound] = {}
        due = []
        for link in links:
            before = self.memory.of(link.url)
            if before is not None and self._counts(before):
                found[link.url] = LinkFound(link, before, asked=False)
            else:
                due.append((link, before))
        asyncio.run(self._ask_all(due, found, report))
        return [found[link.url] for link in links]

    def _counts(self, outcome: Outcome) -> bool:
        age = self.now() - parse_instant(outcome.checked_at)
        return outcome.state in SETTLED and age < self.fresh

    async def _ask_all(
        self,
        due: Sequence[tuple[Link, Outcome | None]],
        found: dict[str, LinkFound],
        report: Report,
    ) -> None:
        transport = GuardedTransport(allow_private=self.allow_private, resolver=self.resolver)
        fetcher = Fetcher(transport, self.manners)
        asker = Asker(fetcher, Robots(fetcher), self.manners.most_redirects, self.now)
        done = 0

        async def lane(rows: Iterable[tuple[Link, Outcome | None]]) -> None:
            nonlocal done
            for link, before in rows:
                outcome = await asker.ask(link.url, before)
                self.memory.keep(outcome)
                found[link.url] = LinkFound(link, outcome, asked=True)
                done += 1
                report("asking for links", done, len(due))

        try:
            async with asyncio.TaskGroup() as group:
                for rows in _by_host(due).values():
                    group.create_task(lane(rows))
        finally:
            await fetcher.close()


def _by_host(
    due: Sequence[tuple[Link, Outcome | None]],
) -> dict[str, list[tuple[Link, Outcome | None]]]:
    lanes: dict[str, list[tuple[Link, Outcome | None]]] = defaultdict(list)
    for row in due:
        lanes[_host(row[0].url)].append(row)
    return lanes


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host
    except httpx.InvalidURL:
        return ""
