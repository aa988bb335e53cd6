"""Examples for the OpenAPI document: real answers of the shipped dossiers, and every problem.

The answers stand in `api/examples/`; a test holds them against what the service says.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from pydantic import BaseModel

from api.offers import Offer
from api.problems import problem_of
from graph.errors import (
    Ambiguous,
    BadCursor,
    BadParameter,
    NotFound,
    ParleyError,
    QueryTimeout,
    StoreUnavailable,
)


class ProblemAnswer(BaseModel):
    """RFC 9457; some problems have further members, such as `nearest` or `candidates`."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None


@cache
def example(name: str) -> Any:
    """The example of that name; of an offer, what its example is answered with."""
    return orjson.loads(files("api").joinpath(f"examples/{name}.json").read_bytes())


def problem_examples(offer: Offer) -> dict[int | str, dict[str, Any]]:
    """The problems that an offer's route can answer with, an example of each."""
    return documented(offer.path.replace("{id}", "rusia"), _errors(offer))


def _errors(offer: Offer) -> Iterable[tuple[str, ParleyError]]:
    if offer.is_single or offer.command == "paths" or "party" in offer.question.model_fields:
        yield from filter_errors()
    else:
        near = {"parameter": "dossier", "nearest": ["gerd"]}
        yield "an unknown dossier", NotFound("dossier: there is none called 'gerds'", **near)
        yield "a wrong parameter", WRONG
        yield from STORE_ERRORS
    if "cursor" in offer.question.model_fields:
        yield "a wrong cursor", BadCursor("cursor: it belongs to another question")


WRONG = BadParameter("as_of", "'2025-13-01' is not a date: there is no such day")


def filter_errors() -> Iterable[tuple[str, ParleyError]]:
    """What can be wrong where names are given."""
    near = {"parameter": "party", "nearest": ["russia"]}
    yield "an unknown name", NotFound("party: there is no party called 'rusia'", **near)
    both = {"parameter": "source", "candidates": ["s-enc-cbr", "s-mem-cbr"]}
    yield "a name that several share", Ambiguous("'Central Bank' may mean two", **both)
    yield "a wrong parameter", WRONG
    yield from STORE_ERRORS


STORE_ERRORS: tuple[tuple[str, ParleyError], ...] = (
    ("the store is away", StoreUnavailable("the database does not answer")),
    ("a query took too long", QueryTimeout("the query took longer than it may")),
)


def documented(
    path: str, errors: Iterable[tuple[str, ParleyError]]
) -> dict[int | str, dict[str, Any]]:
    """Errors by status, as OpenAPI documents responses, each with an example."""
    found: dict[int | str, dict[str, Any]] = {}
    for name, error in errors:
        shown = found.setdefault(
            error.status,
            {
                "model": ProblemAnswer,
                "description": error.title,
                "content": {"application/problem+json": {"examples": {}}},
            },
        )
        examples = shown["content"]["application/problem+json"]["examples"]
        examples[name] = {"value": problem_of(error, path)}
    return found
