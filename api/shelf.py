"""Answers that were given before, kept for as long as their release is current.

A repeated question is answered on the event loop, without a thread and without the database: only
the current release is asked for, at most every 100 ms. Of many who ask the same at once, one asks
the desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from hashlib import sha256
from threading import Event, Lock

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool

from graph.desk import Desk
from graph.kept import Kept
from graph.model import Release

Key = tuple[str, ...]
# A question, and the release of which it is answered.
Asked = tuple[Release | None, Key]

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
        self._told: Release | None = None
        self._day = desk.today()
        self._guard = Lock()
        self._kept: tuple[Release | None, Kept[Key, bytes]] = (None, self._empty())
        self._laying: dict[Asked, Event] = {}
        self._limiter: CapacityLimiter | None = None
        self._waiting: dict[Asked, asyncio.Task[bytes]] = {}

    @property
    def count(self) -> int:
        """How many answers are kept."""
        _, bodies = self._kept
        return bodies.count

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
        bodies = self._of(release)
        kept = bodies.get(dated)
        if kept is not None:
            return kept
        waiting = (release, dated)
        task = self._waiting.get(waiting)
        if task is None:
            limiter = self._limiter = self._limiter or CapacityLimiter(ANSWERS_AT_ONCE)
            task = asyncio.create_task(
                to_thread.run_sync(self._once_laid, waiting, bodies, answer, limiter=limiter)
            )
            self._waiting[waiting] = task
            task.add_done_callback(lambda ended: self._over(waiting, ended))
        made = await asyncio.shield(task)
        if release is not None and release == self._told:
            bodies.put(dated, made)
        return made

    def _over(self, waiting: Asked, task: asyncio.Task[bytes]) -> None:
        self._waiting.pop(waiting, None)
        if not task.cancelled():
            task.exception()  # who waits is told; asyncio need not complain where nobody does

    def lay_ready(self, key: Key, answer: Callable[[], bytes]) -> None:
        """Makes an answer before anybody asks for it; waits, so it is for a thread of its own.

        Who asks for it meanwhile waits for this one.
        """
        release, dated = self._desk.release(), self._dated(key)
        if release is None or self._of(release).get(dated) is not None:
            return
        made = self._laying[release, dated] = Event()
        try:
            body = answer()
            if release == self._desk.release():
                self._of(release).put(dated, body)
        finally:
            del self._laying[release, dated]
            made.set()

    def _once_laid(
        self, asked: Asked, bodies: Kept[Key, bytes], answer: Callable[[], bytes]
    ) -> bytes:
        """The answer that is being made already, if one is; else a new one."""
        if made := self._laying.get(asked):
            made.wait(PATIENCE)
            kept = bodies.get(asked[1])
            if kept is not None:
                return kept
        return answer()

    def _of(self, release: Release | None) -> Kept[Key, bytes]:
        """The answers of a release; those of any other are let go of.

        Whoever holds them puts answers of that release there and no others, however late.
        """
        with self._guard:
            kept, bodies = self._kept
            if kept != release:
                bodies = self._empty()
                self._kept = (release, bodies)
            return bodies

    def _dated(self, key: Key) -> Key:
        return (*key, self._desk.today().isoformat())

    async def _current(self) -> Release | None:
        releases = self._desk.releases
        if releases.is_fresh:
            release = releases.last_seen
        else:
            release = await run_in_threadpool(self._desk.release)
        day = self._desk.today()
        if release != self._told or day != self._day:
            self._told, self._day = release, day
            self._on_release()
        return release

    def _empty(self) -> Kept[Key, bytes]:
        return Kept(self._capacity, len)
