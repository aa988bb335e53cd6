"""Connections, bounded: uvicorn's protocol, and the times and numbers that it does not bound.

A head must be there in time, an answer must be taken in time, and of too many connections the one
that has longest been waiting without a request makes room. So connections that are slow, half open
or idle cannot keep others out.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

import h11
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from api.problems import dump, problem_of
from graph.errors import BadBody, HeadersTooLarge, ParleyError, RequestTooSlow, ServiceBusy

HEAD_SECONDS = 10.0
TAKING_SECONDS = 30.0
FRESH_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 10
LARGEST_HEAD = 65_536

_REASONS = {400: b"Bad Request", 408: b"Request Timeout", 431: b"Headers Too Large"}


class BoundedConfig(Config):
    """uvicorn's settings, and how many connections there may be."""

    def __init__(self, app: Any, *, connections: int, **others: Any) -> None:
        super().__init__(app, **others)
        self.connections = connections


class BoundedProtocol(H11Protocol):
    """One connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.most = config.connections if isinstance(config, BoundedConfig) else sys.maxsize
        self.waiting_since = time.monotonic()
        self._is_ending = False
        self._has_asked = False
        self._head_timer: asyncio.TimerHandle | None = None
        self._taking_timer: asyncio.TimerHandle | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether no request is under way."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Takes a connection, and lets go of the longest waiting one where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.most and not self._make_room():
            self.say(ServiceBusy("there are too many connections: try again in a moment"))
            return
        self._expect_head()

    def _make_room(self) -> bool:
        waiting = [
            other
            for other in self.connections
            if isinstance(other, BoundedProtocol) and other is not self and other.is_waiting
        ]
        if not waiting:
            return False
        longest = min(waiting, key=lambda other: other.waiting_since)
        self.connections.discard(longest)
        longest.transport.abort()
        return True

    def _expect_head(self) -> None:
        self.waiting_since = time.monotonic()
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._head_is_late)

    def _head_is_late(self) -> None:
        if self.is_waiting and not self.transport.is_closing():
            self.say(RequestTooSlow(f"no whole request came within {HEAD_SECONDS:g} s"))

    def data_received(self, data: bytes) -> None:
        """Takes what comes; the clock for the head stops when a request has begun."""
        if self.transport.is_closing():
            return
        before = self.cycle
        if self.is_waiting and self._head_timer is None:
            self._expect_head()
        super().data_received(data)
        if self.cycle is not before:
            self._has_asked = True
            self._stop_head_timer()

    def on_response_complete(self) -> None:
        """Notes that the connection waits from now on."""
        self.waiting_since = time.monotonic()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The client takes its answer slowly: from now on it has so long to take what there is."""
        super().pause_writing()
        self._taking_timer = self.loop.call_later(TAKING_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has taken what there was."""
        super().resume_writing()
        self._stop_taking_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        self._stop_head_timer()
        self._stop_taking_timer()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Ends when the request that is under way, or on its way, has been answered."""
        age = time.monotonic() - self.waiting_since
        if not self._has_asked and age < FRESH_SECONDS and not self._is_ending:
            # Its request may be on its way: it is looked at again when it is no longer fresh.
            self._is_ending = True
            self.loop.call_later(FRESH_SECONDS - age, self.shutdown)
        elif not self.transport.is_closing():
            super().shutdown()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """Says what is wrong with a request that is none, as a problem."""
        cause = sys.exc_info()[1]
        if getattr(cause, "error_status_hint", 400) == 431:
            self.say(HeadersTooLarge(f"the head is larger than {LARGEST_HEAD:,} bytes"))
        else:
            self.say(BadBody("this is no HTTP request that can be read"))

    def say(self, error: ParleyError) -> None:
        """Answers with a problem, without the service, and ends the connection."""
        self._stop_head_timer()
        if self.conn.our_state is h11.IDLE or self.conn.our_state is h11.SEND_RESPONSE:
            body = dump(problem_of(error))
            headers = [
                (b"content-type", b"application/problem+json"),
                (b"content-length", str(len(body)).encode()),
                (b"x-content-type-options", b"nosniff"),
                (b"connection", b"close"),
            ]
            head = h11.Response(
                status_code=error.status, headers=headers, reason=_REASONS.get(error.status, b"")
            )
            for event in (head, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _stop_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _stop_taking_timer(self) -> None:
        if self._taking_timer is not None:
            self._taking_timer.cancel()
            self._taking_timer = None
