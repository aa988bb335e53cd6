"""The whole OpenAPI document, asked by schemathesis with all its checks on, on every engine.

Positive cases fit the document and must be answered; negative ones must be refused; none may end
in a 500, or in an answer that the document does not describe. PARLEY_FUZZ says how many cases each
route and mode gets; `make fuzz` asks for many.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from api.offers import OFFERS

EXAMPLES = int(os.environ.get("PARLEY_FUZZ", "12"))
ROUTES = [*(offer.path for offer in OFFERS), "/v1/export", "/v1/cypher"]
OPERATING = ["/healthz", "/readyz", "/metrics"]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
# Names that there are, so that cases reach what stands behind them.
NAMES = {
    "party": ["russia", "Volodymyr Zelensky", "united-states", "ethiopia"],
    "asset": ["a-crimea", "a-four-oblasts", "a-gerd"],
    "demand": ["d-ukraine-nato", "d-no-nato", "d-binding-agreement"],
    "event": ["e-istanbul-2022"],
    "source": ["s-seed"],
    "dossier": ["gerd", "ukraine-2025"],
    "from": ["russia", "a-crimea"],
    "to": ["ukraine", "a-znpp"],
    "q": ["crimea", "the", "nato member"],
}
QUERIES = [
    "MATCH (n) RETURN n LIMIT 3",
    "MATCH p=(:Party)-[:DEMANDS]->() RETURN p LIMIT 2",
    "RETURN $x",
    "CREATE (n)",
    "RETURN",
]


def made_sensible(case: Case[Any], known: bool) -> None:
    """What the document cannot say: no cursor is guessed, and two clocks are not mixed."""
    query: dict[str, Any] = dict(case.query or {})
    query.pop("cursor", None)
    for first, last in ORDERED:
        if first in query and last in query and str(query[first]) > str(query[last]):
            query[first], query[last] = query[last], query[first]
    if str(case.path).endswith("/changes"):
        if {"since", "until"} & query.keys():
            query = {name: part for name, part in query.items() if name not in MOMENTS}
            query.setdefault("since", "0001-01-01")
        else:
            query = {name: part for name, part in query.items() if name != "known_until"}
            query.setdefault("known_since", "2020-01-01T00:00:00Z")
    if known:
        query |= {
            name: NAMES[name][len(str(query[name])) % len(NAMES[name])]
            for name in NAMES.keys() & query.keys()
        }
    if query.get("from") == query.get("to"):
        query.pop("to", None) if "from" not in query else query.update({"to": "ukraine"})
    case.query = query


MOMENTS = ("known_since", "known_until")
ORDERED = (("since", "until"), MOMENTS, ("said_since", "said_before"))


class Running:
    """A service without its beginning and end, which the client's fixture sees to.

    Schemathesis would begin and end it for each question.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes questions on."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        for event in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{event}.complete"})


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_is_as_the_document_says(
    client: TestClient, path: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", Running(client.app))
    method = "POST" if path.endswith("cypher") else "GET"
    operation = schema[path][method]
    asked = 0

    @settings(
        max_examples=EXAMPLES,
        database=None,
        derandomize="PARLEY_FUZZ" not in os.environ,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(operation.as_strategy(generation_mode=mode), st.booleans(), st.sampled_from(QUERIES))
    def ask(case: Case[Any], known: bool, query: str) -> None:
        nonlocal asked
        unchecked: list[CheckFunction] = []
        if mode is GenerationMode.POSITIVE:
            made_sensible(case, known)
            if method == "POST":
                # The document cannot say what Cypher is: any text fits it, few are queries.
                unchecked = [positive_data_acceptance]
                case.body = {"query": query, "parameters": {"x": 1}} if known else case.body
        case.call_and_validate(excluded_checks=unchecked)
        asked += 1

    ask()
    assert asked


@pytest.mark.parametrize("path", OPERATING)
def test_what_operates_it_is_answered_as_the_document_says(client: TestClient, path: str) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", Running(client.app))
    schema[path]["GET"].Case().call_and_validate()
    described = {found.ok().path for found in schema.get_all_operations() if isinstance(found, Ok)}
    assert described == {*ROUTES, *OPERATING}
