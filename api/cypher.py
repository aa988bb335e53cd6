"""Cypher over HTTP: read-only, limited in time, rows and bytes."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from api.access.asking import address_of, asker_of, holder_of
from api.access.turns import Turns
from api.examples import STORE_ERRORS, documented, example
from api.observing.audit import Audit, shown_parameters
from api.problems import dump
from graph.errors import (
    BadBody,
    BadParameter,
    BadQuery,
    BodyTooLarge,
    ParleyError,
    QueryRefused,
)
from graph.parameters import invalid
from graph.store import Store
from graph.store.read_only import LONGEST, Limits, Table

MOST_BYTES = 1_000_000
LIMITS = Limits(seconds=10.0, rows=10_000, bytes=16_000_000)

router = APIRouter()


class CypherQuestion(BaseModel):
    """A query that reads, and its parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    query: str = Field(min_length=1, max_length=LONGEST, description="a query that only reads")
    parameters: dict[str, Any] = Field(
        default_factory=dict, description="values for the query's $names"
    )


class CypherAnswer(BaseModel):
    """What the query returned; `truncated` where a limit on rows or bytes cut it."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool


_EXAMPLE = example("cypher")
NOT_JSON = BadBody('the body is not a JSON object: send {"query": "MATCH ...", "parameters": {}}')
TOO_LARGE = BodyTooLarge(f"the body is larger than {MOST_BYTES:,} bytes: send less")
_ERRORS: tuple[tuple[str, ParleyError], ...] = (
    ("a query that writes", QueryRefused("only reading is allowed here: leave out what writes")),
    ("a query that is wrong", BadQuery("Variable `x` not defined", line=1, column=8)),
    ("a wrong body", BadParameter("query", "field required")),
    ("a body that is not JSON", NOT_JSON),
    ("a body that is too large", TOO_LARGE),
    *STORE_ERRORS,
)


@router.post(
    "/v1/cypher",
    summary="Ask in Cypher; only reading is allowed",
    operation_id="cypher",
    response_class=Response,
    response_model=None,
    responses={
        200: {
            "model": CypherAnswer,
            "description": "The rows, as plain JSON",
            "content": {"application/json": {"example": _EXAMPLE["answer"]}},
        },
        **documented("/v1/cypher", _ERRORS),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": CypherQuestion.model_json_schema(),
                    "example": _EXAMPLE["question"],
                }
            },
        }
    },
)
async def cypher(request: Request) -> Response:
    """Runs a query under the account that may only read; nodes, edges and paths become JSON."""
    if not request.app.state.allows_cypher:
        raise QueryRefused(
            "Cypher is switched off here: whoever runs Parley can allow it with PARLEY_CYPHER=1"
        )
    question = _question(await _body(request))
    turns: Turns = request.app.state.turns
    client = holder_of(request.scope) or asker_of(request.scope)
    table = await turns.take(client, _recorded, request, question)
    content = {"columns": table.columns, "rows": table.rows, "truncated": table.truncated}
    headers = {"Cache-Control": "no-store"}
    return Response(dump(content), headers=headers, media_type="application/json")


def _recorded(request: Request, question: CypherQuestion) -> Table:
    """Runs a query and puts on record who asked it and how it ended."""
    audit: Audit = request.app.state.audit
    store: Store = request.app.state.store
    who = holder_of(request.scope) or "anybody"
    asked = {"query": question.query, "parameters": shown_parameters(question.parameters)}
    with audit.entry("cypher", who=who, address=address_of(request.scope), **asked) as entry:
        table = store.cypher(question.query, question.parameters, LIMITS)
        entry |= {"rows": len(table.rows), "truncated": table.truncated}
    return table


async def _body(request: Request) -> bytes:
    """The body, refused as soon as it is too large, however it comes."""
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            raise BodyTooLarge(TOO_LARGE.message)
    return content


def _question(body: bytes) -> CypherQuestion:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadBody(NOT_JSON.message) from None
    if not isinstance(content, dict):
        raise BadBody(NOT_JSON.message)
    try:
        return CypherQuestion.model_validate(content)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise invalid(found, list(CypherQuestion.model_fields)) from None
