"""How two things are connected: the shortest routes, each step with its claim."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.asked import PathsPageQuestion, asked
from api.pages.briefs import label_of, names_in, reference
from api.pages.leads import Tense, paths_lead
from api.pages.pictured import picture_page
from api.pages.serving import Sight, page
from api.pages.words import Named, Sentence, linked
from graph.answers import PathAnswer
from graph.paths import find_node, paths_page
from graph.pictures import picture_of_routes
from graph.questions import PathsQuestion

router = APIRouter(include_in_schema=False)

MOST_ROUTES = 12


@router.api_route("/paths", methods=["GET", "HEAD"])
async def paths(request: Request) -> Response:
    """The shortest routes between two things, or the question from where to where."""
    question = asked(PathsPageQuestion, request.query_params)
    return await page(request, question, lambda sight: _paths(sight, question))


def _paths(sight: Sight, question: PathsPageQuestion) -> bytes:
    names = {
        "from_name": sight.written(question.from_),
        "to_name": sight.written(question.to),
    }
    if not (question.from_ and question.to):
        return sight.render("paths.html", question=question, lead=None, routes=[], **names)
    wanted = PathsQuestion.model_validate(
        {**question.model_dump(include=_SHARED), "from": question.from_, "to": question.to}
        | {"limit": MOST_ROUTES}
    )
    answer = paths_page(sight.opened, wanted, sight.opened.pin)
    ends = _end(sight, question.from_, "from"), _end(sight, question.to, "to")
    picture = picture_of_routes(sight.opened, answer["items"], [end.id for end in ends])
    title = f"From {ends[0].name} to {ends[1].name}"
    return picture_page(
        sight,
        question,
        picture,
        "paths.html",
        title,
        lead=paths_lead(
            Tense(sight.opened.pin.as_of, sight.is_past), ends, answer["items"], answer["cut"]
        ),
        routes=answer["items"],
        route_words=route_words,
        has_more=answer["next"] is not None,
        **names,
    )


_SHARED = {"dossier", "known_at", "as_of", "max_hops", "relation"}


def _end(sight: Sight, text: str, parameter: str) -> Named:
    thing = sight.opened.snapshot.things[find_node(sight.opened, text, parameter)]
    return Named(thing.label, thing.id, thing.name)


def route_words(route: PathAnswer) -> Sentence:
    """How a route reads aloud, its nodes linked."""
    nodes = [reference(label_of(row), row) for row in route["nodes"]]
    return linked(route["text"], [*nodes, *names_in(step["claim"] for step in route["edges"])])
