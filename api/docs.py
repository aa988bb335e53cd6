"""The documentation page: the routes and parameters of the OpenAPI document, from this machine."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.pages.serving import HEADERS, HTML
from api.pages.templates import render
from api.problems import dump
from graph.errors import ParleyError

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The routes, their parameters and what they answer."""
    body = render("docs.html", links=None, document=request.app.openapi())
    return Response(body, headers=HEADERS, media_type=HTML)


@router.get("/problems/{slug}")
async def problem_page(slug: str) -> Response:
    """What a problem's `type` means."""
    for error in _all_errors(ParleyError):
        if error.slug == slug:
            content = {
                "slug": slug,
                "title": error.title,
                "status": error.status,
                "meaning": " ".join((error.__doc__ or "").split()),
            }
            return Response(dump(content), media_type="application/json")
    raise HTTPException(404)


def _all_errors(error: type[ParleyError]) -> list[type[ParleyError]]:
    return [error, *(found for child in error.__subclasses__() for found in _all_errors(child))]
