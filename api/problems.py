"""Every failure in one shape: problem+json as RFC 9457 has it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from graph.errors import BadParameter, ParleyError, StoreError
from graph.names import nearest

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = "2"
_log = logging.getLogger("parley.errors")

# What is wrong between two parameters is said by a text that begins with one of them.
_NAMED = re.compile(r"([a-z_]+): (.*)", re.DOTALL)

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


def invalid(errors: Iterable[Mapping[str, Any]], known: Iterable[str] = ()) -> BadParameter:
    """The error for what pydantic says is wrong: each parameter, and what would be right."""
    rows = [_row(error, list(known)) for error in errors]
    first = rows[0] if rows else {"parameter": "query", "detail": "is wrong"}
    rest = "".join(f"; {row['parameter']}: {row['detail']}" for row in rows[1:])
    return BadParameter(first["parameter"], first["detail"] + rest, errors=rows)


def _row(error: Mapping[str, Any], known: list[str]) -> dict[str, str]:
    name = str(error["loc"][-1]) if error.get("loc") else "query"
    text = str(error.get("msg", "is wrong")).removeprefix("Value error, ")
    if name == "query" and (named := _NAMED.fullmatch(text)):
        name, text = named.groups()
    if error.get("type") == "extra_forbidden":
        near = nearest(name, known, 1)
        hint = f"the nearest is '{near[0]}'" if near else f"there are {', '.join(sorted(known))}"
        return {"parameter": _clean(name), "detail": f"there is no such parameter; {hint}"}
    return {"parameter": _clean(name), "detail": _clean(text[:1].lower() + text[1:])}


def _clean(text: str) -> str:
    """A text that JSON can hold, whatever was sent."""
    return text.encode("utf-8", "replace").decode("utf-8")[:500]


async def _parley(request: Request, error: Exception) -> Response:
    assert isinstance(error, ParleyError)  # noqa: S101 - it is registered for these
    if isinstance(error, StoreError):
        _log.warning("%s: %s", error.slug, error.message)
    headers = {"Retry-After": RETRY_SECONDS} if error.status == 503 else {}
    return _response(request, problem_of(error, request.url.path), headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these
    known = [parameter["name"] for parameter in _parameters(request)]
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
        404: f"there is nothing at {_clean(request.url.path)}: see /docs for what there is",
        405: f"{request.method} is not offered at {_clean(request.url.path)}",
    }.get(error.status_code, str(error.detail))
    content = problem(error.status_code, slug, title, detail, instance=_clean(request.url.path))
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
        instance=_clean(path),
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
