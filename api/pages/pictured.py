"""What a page with a picture is given: the drawing, the rows of its day, the sources of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.pages.asked import PictureQuestion
from api.pages.briefs import cited
from api.pages.drawing import drawn
from api.pages.rows import rows_of
from api.pages.serving import Sight
from graph.errors import BadParameter
from graph.pictures import Picture


def pictured(
    sight: Sight, question: PictureQuestion, picture: Picture, title: str, filename: str
) -> dict[str, Any]:
    """What the template needs for a picture and its table.

    BadParameter where the address names what the picture does not have.
    """
    whole = min(5_000, len(picture.spots) + len(picture.left_out))
    drawing = drawn(
        picture,
        sight.opened.day,
        title,
        link=sight.links.to,
        filename=filename,
        left_out_href=sight.links.here(most=whole),
    )
    check_view(question, drawing)
    rows = rows_of(drawing, sight.opened.pin.as_of)
    shown = [picture.claims[uid] for uid in sorted(rows.uids) if uid in picture.claims]
    return {
        "drawing": drawing,
        "rows": rows,
        "claims": picture.claims,
        "sources": cited(shown),
        "permalink": sight.links.here(as_of=sight.opened.pin.as_of),
    }


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
