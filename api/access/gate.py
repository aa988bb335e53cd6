"""The gate: with a token file, nobody reads anything without a token or a session.

A program sends `Authorization: Bearer <token>`; a person logs in at /login and has a cookie.
/healthz stays open, since who starts and ends services must see whether they live.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.asking import HOLDER, SAFE_METHODS, asker_of, headers_of, refuse, wants_page
from api.access.attempts import Attempts
from api.access.sessions import Sessions, cookie_of
from api.access.tokens import Token, TokenFile
from graph.errors import NotLoggedIn, TooManyRequests

OPEN = frozenset({"/healthz", "/login"})
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Parley"'}


@dataclass(frozen=True, slots=True)
class Keys:
    """What lets somebody in: the tokens, the sessions, and who has failed of late."""

    tokens: TokenFile
    sessions: Sessions
    attempts: Attempts


class Gate:
    """ASGI middleware; the name of the token that let a request in stands in its scope."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request in or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = _bearer(scope)
        # Whoever sends a token is judged by it alone, whatever cookie comes with it.
        token = self.by_session(scope) if given is None else self._keys.tokens.holder(given)
        if token:
            scope[HOLDER] = token.name
            await self._app(scope, receive, _private(send))
        elif scope["path"] in OPEN:
            await self._app(scope, receive, send)
        elif given is None and wants_page(scope):
            await RedirectResponse(_login_at(scope), 303)(scope, receive, send)
        else:
            await self._refuse(given, scope, receive, send)

    def by_session(self, scope: Scope) -> Token | None:
        """Whose session a request is part of."""
        headers = headers_of(scope)
        secure = scope["scheme"] == "https"
        cookie = cookie_of("; ".join(headers.getlist("cookie")), secure=secure)
        token = self._keys.sessions.holder(cookie) if cookie else None
        # A browser names the page that sends more than a question; who names none is no browser.
        if token and scope["method"] not in SAFE_METHODS and not _says_from_where(scope):
            return None
        return token

    async def _refuse(self, given: str | None, scope: Scope, receive: Receive, send: Send) -> None:
        asker = asker_of(scope)
        wait = self._keys.attempts.wait(asker)
        if given is not None:
            self._keys.attempts.failed(asker)
        if wait:
            error = TooManyRequests(f"too many failed attempts: wait {wait} s")
            await refuse(error, scope, receive, send, {"Retry-After": str(wait)})
            return
        said = "the token is not known here" if given is not None else "a token is needed"
        text = f"{said}: send `Authorization: Bearer <token>`, or log in at /login"
        await refuse(NotLoggedIn(text), scope, receive, send, CHALLENGE)


def _bearer(scope: Scope) -> str | None:
    """The token that a program sends; None where there is no such header."""
    found = headers_of(scope).getlist("authorization")
    if not found:
        return None
    kind, _, token = found[0].partition(" ")
    return token.strip() if len(found) == 1 and kind.lower() == "bearer" else ""


def _says_from_where(scope: Scope) -> bool:
    headers = headers_of(scope)
    return "origin" in headers or headers.get("sec-fetch-site") == "same-origin"


def _login_at(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    asked = scope["path"] + (f"?{query}" if query else "")
    return "/login" if asked == "/" else f"/login?next={quote(asked, safe='/')}"


def _private(send: Send) -> Send:
    """Keeps what was answered to one person out of what several share."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            kept = headers.get("cache-control")
            if kept is None or "no-store" not in kept:
                headers["Cache-Control"] = f"private, {kept or 'no-cache'}"
            headers.add_vary_header("Authorization")
            headers.add_vary_header("Cookie")
        await send(message)

    return sending
