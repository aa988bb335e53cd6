"""How an answer is given: from the shelf, with an entity tag, as JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from starlette.responses import Response

from api.shelf import Key, Shelf


async def answered(
    request: Request, key: Key, make: Callable[[], bytes], media_type: str
) -> Response:
    """The answer to a question: kept, new, or 'you have it' where the client's is the same."""
    shelf: Shelf = request.app.state.shelf
    tag = await shelf.tag(key)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    body = await shelf.body(key, make)
    return Response(body, headers=headers, media_type=media_type)


def is_known(request: Request, tag: str) -> bool:
    """Whether the client says that it has what bears an entity tag."""
    known = request.headers.get("if-none-match", "")
    return known == "*" or tag in [part.strip() for part in known.split(",")]


def wants_csv(request: Request) -> bool:
    """Whether the client would rather have CSV than JSON."""
    accepted = {
        part.partition(";")[0].strip(): _weight(part)
        for part in request.headers.get("accept", "").lower().split(",")
    }
    as_json = max(accepted.get(kind, 0.0) for kind in ("application/json", "application/*", "*/*"))
    return accepted.get("text/csv", 0.0) > as_json * ("application/json" in accepted)


def _weight(part: str) -> float:
    _, _, weight = part.partition("q=")
    try:
        return float(weight.strip() or 1)
    except ValueError:
        return 0.0
