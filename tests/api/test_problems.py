"""Every failure has one shape, and says what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from graph.errors import ParleyError
from graph.store import Endpoint, Store

WRONG: list[tuple[str, int, str, str]] = [
    ("/v1/positions?partie=x", 422, "bad-parameter", "the nearest is 'party'"),
    ("/v1/positions?limit=0", 422, "bad-parameter", "greater than or equal to 1"),
    ("/v1/positions?limit=many", 422, "bad-parameter", "integer"),
    ("/v1/positions?as_of=2025-13-01", 422, "bad-parameter", "there is no such day"),
    ("/v1/positions?as_of=2025", 422, "bad-parameter", "write it like 2025-03-18"),
    ("/v1/positions?known_at=soon", 422, "bad-parameter", "write it like 2025-03-18T12:00:00Z"),
    ("/v1/positions?stance=demand", 422, "bad-parameter", "is none of accepts"),
    ("/v1/positions?roll_up=perhaps", 422, "bad-parameter", "boolean"),
    ("/v1/positions?party=a&party=b", 422, "bad-parameter", "stands more than once"),
    ("/v1/positions?party=%00", 422, "bad-parameter", "control characters"),
    ("/v1/positions?party=" + "x" * 501, 422, "bad-parameter", "at most 500"),
    ("/v1/positions?q=" + "x" * 10_000, 422, "bad-parameter", "at most 500"),
    ("/v1/positions?cursor=abc", 422, "bad-cursor", "use 'next' of the page before"),
    ("/v1/positions?cursor=W10", 422, "bad-cursor", "use 'next' of the page before"),
    ("/v1/positions?party=rusia", 404, "not-found", "the nearest is 'russia'"),
    ("/v1/positions?said_since=2025&said_before=2024", 422, "bad-parameter", "swap them"),
    ("/v1/claims?said_since=2025-03&said_before=2024", 422, "bad-parameter", "swap them"),
    ("/v1/timeline?since=2025-02-01&until=2025-01-01", 422, "bad-parameter", "swap them"),
    ("/v1/changes?until=2025-01-01", 422, "bad-parameter", "give the day since which"),
    ("/v1/changes?since=2025-01-01&known_since=2025-01-01", 422, "bad-parameter", "not both"),
    ("/v1/paths?from=russia&to=Moscow", 422, "bad-parameter", "both ends are 'russia'"),
    ("/v1/paths?from_=russia&to=ukraine", 422, "bad-parameter", "the nearest is 'from'"),
    ("/v1/paths?from=russia&to=ukraine&max_hops=11", 422, "bad-parameter", "equal to 10"),
    ("/v1/paths?from=s-seed&to=ukraine", 404, "not-found", "asset, demand or event called"),
    ("/v1/export?format=xml", 422, "bad-parameter", "'json', 'csv', 'graphml'"),
    ("/v1/parties/russia?limit=3", 422, "bad-parameter", "there are as_of, dossier, known_at"),
    ("/v1/search?q=%00", 422, "bad-parameter", "control characters"),
    ("/v1/positions?dossier=gerds", 404, "not-found", "'gerd'"),
    ("/v1/claims/nothing", 404, "not-found", "there is no claim called 'nothing'"),
    ("/v1/claims/%ED%A0%80", 404, "not-found", "there is no claim"),
    ("/v1/sources/s-sed", 404, "not-found", "'s-seed'"),
    ("/v1/assets/crimeaa", 404, "not-found", "'"),
    ("/v1/nothing", 404, "no-route", "see /docs"),
]


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem that an answer is, its shape checked."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    content: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= content.keys()
    assert content["status"] == status
    assert answer.headers["x-request-id"]
    return content


@pytest.mark.parametrize(
    ("url", "status", "slug", "says"), WRONG, ids=lambda value: str(value)[:40]
)
def test_a_wrong_request_is_a_problem(
    client: TestClient, url: str, status: int, slug: str, says: str
) -> None:
    content = problem(client.get(url), status)
    assert content["type"] == f"/problems/{slug}"
    assert says in content["detail"]


def test_an_ambiguous_name_lists_the_candidates(client: TestClient) -> None:
    # Two encyclopaedia articles bear this title.
    content = problem(client.get("/v1/sources/Central Bank of Russia"), 409)
    assert content["candidates"] == ["s-enc-cbr", "s-mem-cbr"]


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"null", b'"RETURN 1"', b"\xff", b'{"query"'])
def test_a_body_that_is_no_object_is_a_problem(client: TestClient, body: bytes) -> None:
    detail = problem(client.post("/v1/cypher", content=body), 400)["detail"]
    assert detail.startswith("the body is not a JSON object: send {")


def test_a_cursor_of_another_question_is_refused(client: TestClient) -> None:
    cursor = client.get("/v1/positions?limit=1").json()["next"]
    content = problem(client.get(f"/v1/positions?party=russia&cursor={cursor}"), 422)
    assert "another question" in content["detail"]


def test_other_methods_are_refused_with_what_is_offered(client: TestClient) -> None:
    answer = client.post("/v1/positions")
    assert problem(answer, 405)["type"] == "/problems/method-not-allowed"
    assert "GET" in answer.headers["allow"]


def test_entity_tags_save_what_the_client_has(client: TestClient) -> None:
    url = "/v1/positions?as_of=2025-03-18"
    first = client.get(url)
    tag = first.headers["etag"]
    again = client.get(url, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(url + "&limit=3", headers={"If-None-Match": tag}).status_code == 200
    head = client.head(url)
    assert (head.status_code, head.headers["etag"]) == (200, tag)
    assert first.headers["cache-control"] == "no-cache"
    assert client.get(url).content == first.content


def test_pages_are_not_framed_and_ask_nobody_else(client: TestClient) -> None:
    answer = client.get("/docs")
    assert answer.status_code == 200
    assert "/v1/positions" in answer.text
    # The examples name sources; no tag leads there, and none of the other site's is loaded.
    assert not re.search(r"<[^>]*https?://", answer.text)
    assert not re.search(r'(src|href|action)="(?![/#])', answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.get("/static/parley.css").headers["content-type"].startswith("text/css")
    assert client.get("/problems/not-found").json()["status"] == 404


def test_a_request_keeps_a_sane_id_and_gets_another_for_a_strange_one(client: TestClient) -> None:
    assert (
        client.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    )
    strange = client.get("/healthz", headers={"X-Request-ID": "a b{}"}).headers["x-request-id"]
    assert strange != "a b{}"


def test_long_answers_are_compressed(client: TestClient) -> None:
    answer = client.get("/v1/positions", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["total"] > 0


@pytest.fixture
def stranded() -> Iterator[TestClient]:
    """The service over a database that is away."""
    account = ("neo4j", "password")
    store = Store(Endpoint("neo4j", "bolt://127.0.0.1:1", "neo4j", account, None, "database"))
    with TestClient(create_app(ServiceSettings(), store), raise_server_exceptions=False) as opened:
        yield opened


def test_a_database_that_is_away_is_503(stranded: TestClient) -> None:
    for url in ("/v1/positions", "/v1/claims/u022", "/readyz"):
        answer = stranded.get(url)
        assert problem(answer, 503)["detail"].startswith("the database does not answer")
        assert answer.headers["retry-after"] == "2"
    assert stranded.get("/healthz").status_code == 200


def test_what_is_unexpected_says_nothing_of_the_inside(
    stranded: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(stranded.app.state.desk, "release", broken)  # type: ignore[attr-defined]
    content = problem(stranded.get("/readyz"), 500)
    assert "secret" not in str(content)


def all_errors(kind: type[ParleyError]) -> list[type[ParleyError]]:
    """An error and all below it."""
    return [kind, *(found for child in kind.__subclasses__() for found in all_errors(child))]


def test_every_error_has_a_slug_of_its_own_and_a_meaning() -> None:
    errors = all_errors(ParleyError)
    assert len({error.slug for error in errors}) == len(errors)
    for error in errors:
        assert error.__doc__
        assert error.title
        assert 400 <= error.status <= 599
