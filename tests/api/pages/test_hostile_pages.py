"""A dossier with hostile text in every field: on every page it is text, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.templates import is_outside
from api.settings import ServiceSettings
from graph.store import Store, StoreSettings, open_store
from loaders.load import load
from tests.conftest import empty
from tests.support.hostile import LONG, MARKS, URL, tables, write_hostile
from tests.support.markup import Markup

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

PAGES = [
    "/",
    "/?dossier=hostile",
    "/conflicts",
    "/conflicts?dossier=hostile&as_of=2030-01-02",
    *(f"/parties/{name}" for name in ("aster", "basil", "clove", "dill", "long")),
    *("/assets/a-pier", "/assets/a-crane"),
    *("/demands/d-open", "/demands/d-shut", "/demands/d-long"),
    "/paths?from=aster&to=a-crane",
    "/events/e-talks",
    "/sources/s-one",
    *("/claims/h1", "/claims/h10", "/claims/h91"),
    "/changes?since=1000-01-01&as_of=2030-01-02",
    *("/parties", "/assets", "/demands", "/events", "/sources"),
    "/search?q=window",
    "/search?q=</script><script>window.hostile=1</script>",
]


@pytest.fixture(scope="module")
def hostile_client(
    session_store: Store, settings: StoreSettings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A client of a service over the hostile dossier, on a day after all of it."""
    empty(session_store)
    load(session_store, [write_hostile(tmp_path_factory.mktemp("hostile"))])
    with TestClient(create_app(ServiceSettings(), open_store(settings))) as opened:
        yield opened


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path[:40])
def test_hostile_text_is_text(hostile_client: TestClient, path: str) -> None:
    dated = path if "as_of" in path else f"{path}{'&' if '?' in path else '?'}as_of=2030-02-01"
    answer = hostile_client.get(dated, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    for mark in MARKS:
        assert mark not in answer.text, mark
    page = Markup(answer.text)
    for element in page.elements:
        names = [name for name in element.attributes if name.startswith("on") or name == "style"]
        assert not names, (element.tag, element.attributes)
        for name in ("href", "src", "action"):
            address = element.attributes.get(name, "/")
            assert address.startswith(("/", "#", "https://leak.invalid/")), address
        if element.attributes.get("href", "").startswith("https://"):
            assert element.attributes["rel"] == "noopener noreferrer"
    scripts = [row.attributes for row in page.all("script")]
    for attributes in scripts:
        assert attributes.get("type") == "application/json" or attributes["src"].startswith(
            "/static/"
        )


def test_hostile_text_comes_through_whole(hostile_client: TestClient) -> None:
    rows = tables()
    for folder, column in (("parties", "name"), ("assets", "name"), ("demands", "text")):
        for row in rows[folder]:
            answer = hostile_client.get(f"/{folder}/{row['id']}?as_of=2030-02-01")
            page = Markup(answer.text)
            assert page.all("h1")[0].text == row[column]
    source = hostile_client.get("/sources/s-one")
    assert URL in Markup(source.text).links


@pytest.mark.parametrize("path", ["/parties/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/%3Cscript%3E"])
def test_hostile_addresses_are_text_in_failures(hostile_client: TestClient, path: str) -> None:
    answer = hostile_client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<script>" not in answer.text
    Markup(answer.text)


def test_hostile_parameters_are_text_in_failures(hostile_client: TestClient) -> None:
    for name in ("party", "as_of", "focus", "hide", "view", "<script>x</script>"):
        address = f'/conflicts?{name}="><script>window.hostile=1</script>{LONG[:300]}'
        answer = hostile_client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code in (404, 422)
        for mark in MARKS:
            assert mark not in answer.text
        Markup(answer.text)


def test_only_web_addresses_are_linked_to() -> None:
    assert is_outside("https://example.org/a")
    assert is_outside("HTTP://example.org")
    for address in ("javascript:alert(1)", " https://x", "data:text/html,x", "//x.y", "", None):
        assert not is_outside(address)
