"""Every failure in one shape: problem+json as RFC 9457 has it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from graph.errors import ParleyError, StoreError
from graph.parameters import clean, invalid

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = "2"
_log = logging.getLogger("parley.errors")

_TITLES = {
    400: ("bad-request", "The request cannot be read"),
    404: ("no-route", "There is no such page"),
    405: ("method-not-allowed", "The method is not offered here"),
    413: ("too-large", "The request is too large"),
}


def problem(
    status: int,
    slug: str,
    title: str,
    detail: str,
    *,
    instance: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The members of a problem; `details` adds some of its own."""
    return {
        "type": f"/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
        **(details or {}),
    }


def problem_of(error: ParleyError, instance: str | None = None) -> dict[str, Any]:
    """The problem that one of Parley's errors is."""
    return problem(
        error.status,
        error.slug,
        error.title,
        error.message,
        instance=instance,
        details=error.details,
    )


def dump(content: Any) -> bytes:
    """JSON as it is given everywhere: HTTP, command line, files."""
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)


def install(app: FastAPI) -> None:
    """Registers what turns failures into problems; `Manners` does it for the unexpected."""
    app.add_exception_handler(ParleyError, _parley)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def answer_to(
    request: Request, error: ParleyError, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer that one of Parley's errors is, as the request's asker takes it."""
    kept = {"Retry-After": RETRY_SECONDS} if error.status in (429, 503) else {}
    content = problem_of(error, clean(request.url.path))
    return _response(request, content, kept | dict(headers or {}))


async def _parley(request: Request, error: Exception) -> Response:
    assert isinstance(error, ParleyError)  # noqa: S101 - it is registered for these
    if isinstance(error, StoreError):
        _log.warning("%s: %s", error.slug, error.message)
    return answer_to(request, error)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these
    known = [row["name"] for row in _parameters(request) if row.get("in") == "query"]
    return await _parley(request, invalid(error.errors(), known))


def _parameters(request: Request) -> list[dict[str, Any]]:
    """The parameters that the route takes, as the OpenAPI document has them."""
    route = request.scope.get("route")
    document = request.app.openapi()["paths"].get(getattr(route, "path", ""), {})
    found: list[dict[str, Any]] = document.get("get", {}).get("parameters", [])
    return found


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these
    slug, title = _TITLES.get(error.status_code, ("http", "The request failed"))
    detail = {
        404: f"there is nothing at {clean(request.url.path)}: see /docs for what there is",
        405: f"{request.method} is not offered at {clean(request.url.path)}",
    }.get(error.status_code, str(error.detail))
    content = problem(error.status_code, slug, title, detail, instance=clean(request.url.path))
    headers = dict(error.headers or {})
    if headers.get("Allow") == "GET":
        headers["Allow"] = "GET, HEAD"
    return _response(request, content, headers)


def unexpected(request: Request, error: Exception) -> Response:
    """The answer to a mistake of Parley's own, which is logged and says nothing of the inside."""
    path = request.url.path
    _log.error("unexpected error at %s", path, exc_info=error)
    content = problem(
        500,
        ParleyError.slug,
        ParleyError.title,
        "something went wrong inside Parley: tell whoever runs it, with the request's X-Request-ID",
        instance=clean(path),
    )
    return _response(request, content, {})


def _response(request: Request, content: dict[str, Any], headers: Mapping[str, str]) -> Response:
    """A problem as a page where a person's browser asked for one, else as problem+json."""
    from api.pages import failures, serving  # noqa: PLC0415 - pages are asked by this file's rules

    kept = {**headers, "Cache-Control": "no-store", "Vary": "Accept"}
    if failures.wants_page(request):
        body = failures.failure_page(request, content)
        return Response(body, content["status"], {**kept, **serving.HEADERS}, serving.HTML)
    return Response(dump(content), content["status"], kept, MEDIA_TYPE)
