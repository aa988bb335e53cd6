"""Failures as pages: what is wrong, the nearest that there is, what to do; else problems."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from graph.store import Endpoint, Store, StoreSettings, open_store
from tests.support.markup import Markup

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

WRONG = [
    ("/parties/rusia", 404, "There is no party called 'rusia'."),
    ("/assets/d-europe-at-table", 404, "There is no asset called"),
    ("/events/nothing", 404, "There is no event called"),
    ("/sources/s-sed", 404, "There is no source called"),
    ("/claims/nothing", 404, "There is no claim called"),
    ("/nothing", 404, "There is nothing at /nothing"),
    ("/parties/", 404, "There is nothing at"),
    ("/paths?from=rusia&to=ukraine", 404, "There is no party, asset, demand or event called"),
    ("/paths?from=russia&to=russia", 422, "Both ends are 'russia'"),
    ("/conflicts?party=rusia", 404, "There is no party called 'rusia'."),
    ("/conflicts?dossier=gerds", 404, "There is no dossier called 'gerds'."),
    ("/?dossier=zzz", 404, "There is no dossier called 'zzz'; there is gerd and ukraine-2025."),
    ("/conflicts?as_of=2025-13-01", 422, "there is no such day"),
    ("/conflicts?as_of=0000-01-01", 422, "is not a date"),
    ("/conflicts?as_of=99999-01-01", 422, "is not a day: write it like 2025-03-18"),
    ("/conflicts?as_of=today", 422, "as_of: 'today' is not a day: write it like 2025-03-18."),
    ("/parties?foo=1", 422, "foo: there is no such parameter; there are as_of, cursor, dossier"),
    ("/conflicts?known_at=soon", 422, "write it like"),
    ("/conflicts?kind=quarrel", 422, "opposed"),
    ("/conflicts?partie=russia", 422, "The nearest is 'party'"),
    ("/conflicts?view=here", 422, "is no view: it is x,y,scale"),
    ("/conflicts?steps=9", 422, "'1', '2' or '3'"),
    ("/conflicts?hide=opposed,nonsense", 422, "the legend has no 'nonsense'"),
    ("/conflicts?focus=nobody", 422, "the picture has no node 'nobody'"),
    ("/parties/russia?select=opposed:x:y", 422, "the picture has no node or line"),
    ("/parties/russia?most=0", 422, "greater than or equal to 1"),
    ("/parties/russia?as_of=2025-03-18&as_of=2025-03-19", 422, "stands more than once"),
    ("/parties?cursor=abc", 422, "Use 'next' of the page before"),
    ("/search?q=" + "x" * 501, 422, "at most 500"),
    ("/search?q=%00", 422, "control characters"),
]


@pytest.mark.parametrize(("address", "status", "says"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_address_is_a_helpful_page(
    client: TestClient, address: str, status: int, says: str
) -> None:
    answer = client.get(address, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    page = Markup(answer.text)
    assert says.lower() in page.lead.lower()
    assert any(link == "/" for link in page.links)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("address", "status", "says"), WRONG[:3], ids=lambda value: str(value)[:40]
)
def test_a_program_gets_a_problem(client: TestClient, address: str, status: int, says: str) -> None:
    for accepted in ("*/*", "application/json"):
        answer = client.get(address, headers={"Accept": accepted})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


def test_what_programs_ask_fails_as_a_problem_even_in_a_browser(client: TestClient) -> None:
    for address in ("/v1/nothing", "/v1/positions?party=rusia", "/static/x/nothing.js"):
        answer = client.get(address, headers={"Accept": "text/html"})
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_nearest_names_are_links_to_what_was_meant(client: TestClient) -> None:
    answer = client.get("/parties/rusia?as_of=2025-03-18", headers={"Accept": "text/html"})
    [link] = [row for row in Markup(answer.text).all("a") if row.text == "Russia"]
    assert link.attributes["href"] == "/parties/russia?as_of=2025-03-18"
    assert client.get(link.attributes["href"]).status_code == 200
    answer = client.get("/conflicts?party=rusia&kind=opposed", headers={"Accept": "text/html"})
    assert "/conflicts?party=russia&kind=opposed" in Markup(answer.text).links


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/conflicts/?as_of=2025-03-18", "/conflicts?as_of=2025-03-18"),
        ("/Parties/russia/", "/parties/russia"),
        ("/DOCS", "/docs"),
        ("/parties/", "/parties"),
    ],
)
def test_a_slash_too_many_or_a_capital_leads_to_the_page(
    client: TestClient, address: str, meant: str
) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert meant in Markup(answer.text).links
    assert client.get(meant, headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("address", ["/nothing/", "/parties/a/b", "/conflicts/russia"])
def test_what_leads_nowhere_without_the_slash_either_is_not_offered(
    client: TestClient, address: str
) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Did you mean" not in answer.text


def test_an_ambiguous_name_leads_to_its_candidates(client: TestClient) -> None:
    answer = client.get("/sources/Central Bank of Russia", headers={"Accept": "text/html"})
    assert answer.status_code == 409
    links = Markup(answer.text).links
    assert {"/sources/s-enc-cbr", "/sources/s-mem-cbr"} <= set(links)


def test_a_broken_permalink_offers_the_page_without_it(client: TestClient) -> None:
    answer = client.get("/conflicts?focus=nobody&view=1,2,3", headers={"Accept": "text/html"})
    assert "/conflicts" in Markup(answer.text).links


@pytest.fixture
def empty_client(store: Store, settings: StoreSettings) -> Iterator[TestClient]:
    """A client of a service over an empty store."""
    assert store is not None
    with TestClient(create_app(ServiceSettings(warm=False), open_store(settings))) as opened:
        yield opened


@pytest.mark.parametrize("address", ["/", "/conflicts", "/parties", "/claims/u022", "/search?q=x"])
def test_an_empty_store_says_so_and_what_to_do(empty_client: TestClient, address: str) -> None:
    answer = empty_client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 503
    page = Markup(answer.text)
    assert page.all("h1")[0].text == "Nothing is loaded yet"
    assert page.with_class("command")[0].text == "parley load --shipped\nparley load PATH"
    assert address in page.links


@pytest.mark.parametrize("address", ["/", "/conflicts", "/parties/russia", "/search?q=x"])
def test_a_store_that_is_away_says_so_and_what_to_do(address: str) -> None:
    away = Store(Endpoint("neo4j", "bolt://127.0.0.1:1", "neo4j", ("", ""), None, "database"))
    with TestClient(create_app(ServiceSettings(warm=False), away)) as client:
        answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    page = Markup(answer.text)
    assert address in page.links
    assert "wait a moment and try again" in page.text
    assert "bolt" not in page.lead.replace("bolt://127.0.0.1:1", "")
