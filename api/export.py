"""Exports over HTTP: streamed, under the filters of `/v1/claims`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from api.answering import is_known
from api.examples import documented, example, filter_errors
from api.routes import no_repeats
from api.shelf import Shelf
from graph.desk import Desk
from graph.errors import NOTHING_LOADED, StoreUnavailable
from graph.questions import ExportQuestion
from loaders.exports import FORMATS, Format
from loaders.exports.gather import material

_BYTES_AT_ONCE = 65_536
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")

router = APIRouter(dependencies=[Depends(no_repeats)])


def written(desk: Desk, question: ExportQuestion) -> Iterator[bytes]:
    """An export in pieces; what is wrong with the question is raised before the first."""
    opened = desk.opened(question)
    if opened is None:
        raise StoreUnavailable(NOTHING_LOADED)
    found = material(opened, question)
    return _pieces(FORMATS[question.format].write(found))


def _pieces(parts: Iterator[str]) -> Iterator[bytes]:
    """Many small pieces as fewer large ones."""
    waiting = bytearray()
    for part in parts:
        waiting += part.encode("utf-8")
        if len(waiting) >= _BYTES_AT_ONCE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


_EXAMPLES = example("export")
_CONTENT: dict[str, Any] = {
    row.media_type.partition(";")[0]: {
        "schema": {"type": "object" if "json" in row.name else "string"},
        "example": _EXAMPLES.get(row.name, ""),
    }
    for row in FORMATS.values()
}
_SUMMARY = "The claims that /v1/claims lists under the same filters, whole, as a file"


@router.get(
    "/v1/export",
    summary=_SUMMARY,
    operation_id="export",
    response_class=Response,
    response_model=None,
    responses={
        200: {
            "description": _SUMMARY,
            "content": _CONTENT,
        },
        304: {"description": "What the client has, by `If-None-Match`, is still so"},
        **documented("/v1/export", filter_errors()),
    },
)
@router.head("/v1/export", include_in_schema=False)
async def export(request: Request, question: Annotated[ExportQuestion, Query()]) -> Response:
    """Streams an export; its name says the release."""
    desk: Desk = request.app.state.desk
    shelf: Shelf = request.app.state.shelf
    tag = await shelf.tag(("export", question.model_dump_json()))
    chosen: Format = FORMATS[question.format]
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    pieces = await run_in_threadpool(written, desk, question)
    name = _UNSAFE.sub("-", f"parley-{question.dossier or 'all'}")[:80]
    headers["Content-Disposition"] = f'attachment; filename="{name}.{chosen.extension}"'
    return StreamingResponse(pieces, headers=headers, media_type=chosen.media_type)
