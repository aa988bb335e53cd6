"""The three ways in give the same answers, item by item: HTTP, command line, notebook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from api.cli.commands import app
from api.offers import OFFERS, Offer
from graph import Graph
from graph.store import Store, StoreSettings
from tests.graph.notebook.conftest import connected

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

ASKED: dict[str, tuple[str, ...]] = {
    "positions": (
        "as_of=2025-03-18",
        "party=Zelensky&roll_up=false",
        "asset=a-znpp&stance=rejects",
    ),
    "conflicts": ("as_of=2025-03-18", "group=pair&limit=5", "kind=dual_role&as_of=2025-03-18"),
    "paths": ("from=egypt&to=ethiopia&limit=3", "from=ukraine&to=a-crimea&max_hops=2"),
    "timeline": ("party=egypt", "asset=a-crimea&kind=holding"),
    "changes": ("since=2025-03-01&until=2025-11-30", "since=2025-01-01&party=ukraine&limit=7"),
    "search": ("q=central+bank", "q=dam&label=Asset"),
    "claims": ("group=structure&limit=4", "event=e-hague-2014", "certainty=low&said_since=2025"),
    "parties": ("kind=person", "q=ministry"),
    "claim": ("",),
}


def filters(query: str) -> dict[str, Any]:
    """A query's parameters as a notebook gives them."""
    kinds: dict[str, Callable[[str], Any]] = {
        "limit": int,
        "max_hops": int,
        "roll_up": lambda text: text == "true",
    }
    found = {name: kinds.get(name, str)(text) for name, text in parse_qsl(query)}
    return {"from_" if name == "from" else name: value for name, value in found.items()}


def options(query: str) -> list[str]:
    """A query's parameters as a command line gives them."""
    found = []
    for name, text in parse_qsl(query):
        flag = name.replace("_", "-")
        found += [f"--no-{flag}"] if text == "false" else [f"--{flag}", text]
    return found


QUESTIONS: list[tuple[Offer, str, str]] = [
    (offer, offer.example if offer.is_single else "", query)
    for offer in OFFERS
    for query in ASKED.get(offer.command, ("",) if offer.is_single else (offer.example,))
]


@pytest.fixture(scope="module")
def graph(loaded: Store, settings: StoreSettings) -> Iterator[Graph]:
    """The graph as a notebook has it."""
    assert loaded is not None
    with connected(settings) as opened:
        yield opened


@pytest.fixture
def in_environment(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """This process finds the store as a command does."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def over_http(client: TestClient, offer: Offer, name: str, query: str) -> Any:
    """The answer over HTTP."""
    answer = client.get(f"{offer.path.replace('{id}', name)}?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def in_notebook(graph: Graph, offer: Offer, name: str, query: str) -> Any:
    """The answer in a notebook, as HTTP's JSON would have it."""
    given = filters(query)
    if offer.is_single:
        return getattr(graph, offer.command)(name, **given)
    answer = getattr(graph, offer.command)(**given)
    cut = {"cut": answer.cut} if offer.command == "paths" else {}
    page = {"items": answer.rows, "next": answer.next, "total": answer.total, "pin": answer.pin}
    return {**page, **cut}


def on_command_line(printed: pytest.CaptureFixture[bytes], *words: str) -> Any:
    """What a command prints, as JSON; in this process, since starting many takes long."""
    printed.readouterr()
    app([*words, "--json"], standalone_mode=False)
    return json.loads(printed.readouterr().out)


@pytest.mark.parametrize(("offer", "name", "query"), QUESTIONS, ids=lambda value: str(value)[:40])
def test_all_three_answer_the_same(
    client: TestClient,
    graph: Graph,
    in_environment: None,
    capsysbinary: pytest.CaptureFixture[bytes],
    offer: Offer,
    name: str,
    query: str,
) -> None:
    http = over_http(client, offer, name, query)
    notebook = in_notebook(graph, offer, name, query)
    assert in_environment is None
    names = [name] if offer.is_single else []
    assert notebook == http
    assert on_command_line(capsysbinary, offer.command, *names, *options(query)) == http
    # equal in kind too: the notebook's rows are written as HTTP's JSON is
    assert json.loads(json.dumps(notebook)) == http
    if not offer.is_single:
        assert http["items"], "the question must have an answer to compare"


def test_cypher_answers_the_same_three_ways(
    client: TestClient,
    graph: Graph,
    in_environment: None,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    query = (
        "MATCH (p:Party)-[r:REJECTS]->(d:Demand) WHERE p.id = $party "
        "RETURN p, r, d.text, date(r.said_on) AS day ORDER BY r.uid"
    )
    sent = {"query": query, "parameters": {"party": "egypt"}}
    http = client.post("/v1/cypher", json=sent).json()
    assert in_environment is None
    command = on_command_line(capsysbinary, "cypher", query, "--param", "party=egypt")
    found = graph.cypher(query, party="egypt")
    notebook = {"columns": found.columns, "rows": found.rows, "truncated": found.truncated}
    assert len(found) == 3
    assert http == command == notebook
