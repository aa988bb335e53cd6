"""Every page: its status, its manners, its sentence, its links, and that its markup is whole."""

from __future__ import annotations

import gzip
from functools import cache

import pytest
from starlette.testclient import TestClient

from api.pages.asked import LISTS
from api.pages.links import FOLDERS
from api.pages.static import static_files
from tests.support.markup import Markup

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

PICTURES = [
    "/conflicts",
    "/conflicts?as_of=2025-03-18&kind=dual_role&certainty=medium&dossier=ukraine-2025",
    "/parties/russia?as_of=2025-03-18",
    "/parties/zelensky?as_of=2025-03-18",
    "/assets/a-znpp",
    "/demands/d-europe-at-table?as_of=2025-03-18",
    "/paths?from=european-union&to=a-znpp",
]
FIRST_VISIT = 400_000
FIRST_PAGE = "/conflicts?as_of=2025-03-18&dossier=ukraine-2025"
PLAIN = [
    "/",
    "/?dossier=gerd&as_of=2021-01-01",
    "/?known_at=2001-01-01T00:00:00Z",
    "/changes",
    "/changes?since=2025-02-01&until=2025-03-18&party=Russia&kind=conflict&start=2",
    "/changes?since=1000-01-01&until=1000-02-01",
    "/paths",
    "/search",
    "/search?q=crimea&label=Claim",
    "/events/e-hague-2014",
    "/sources/s-seed",
    "/claims/u022",
    "/docs",
    *(f"/{name}" for name in LISTS),
    "/demands?q=nato",
    "/parties?kind=person&dossier=gerd",
]


def shown(client: TestClient, address: str) -> Markup:
    """A page that must be there, as a browser asks for it."""
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Markup(answer.text)


@pytest.mark.parametrize("address", [*PICTURES, *PLAIN])
def test_a_page_is_whole_and_has_one_sentence_that_answers(
    client: TestClient, address: str
) -> None:
    page = shown(client, address)
    assert len(page.ids) == len(set(page.ids))
    assert len(page.all("h1")) == 1
    assert page.lead.endswith(".")
    assert "None" not in page.text.replace("If-None-Match", "")
    assert page.all("main", id="content")
    assert page.all("title")[0].text.startswith("Parley") or "Parley" in page.all("title")[0].text
    for element in page.elements:
        assert not any(name.startswith("on") for name in element.attributes), element
        assert "style" not in element.attributes, element
        if element.tag == "label":
            assert element.text.strip()


@pytest.mark.parametrize("address", ["/", PICTURES[0], "/events/e-hague-2014", "/nothing"])
def test_a_page_lets_nothing_in_from_elsewhere(client: TestClient, address: str) -> None:
    headers = client.get(address, headers={"Accept": "text/html"}).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["img-src"] == "'self' data: blob:"
    assert "unsafe" not in headers["content-security-policy"]
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("address", PICTURES)
def test_a_page_with_a_picture_has_all_its_parts(client: TestClient, address: str) -> None:
    page = shown(client, address)
    parts = {row.attributes["data-part"] for row in page.elements if "data-part" in row.attributes}
    assert parts >= {"picture", "legend", "search", "slider", "panel", "table", "permalink"}
    assert "downloads" in parts
    downloads = {row.attributes.get("data-download") for row in page.elements}
    assert downloads >= {"html", "png", "svg", "csv"}
    [slider] = page.all("input", data_part="slider")
    assert slider.attributes["type"] == "range"
    assert slider.attributes["aria-valuetext"]
    rows = [row for row in page.all("tr") if "data-edge" in row.attributes]
    keys = {row["key"] for row in page.drawing["legend"]["edges"]}
    nodes = {row[0] for row in page.drawing["nodes"]}
    day = page.drawing["day"]
    for row in rows:
        key, source, target = row.attributes["data-edge"].split(":")
        assert key in keys
        assert {source, target} <= nodes
        assert row.attributes["data-first"] <= day <= row.attributes["data-last"]


def test_links_lead_to_pages_that_are_there(client: TestClient) -> None:
    @cache
    def status(address: str) -> int:
        return client.get(address, headers={"Accept": "text/html"}).status_code

    first = [shown(client, address).links for address in ("/", *PICTURES[1:], "/claims/u022")]
    wanted = sorted({link for links in first for link in links if link.startswith("/")})
    by_folder = {
        folder: [row for row in wanted if f"/{folder}/" in row] for folder in FOLDERS.values()
    }
    assert all(by_folder[name] for name in ("parties", "assets", "demands", "sources", "claims"))
    few = [link for rows in by_folder.values() for link in rows[:: max(1, len(rows) // 5)]]
    others = [link for link in wanted if link.count("/") == 1 and "download" not in link]
    for link in (*few, *others[:40]):
        assert status(link) == 200, link


def test_links_to_the_outside_are_web_addresses_and_tell_nobody_where_from(
    client: TestClient,
) -> None:
    outside = [row for row in shown(client, "/sources").all("a") if "target" in row.attributes]
    assert outside
    for link in outside:
        assert link.attributes["href"].startswith(("https://", "http://"))
        assert link.attributes["rel"] == "noopener noreferrer"


def test_links_keep_day_dossier_and_knowledge(client: TestClient) -> None:
    page = shown(client, "/parties/russia?as_of=2025-03-18&dossier=ukraine-2025")
    for link in page.links:
        if link.startswith(("/demands/", "/assets/", "/claims/", "/sources/", "/conflicts")):
            assert "as_of=2025-03-18" in link, link
            assert "dossier=ukraine-2025" in link, link


def test_head_is_answered_as_get_is_without_the_page(client: TestClient) -> None:
    for address in ("/", "/conflicts", "/parties", "/claims/u022"):
        answer = client.head(address)
        assert answer.status_code == 200
        assert answer.content == b""


def test_what_a_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/assets/a-znpp")
    again = client.get("/assets/a-znpp", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    other = client.get("/assets/a-znpp?as_of=2025-03-18")
    assert other.headers["etag"] != first.headers["etag"]


def test_names_and_aliases_lead_to_a_page_too(client: TestClient) -> None:
    assert "Russia" in shown(client, "/parties/Moscow").all("h1")[0].text
    assert shown(client, "/conflicts?party=Washington&asset=a-crimea").lead


def test_an_empty_field_of_a_form_asks_for_nothing(client: TestClient) -> None:
    bare = shown(client, "/conflicts?as_of=2025-03-18")
    sent = shown(
        client, "/conflicts?as_of=2025-03-18&kind=&party=&asset=&demand=&certainty=&dossier="
    )
    assert sent.lead == bare.lead


def test_a_first_visit_is_small(client: TestClient) -> None:
    answer = client.get(FIRST_PAGE, headers={"Accept": "text/html"})
    loaded = {
        row.attributes["src"]
        for row in Markup(answer.text).all("script")
        if "src" in row.attributes
    }
    loaded |= {row.attributes["href"] for row in Markup(answer.text).all("link")}
    scripts = [name for name in static_files() if name.startswith("picture/")]
    names = {address.split("/", 3)[3] for address in loaded} | set(scripts)
    total = len(gzip.compress(answer.content, 5))
    total += sum(len(static_files()[name].zipped) for name in names)
    assert total <= FIRST_VISIT
