"""One link: asked for, followed through its redirects, compared with what it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import httpx

from graph.dates import instant_text
from loaders.links.content import digest_of_page
from loaders.links.fetch import Fetcher, Reply
from loaders.links.outcome import Outcome, Trouble
from loaders.links.robots import Robots

_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
_KEPT = frozenset({401, 402, 403, 405, 406, 407, 451})


class Asker:
    """Asks for links, one at a time to a host."""

    def __init__(
        self, fetcher: Fetcher, robots: Robots, most_redirects: int, now: Callable[[], datetime]
    ) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._most_redirects = most_redirects
        self._now = now

    async def ask(self, url: str, before: Outcome | None) -> Outcome:
        """What becomes of a link; `before` is what was last known of it."""
        steps: list[Reply] = []
        try:
            reply = await self._follow(url, before, steps)
        except Trouble as trouble:
            leads_to = steps[-1].leads_to if steps else None
            return self._kept(url, before, trouble, leads_to)
        except httpx.InvalidURL:
            unfit = Trouble("failing", "is no web address, or leads to what is none")
            return self._kept(url, before, unfit, None)
        return self._judged(url, reply, steps, before)

    async def _follow(self, url: str, before: Outcome | None, steps: list[Reply]) -> Reply:
        """The first answer that is no redirect; `steps` are those that are."""
        current = str(httpx.URL(url).copy_with(fragment=None))
        seen = {current}
        while True:
            await self._robots.ask_leave(current)
            reply = await self._fetcher.get(current, {} if steps else _conditions(before))
            if reply.leads_to is None:
                return reply
            steps.append(reply)
            current = reply.leads_to
            if current in seen:
                raise Trouble("loop", f"leads back to {current}", reply.status)
            if len(steps) > self._most_redirects:
                raise Trouble("loop", f"leads on more than {self._most_redirects} times")
            if httpx.URL(current).scheme not in ("http", "https"):
                raise Trouble("failing", f"leads to {current}, no web address", reply.status)
            seen.add(current)

    def _judged(
        self, url: str, reply: Reply, steps: list[Reply], before: Outcome | None
    ) -> Outcome:
        """What a whole answer means."""
        trouble = _refusal(reply.status)
        leads_to = reply.url if steps else None
        if trouble:
            return self._kept(url, before, trouble, leads_to)
        digest, changed = _compared(reply, before)
        state, message = _state(reply, steps, changed=changed)
        return Outcome(
            url=url,
            state=state,
            message=message,
            checked_at=instant_text(self._now()),
            status=reply.status,
            leads_to=leads_to,
            etag=reply.headers.get("etag") or (before.etag if before and not changed else None),
            last_modified=reply.headers.get("last-modified"),
            digest=digest,
        )

    def _kept(
        self, url: str, before: Outcome | None, trouble: Trouble, leads_to: str | None
    ) -> Outcome:
        """An outcome without content: what was known of it stays, to compare with later."""
        return Outcome(
            url=url,
            state=trouble.state,
            message=trouble.message,
            checked_at=instant_text(self._now()),
            status=trouble.status,
            leads_to=leads_to,
            etag=before.etag if before else None,
            last_modified=before.last_modified if before else None,
            digest=before.digest if before else None,
        )


def _conditions(before: Outcome | None) -> dict[str, str]:
    """Headers by which a server may say that nothing changed."""
    if before is None or before.digest is None or before.leads_to:
        return {}
    if before.etag:
        return {"If-None-Match": before.etag}
    return {"If-Modified-Since": before.last_modified} if before.last_modified else {}


def _refusal(status: int) -> Trouble | None:
    """What a status other than success means."""
    if 200 <= status < 300 or status == 304:
        return None
    if status in _GONE:
        return Trouble("gone", f"answers {status}", status)
    if status in _KEPT:
        return Trouble("refused", f"answers {status}", status)
    if status == 429:
        return Trouble("busy", "answers 429: too many requests", status)
    return Trouble("failing", f"answers {status}", status)


def _compared(reply: Reply, before: Outcome | None) -> tuple[str | None, bool]:
    """The hash of the content, and whether it is another than it was."""
    known = before.digest if before else None
    if reply.status == 304:
        return known, False
    digest = digest_of_page(reply.body, reply.headers.get("content-type", ""))
    same_tag = before is not None and before.etag and reply.headers.get("etag") == before.etag
    return digest, bool(known) and digest != known and not same_tag


def _state(reply: Reply, steps: list[Reply], *, changed: bool) -> tuple[str, str]:
    if steps and all(step.status in _FOR_GOOD for step in steps):
        return "moved", f"has moved to {reply.url}{_suspicion(reply, steps)}"
    if changed:
        return "changed", "has other content than at the last check"
    if steps:
        return "ok", f"is there, by way of {reply.url}{_suspicion(reply, steps)}"
    return "ok", "is there"


def _suspicion(reply: Reply, steps: list[Reply]) -> str:
    """An article that leads to a front page is likely gone."""
    if httpx.URL(reply.url).path in ("", "/") and httpx.URL(steps[0].url).path not in ("", "/"):
        return ", a front page: perhaps it is gone"
    return ""
