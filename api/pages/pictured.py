"""A page with a picture: the drawing, the rows of its day, their sources; or a file of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.pages.asked import PictureQuestion
from api.pages.briefs import cited
from api.pages.drawing import drawn
from api.pages.offline import self_contained
from api.pages.rows import rows_of
from api.pages.serving import Sight
from graph.errors import BadParameter
from graph.pictures import Picture


def picture_page(
    sight: Sight,
    question: PictureQuestion,
    picture: Picture,
    template: str,
    title: str,
    **context: Any,
) -> bytes:
    """The page with its picture, or the picture alone as a file that needs no network.

    BadParameter where the address names what the picture does not have.
    """
    drawing = _drawing(sight, question, picture, title)
    if question.download:
        return self_contained(drawing, sight.links.here(download=None).partition("?")[2])
    rows = rows_of(picture, sight.opened.pin.as_of)
    shown = [picture.claims[uid] for uid in sorted(rows.uids)]
    return sight.render(
        template,
        question=question,
        drawing=drawing,
        rows=rows,
        claims=picture.claims,
        sources=cited(shown),
        permalink=sight.links.here(as_of=sight.opened.pin.as_of),
        **context,
    )


def _drawing(
    sight: Sight, question: PictureQuestion, picture: Picture, title: str
) -> dict[str, Any]:
    links = sight.links
    drawing = drawn(
        picture,
        sight.opened.day,
        title,
        link=links.to,
        filename=links.filename,
        left_out_href=links.here(most=min(5_000, len(picture.spots) + len(picture.left_out))),
        html_href=None if question.download else links.here(download="html"),
    )
    check_view(question, drawing)
    return drawing


def check_view(question: PictureQuestion, drawing: Mapping[str, Any]) -> None:
    """BadParameter where `hide`, `focus` or `select` name what is not in the picture."""
    legend = drawing["legend"]
    keys = {row["key"] for row in (*legend["nodes"], *legend["edges"])}
    nodes = {node["id"] for node in drawing["nodes"]}
    edges = {edge["id"] for edge in drawing["edges"]}
    hidden = [key for key in (question.hide or "").split(",") if key]
    if strange := [key for key in hidden if key not in keys]:
        raise BadParameter("hide", f"the legend has no '{strange[0]}'; {_offers(keys)}")
    if question.focus and question.focus not in nodes:
        raise BadParameter("focus", _missing(question.focus, "node"))
    if question.select and question.select not in nodes | edges:
        raise BadParameter("select", _missing(question.select, "node or line"))


def _missing(name: str, what: str) -> str:
    return f"the picture has no {what} '{name[:100]}': open the page without it and choose again"


def _offers(keys: set[str]) -> str:
    return f"it has {', '.join(sorted(keys))}" if keys else "it is empty"
