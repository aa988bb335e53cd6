"""What every request and answer has: an id, a line in the log, headers that keep browsers safe."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.asking import address_of, holder_of
from api.observing.logs import REQUEST, utc
from api.problems import unexpected

_log = logging.getLogger("parley.access")
_SANE = re.compile(rb"[A-Za-z0-9._-]{1,64}")

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
}


class Manners:
    """ASGI middleware: request id, access log as JSON lines, security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = _request_id(scope)
        REQUEST.set(name)
        began = time.perf_counter()
        status = 0

        async def polite(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = name
                for header, value in _HEADERS.items():
                    headers.setdefault(header, value)
            await send(message)

        try:
            await self._app(scope, receive, polite)
        except Exception as error:
            if status:  # the answer has begun: it can only be cut off
                raise
            await unexpected(Request(scope), error)(scope, receive, polite)
        finally:
            _log.info(_line(scope, status, name, time.perf_counter() - began))


def _request_id(scope: Scope) -> str:
    """The client's own id where it is a sane one, else a new one."""
    for header, value in scope["headers"]:
        if header == b"x-request-id" and _SANE.fullmatch(value):
            return str(value.decode("ascii"))
    return secrets.token_hex(8)


def _line(scope: Scope, status: int, name: str, seconds: float) -> str:
    fields: dict[str, Any] = {
        "time": utc(time.time()),
        "log": "access",
        "method": scope["method"],
        "path": scope["path"],
        "query": scope["query_string"].decode("latin-1")[:500],
        "status": status,
        "milliseconds": round(seconds * 1_000, 1),
        "address": address_of(scope),
        "who": holder_of(scope),
        "request": name,
    }
    return json.dumps(fields)
