"""The routes: one for each offer."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from api.answering import answered, wants_csv
from api.examples import example, problem_examples
from api.offers import OFFERS, Offer
from api.problems import dump
from api.tables import csv_of
from graph.desk import Desk
from graph.errors import BadParameter
from graph.questions import MAX_TEXT, Question

Handler = Callable[..., Awaitable[Response]]
Name = Annotated[
    str, Path(min_length=1, max_length=MAX_TEXT, description="an id, a name or an alias")
]


def no_repeats(request: Request) -> None:
    """BadParameter where a parameter stands twice: none of them takes several values.

    `from_`, as Python has to call it, is no parameter here.
    """
    names = [name for name, _ in request.query_params.multi_items()]
    if "from_" in names:
        raise BadParameter("from_", "there is no such parameter; the nearest is 'from'")
    for name in names:
        if names.count(name) > 1:
            shown = name.encode("utf-8", "replace").decode()[:100]
            raise BadParameter(shown, "stands more than once: give it once")


router = APIRouter(dependencies=[Depends(no_repeats)])


def _handler(offer: Offer) -> Handler:
    """What answers an offer's route; its signature is that of the question."""

    async def handle(request: Request, question: Question, **path: str) -> Response:
        desk: Desk = request.app.state.desk
        names = tuple(path.values())
        as_csv = not offer.is_single and wants_csv(request)
        key = (offer.name, *names, "csv" if as_csv else "json", question.model_dump_json())

        def make() -> bytes:
            answer = offer.ask(desk, *names, question)
            return csv_of(answer["items"]) if as_csv else dump(answer)

        return await answered(request, key, make, "text/csv" if as_csv else "application/json")

    handle.__signature__ = _signature(offer)  # type: ignore[attr-defined]
    handle.__name__ = offer.name
    handle.__doc__ = f"{offer.summary}."
    return handle


def _signature(offer: Offer) -> inspect.Signature:
    """What FastAPI reads of a handler: the question's model, and the name that the path has."""
    parameters: dict[str, Any] = {"request": Request}
    parameters |= {"id": Name} if offer.is_single else {}
    parameters["question"] = Annotated[offer.question, Query()]
    return inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind)
            for name, kind in parameters.items()
        ]
    )


def _register(offer: Offer) -> None:
    """Registers an offer for GET and HEAD, documented once."""
    handler = _handler(offer)
    content: dict[str, Any] = {"application/json": {"example": example(offer.name)}}
    if not offer.is_single:
        content["text/csv"] = {"schema": {"type": "string"}}
    shown: dict[int | str, dict[str, Any]] = {
        200: {"model": offer.answer, "description": offer.summary, "content": content},
        304: {"description": "What the client has, by `If-None-Match`, is still so"},
        **problem_examples(offer),
    }
    common: dict[str, Any] = {"response_class": Response, "response_model": None}
    router.add_api_route(
        offer.path,
        handler,
        methods=["GET"],
        summary=offer.summary,
        operation_id=offer.name,
        responses=shown,
        **common,
    )
    router.add_api_route(offer.path, handler, methods=["HEAD"], include_in_schema=False, **common)


for _offer in OFFERS:
    _register(_offer)
