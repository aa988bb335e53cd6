"""The lists of parties, assets, demands, events and sources, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.asked import LISTS, SearchPageQuestion, asked
from api.pages.serving import Sight, page
from graph.desk import Desk
from graph.questions import ListQuestion, SearchQuestion
from graph.vocabulary import VOCABULARY, Label

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a list is shown: its heading, its label, and what the desk answers."""

    heading: str
    label: Label
    about: str
    ask: Callable[[Desk, Any], Any]


_SHOWN: Mapping[str, Shown] = {
    "parties": Shown("Parties", "Party", "Who takes part, speaks or is spoken of.", Desk.parties),
    "assets": Shown("Assets", "Asset", "What is negotiated over.", Desk.assets),
    "demands": Shown("Demands", "Demand", "What is wanted, put neutrally.", Desk.demands),
    "events": Shown("Events", "Event", "What happened, and where things were said.", Desk.events),
    "sources": Shown("Sources", "Source", "Where every claim comes from.", Desk.sources),
}


async def _list(request: Request) -> Response:
    folder = request.url.path.strip("/")
    question = asked(LISTS[folder], request.query_params)
    assert isinstance(question, ListQuestion)  # noqa: S101 - all of these are
    return await page(request, question, lambda sight: _listed(sight, question, folder))


for _folder in LISTS:
    router.add_api_route(f"/{_folder}", _list, methods=["GET", "HEAD"], name=_folder)


def _listed(sight: Sight, question: ListQuestion, folder: str) -> bytes:
    shown = _SHOWN[folder]
    answer = shown.ask(sight.desk, question)
    return sight.render(
        "list.html",
        shown=shown,
        folder=folder,
        question=question,
        kinds=VOCABULARY.kinds.get(shown.label.lower(), ()),
        answer=answer,
        next=sight.links.here(cursor=answer["next"]) if answer["next"] else None,
        first=sight.links.here(cursor=None) if question.cursor else None,
    )


@router.api_route("/search", methods=["GET", "HEAD"])
async def search(request: Request) -> Response:
    """What bears or holds some words."""
    question = asked(SearchPageQuestion, request.query_params)
    return await page(request, question, lambda sight: _search(sight, question))


def _search(sight: Sight, question: SearchPageQuestion) -> bytes:
    answer = None
    if question.q:
        wanted = SearchQuestion.model_validate(question.model_dump())
        answer = sight.desk.search(wanted)
    return sight.render(
        "search.html",
        question=question,
        answer=answer,
        next=sight.links.here(cursor=answer["next"]) if answer and answer["next"] else None,
    )
