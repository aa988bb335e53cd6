"""The routes that say how the service is, for those who operate it."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.examples import STORE_ERRORS, documented
from api.observing.metrics import MEDIA_TYPE
from api.problems import dump
from graph.desk import Desk
from graph.errors import NOTHING_LOADED, StoreUnavailable

_METRICS = """\
# HELP parley_store_up Whether the store answers
# TYPE parley_store_up gauge
parley_store_up 1.0
# HELP parley_release The number of the current release
# TYPE parley_release gauge
parley_release 1.0
"""


class Alive(BaseModel):
    """The process lives."""

    status: Literal["alive"]


class Ready(BaseModel):
    """Questions can be answered, and of which release."""

    status: Literal["ready"]
    release: int
    published_at: str


router = APIRouter(default_response_class=Response)


def _shown(description: str, kind: str, example: Any) -> dict[str, Any]:
    """How OpenAPI documents what a route answers."""
    return {"description": description, "content": {kind: {"example": example}}}


_ALIVE = _shown("It lives", "application/json", {"status": "alive"})
_READY = _shown(
    "It is ready",
    "application/json",
    {"status": "ready", "release": 1, "published_at": "2026-02-01T09:30:00.000000Z"},
)
_NOT_READY = (*STORE_ERRORS[:1], ("nothing is loaded", StoreUnavailable(NOTHING_LOADED)))
_MEASURED = _shown("The metrics", "text/plain", _METRICS)


@router.head("/healthz", include_in_schema=False)
@router.get(
    "/healthz",
    summary="Whether the process lives; the store is not asked",
    operation_id="healthz",
    response_model=None,
    responses={200: {"model": Alive, **_ALIVE}},
)
async def healthz() -> Response:
    """Answers as long as the process does."""
    return Response(dump({"status": "alive"}), media_type="application/json")


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz",
    summary="Whether questions can be answered, and of which release",
    operation_id="readyz",
    response_model=None,
    responses={200: {"model": Ready, **_READY}, **documented("/readyz", _NOT_READY)},
)
async def readyz(request: Request) -> Response:
    """StoreUnavailable while the store is away, and while nothing was published."""
    desk: Desk = request.app.state.desk
    release = await run_in_threadpool(desk.release)
    if release is None:
        raise StoreUnavailable(NOTHING_LOADED)
    content = {"status": "ready", "release": release.number, "published_at": release.published_at}
    return Response(dump(content), media_type="application/json")


@router.head("/metrics", include_in_schema=False)
@router.get(
    "/metrics",
    summary="Requests, queries, the pool, the release and its claims, for Prometheus",
    operation_id="metrics",
    response_model=None,
    responses={200: _MEASURED},
)
async def metrics(request: Request) -> Response:
    """The numbers of the service; where the store is away, those that it has without it."""
    state = request.app.state
    facts = await run_in_threadpool(state.facts.registry)
    text = await run_in_threadpool(state.metrics.text, facts)
    return Response(text, headers={"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)
