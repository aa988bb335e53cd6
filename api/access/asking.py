"""What middleware needs to know of a request, and how it refuses one."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.access.attempts import client_of
from api.problems import answer_to
from graph.errors import ParleyError

HOLDER = "parley.holder"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def headers_of(scope: Scope) -> Headers:
    """The headers of a request."""
    return Headers(scope=scope)


def address_of(scope: Scope) -> str:
    """The address of whoever asks."""
    return str(scope["client"][0]) if scope.get("client") else "unknown"


def holder_of(scope: Scope) -> str | None:
    """The name of the token under which somebody asks; None where none is needed."""
    name: str | None = scope.get(HOLDER)
    return name


def asker_of(scope: Scope) -> str:
    """Whom a request is counted as: the address, whatever names itself."""
    return client_of(address_of(scope))


def wants_page(scope: Scope) -> bool:
    """Whether a person's browser asks for a page."""
    accepted = headers_of(scope).get("accept", "")
    return scope["method"] in ("GET", "HEAD") and "text/html" in accepted


async def refuse(
    error: ParleyError,
    scope: Scope,
    receive: Receive,
    send: Send,
    headers: dict[str, str] | None = None,
) -> None:
    """Answers with a problem."""
    await answer_to(Request(scope), error, headers)(scope, receive, send)
