"""Answers that were given before, kept for as long as their release is current.

A repeated question is answered on the event loop, without a thread and without the database: only
the current release is asked for, at most every 100 ms. Of many who ask the same at once, one asks
the desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from hashlib import sha256
from threading import Event

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool

from graph.desk import Desk
from graph.kept import Kept
from graph.model import Release

Key = tuple[str, ...]

# Working out an answer is a processor's work: more threads at it only take turns.
ANSWERS_AT_ONCE = 4
# Seconds that one waits for an answer that is being made before it was asked for.
PATIENCE = 30.0


class Shelf:
    """Answers by question; `megabytes` bounds them all together.

    `on_release` is called, on the event loop, when another release is current or another day has
    begun.
    """

    def __init__(
        self, desk: Desk, megabytes: int, on_release: Callable[[], None] = lambda: None
    ) -> None:
        self._desk = desk
        self._on_release = on_release
        self._capacity = megabytes * 2**20
        self._release: Release | None = None
        self._day = desk.today()
        self._bodies: Kept[Key, bytes] = self._empty()
        self._laying: dict[Key, Event] = {}
        self._limiter: CapacityLimiter | None = None
        self._waiting: dict[tuple[Release | None, Key], asyncio.Task[bytes]] = {}

    @property
    def count(self) -> int:
        """How many answers are kept."""
        return self._bodies.count

    async def tag(self, key: Key) -> str:
        """The entity tag that the answer to a question has now."""
        release = await self._current()
        facts = (str(release.number), release.published_at) if release else ()
        text = "\0".join((*facts, *key, self._desk.today().isoformat()))
        return f'W/"{sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'

    async def body(self, key: Key, answer: Callable[[], bytes]) -> bytes:
        """The answer to a question, made by `answer` in a thread where it is not kept."""
        release = await self._current()
        dated = self._dated(key)
        kept = self._bodies.get(dated)
        if kept is not None:
            return kept
        waiting = (release, dated)
        task = self._waiting.get(waiting)
        if task is None:
            limiter = self._limiter = self._limiter or CapacityLimiter(ANSWERS_AT_ONCE)
            task = asyncio.create_task(
                to_thread.run_sync(self._once_laid, dated, answer, limiter=limiter)
            )
            self._waiting[waiting] = task
            task.add_done_callback(lambda ended: self._over(waiting, ended))
        made = await asyncio.shield(task)
        if release is not None and release == self._release:
            self._bodies.put(dated, made)
        return made

    def _over(self, waiting: tuple[Release | None, Key], task: asyncio.Task[bytes]) -> None:
        self._waiting.pop(waiting, None)
        if not task.cancelled():
            task.exception()  # who waits is told; asyncio need not complain where nobody does

    def lay_ready(self, key: Key, answer: Callable[[], bytes]) -> None:
        """Makes an answer before anybody asks for it; waits, so it is for a thread of its own.

        Who asks for it meanwhile waits for this one.
        """
        release, dated = self._desk.release(), self._dated(key)
        if release is None or (release == self._release and self._bodies.get(dated) is not None):
            return
        made = self._laying[dated] = Event()
        try:
            self._put(release, dated, answer())
        finally:
            del self._laying[dated]
            made.set()

    def _put(self, release: Release, dated: Key, body: bytes) -> None:
        if release != self._desk.release():
            return
        if release != self._release:
            self._release, self._bodies = release, self._empty()
        self._bodies.put(dated, body)

    def _once_laid(self, dated: Key, answer: Callable[[], bytes]) -> bytes:
        """The answer that is being made already, if one is; else a new one."""
        if made := self._laying.get(dated):
            made.wait(PATIENCE)
            kept = self._bodies.get(dated)
            if kept is not None:
                return kept
        return answer()

    def _dated(self, key: Key) -> Key:
        return (*key, self._desk.today().isoformat())

    async def _current(self) -> Release | None:
        releases = self._desk.releases
        if releases.is_fresh:
            release = releases.last_seen
        else:
            release = await run_in_threadpool(self._desk.release)
        day = self._desk.today()
        if release != self._release:
            self._release, self._day, self._bodies = release, day, self._empty()
            self._on_release()
        elif day != self._day:
            self._day = day
            self._on_release()
        return release

    def _empty(self) -> Kept[Key, bytes]:
        return Kept(self._capacity, len)
