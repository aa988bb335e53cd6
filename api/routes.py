"""The routes: each names its question and who answers it, and nothing more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.problems import dump
from api.shelf import Key, Shelf
from graph.answers import AssetAnswer, ClaimAnswer, Page, PositionAnswer, SourceAnswer
from graph.desk import Desk
from graph.errors import BadParameter, StoreUnavailable
from graph.questions import MAX_TEXT, EvidenceQuestion, PositionsQuestion, ThingQuestion

Handler = Callable[..., Awaitable[Response]]
Name = Annotated[str, Path(min_length=1, max_length=MAX_TEXT, description="an id or a name")]


class ProblemAnswer(BaseModel):
    """RFC 9457; some problems have further members, such as `nearest` or `candidates`."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"model": ProblemAnswer, "description": "No such thing; `nearest` has the closest names"},
    409: {"model": ProblemAnswer, "description": "An ambiguous name; `candidates` has the ids"},
    422: {"model": ProblemAnswer, "description": "A wrong parameter, and what would be right"},
    503: {"model": ProblemAnswer, "description": "The store is away; try again"},
}


def no_repeats(request: Request) -> None:
    """BadParameter where a parameter stands twice: none of them takes several values."""
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if names.count(name) > 1:
            shown = name.encode("utf-8", "replace").decode()[:100]
            raise BadParameter(shown, "stands more than once: give it once")


router = APIRouter(dependencies=[Depends(no_repeats)])


def _get(path: str, model: Any, summary: str) -> Callable[[Handler], Handler]:
    """Registers a handler for GET and HEAD, documented once."""

    def register(handler: Handler) -> Handler:
        common: dict[str, Any] = {"response_class": Response, "response_model": None}
        shown = {200: {"model": model, "description": summary}, **_PROBLEMS}
        router.add_api_route(
            path, handler, methods=["GET"], summary=summary, responses=shown, **common
        )
        router.add_api_route(path, handler, methods=["HEAD"], include_in_schema=False, **common)
        return handler

    return register


async def answered(request: Request, key: Key, answer: Callable[[], Any]) -> Response:
    """The answer to a question: kept, new, or 'you have it' where the client's is the same."""
    shelf: Shelf = request.app.state.shelf
    tag = await shelf.tag(key)
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    known = request.headers.get("if-none-match", "")
    if known == "*" or tag in [part.strip() for part in known.split(",")]:
        return Response(status_code=304, headers=headers)
    body = await shelf.body(key, lambda: dump(answer()))
    return Response(body, headers=headers, media_type="application/json")


def _key(*parts: str, question: BaseModel) -> Key:
    return (*parts, question.model_dump_json())


@_get("/v1/positions", Page[PositionAnswer], "Who demands, offers, rejects or considers what")
async def positions(request: Request, question: Annotated[PositionsQuestion, Query()]) -> Response:
    """A page of positions, last said first."""
    desk: Desk = request.app.state.desk
    key = _key("positions", question=question)
    return await answered(request, key, lambda: desk.positions(question))


@_get("/v1/claims/{id}", ClaimAnswer, "One claim, by uid or by its curator's id")
async def claim(
    request: Request,
    id: Name,  # noqa: A002 - the path has this name
    question: Annotated[ThingQuestion, Query()],
) -> Response:
    """A claim whole, and what replaced it if it was retracted."""
    desk: Desk = request.app.state.desk
    key = _key("claim", id, question=question)
    return await answered(request, key, lambda: desk.claim(id, question))


@_get("/v1/sources/{id}", SourceAnswer, "One source, with the claims that rest on it")
async def source(
    request: Request,
    id: Name,  # noqa: A002 - the path has this name
    question: Annotated[EvidenceQuestion, Query()],
) -> Response:
    """A source and a page of its claims."""
    desk: Desk = request.app.state.desk
    key = _key("source", id, question=question)
    return await answered(request, key, lambda: desk.source(id, question))


@_get("/v1/assets/{id}", AssetAnswer, "One asset, with who held it when")
async def asset(
    request: Request,
    id: Name,  # noqa: A002 - the path has this name
    question: Annotated[ThingQuestion, Query()],
) -> Response:
    """An asset with its parts, its demands and its holdings as spans."""
    desk: Desk = request.app.state.desk
    key = _key("asset", id, question=question)
    return await answered(request, key, lambda: desk.asset(id, question))


@router.api_route("/healthz", methods=["GET", "HEAD"], include_in_schema=False)
async def healthz() -> Response:
    """Whether the process lives; the store is not asked."""
    return Response(dump({"status": "alive"}), media_type="application/json")


@router.api_route("/readyz", methods=["GET", "HEAD"], include_in_schema=False)
async def readyz(request: Request) -> Response:
    """Whether questions can be answered: the store is there and something was published."""
    desk: Desk = request.app.state.desk
    release = await run_in_threadpool(desk.release)
    if release is None:
        raise StoreUnavailable("nothing is loaded yet: load a dossier with `parley load PATH`")
    content = {"status": "ready", "release": release.number, "published_at": release.published_at}
    return Response(dump(content), media_type="application/json")
