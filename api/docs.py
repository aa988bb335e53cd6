"""The documentation page: the routes and parameters of the OpenAPI document, from this machine."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.problems import dump
from graph.errors import ParleyError

router = APIRouter(include_in_schema=False)


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("api"), autoescape=True, auto_reload=False)


@router.get("/")
async def home() -> Response:
    """To the documentation."""
    return RedirectResponse("/docs")


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The routes, their parameters and what they answer."""
    page = _templates().get_template("docs.html")
    return HTMLResponse(page.render(document=request.app.openapi()))


@router.get("/static/parley.css")
async def style() -> Response:
    """The one style sheet."""
    text = files("api").joinpath("static/parley.css").read_text("utf-8")
    return Response(text, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


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
