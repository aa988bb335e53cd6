"""How much one request, and one client, may ask for.

A request's address, headers and body are bounded in size, its arrival and its answer in time;
a client in how many requests it has under way, and so is everybody together.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.asking import asker_of, headers_of, refuse
from graph.errors import (
    AddressTooLong,
    AnswerTooSlow,
    BadBody,
    BodyTooLarge,
    HeadersTooLarge,
    ParleyError,
    RequestTooSlow,
    ServiceBusy,
    TooManyRequests,
)

OPEN = frozenset({"/healthz"})
ENDING = "the service is ending: try again in a moment"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Sizes in bytes, times in seconds, and numbers of requests."""

    address: int = 16_000
    header_bytes: int = 32_000
    headers: int = 100
    body: int = 1_000_000
    arrival: float = 20.0
    answer: float = 60.0
    client_requests: int = 200
    requests: int = 800


class Limits:
    """ASGI middleware: refuses what is too large, too slow or too much at once."""

    def __init__(self, app: ASGIApp, bounds: Bounds) -> None:
        self._app = app
        self._bounds = bounds
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request within the bounds, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asker = asker_of(scope)
        error = self._too_large(scope) or self._too_many(asker, scope["path"])
        if error:
            await refuse(error, scope, receive, send)
            return
        self._under_way[asker] += 1
        try:
            await self._timed(scope, receive, send)
        finally:
            self._under_way[asker] -= 1
            if not self._under_way[asker]:
                del self._under_way[asker]

    def _too_large(self, scope: Scope) -> ParleyError | None:
        bounds = self._bounds
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > bounds.address:
            return AddressTooLong(f"path and query are longer than {bounds.address:,} bytes")
        weight = sum(len(name) + len(value) for name, value in scope["headers"])
        if len(scope["headers"]) > bounds.headers or weight > bounds.header_bytes:
            return HeadersTooLarge(
                f"at most {bounds.headers} headers of {bounds.header_bytes:,} bytes together"
            )
        length = headers_of(scope).get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return BadBody("Content-Length is no number")
        return self._too_long() if int(length[:20]) > bounds.body else None

    def _too_long(self) -> BodyTooLarge:
        return BodyTooLarge(f"the body is larger than {self._bounds.body:,} bytes: send less")

    def _too_many(self, asker: str, path: str) -> ParleyError | None:
        if path in OPEN:
            return None
        if self._under_way[asker] >= self._bounds.client_requests:
            return TooManyRequests(
                f"at most {self._bounds.client_requests} requests of one client at once: "
                "wait for some of them"
            )
        if self._under_way.total() >= self._bounds.requests:
            return ServiceBusy("there is too much to do just now: try again in a moment")
        return None

    async def _timed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request whose answer begins in time; what has begun is let go on."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if not begun:
                begun = True
                clock.reschedule(None)
            await send(message)

        try:
            async with asyncio.timeout(self._bounds.answer) as clock:
                await self._app(scope, self._bounded(receive), sending)
        except asyncio.CancelledError:  # the service ends, and has waited for as long as it may
            if not begun:
                await refuse(ServiceBusy(ENDING), scope, receive, send)
            raise
        except TimeoutError:
            if begun or not clock.expired():
                raise
            error = AnswerTooSlow(
                f"the answer was not ready after {self._bounds.answer:g} s: ask for less"
            )
            await refuse(error, scope, receive, send)

    def _bounded(self, receive: Receive) -> Receive:
        """A body that is refused as soon as it is too large or too slow, however it comes."""
        until = time.monotonic() + self._bounds.arrival
        size = 0
        whole = False

        async def receiving() -> Message:
            nonlocal size, whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout(until - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                raise RequestTooSlow(
                    f"the body was not there after {self._bounds.arrival:g} s: send it faster"
                ) from None
            size += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if size > self._bounds.body:
                raise self._too_long()
            return message

        return receiving
