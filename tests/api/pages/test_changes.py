"""The page of what changed between two days says what the API says, day by day."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.pages.changes import LISTED
from tests.api.pages.test_routes import shown
from tests.support.markup import Markup

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

WINDOW = "since=2025-03-10&until=2025-03-18"


def told(text: str) -> str:
    """A text without the spaces of its markup."""
    return " ".join(text.split())


def test_each_change_stands_with_its_words_and_who_says_so(client: TestClient) -> None:
    page = shown(client, f"/changes?{WINDOW}&dossier=ukraine-2025")
    address = f"/v1/changes?{WINDOW}&dossier=ukraine-2025&limit=1000"
    items = client.get(address).json()["items"]
    [changes] = page.with_class("changes")
    assert 1 < len(items) <= LISTED
    for item in items:
        words = item["text"].removeprefix(f"{item['change'].capitalize()}: ")
        assert words in told(changes.text)
        assert f"{item['kind']} {item['change']}" in told(changes.text)
    for claim in items[0]["claims"][:1]:
        assert any(link.startswith(f"/claims/{claim['uid']}") for link in page.links)
    assert page.lead.startswith("From 10 March 2025 to 18 March 2025, ")
    assert page.lead.endswith(" began, moved or ended.")
    kinds = {item["kind"] for item in items}
    for kind in kinds:
        number = sum(item["kind"] == kind for item in items)
        assert f"{number} {kind}" in page.lead


def test_filters_choose_party_and_kind(client: TestClient) -> None:
    page = shown(client, f"/changes?{WINDOW}&party=Turkey&kind=tie")
    items = client.get(f"/v1/changes?{WINDOW}&party=Turkey&kind=tie").json()["items"]
    total = f"{len(items)} tie{'s' * (len(items) != 1)}" if items else "nothing"
    assert total in page.lead
    assert "concerning Turkey" in page.lead
    assert {row.attributes["value"] for row in page.all("input", name="party")} == {"Turkey"}


def test_without_dates_it_is_the_year_up_to_the_day_of_the_page(client: TestClient) -> None:
    page = shown(client, "/changes?as_of=2025-03-18")
    assert page.lead.startswith("From 18 March 2024 to 18 March 2025, ")
    [link] = page.all("a", data_part="permalink")
    href = link.attributes["href"]
    assert href == "/changes?as_of=2025-03-18&since=2024-03-18&until=2025-03-18"
    assert shown(client, href).lead == page.lead


def test_a_time_without_changes_leads_on(client: TestClient) -> None:
    page = shown(client, "/changes?since=1000-01-01&until=1000-02-01")
    assert page.lead.endswith("nothing that Parley knows of began, moved or ended.")
    assert "Nothing began, moved or ended in this time." in page.text


def test_long_lists_are_given_in_parts(client: TestClient) -> None:
    """Every change stands on one of the parts, once."""
    address = "/changes?since=2014-01-01&until=2025-03-18"
    total = client.get(f"/v1{address}").json()["total"]
    assert total > LISTED
    page = shown(client, address)
    listed = _told(page)
    while after := [row.attributes["href"] for row in page.all("a", rel="next")]:
        page = shown(client, after[0].partition("#")[0])
        listed += _told(page)
    assert listed == total
    beyond = shown(client, f"{address}&start=1000000")
    assert f"There are only {total:,} changes." in beyond.text


def _told(page: Markup) -> int:
    """How many changes a page tells."""
    return sum("change-" in row.attributes["class"] for row in page.with_class("tag"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/changes?since=2025-03-18&until=2025-03-10", "swap them"),
        ("/changes?since=2025-03-18&as_of=2025-03-10", "swap them"),
        ("/changes?since=yesterday", "is not a day"),
        ("/changes?kind=opposed&since=2025-01-01", "position"),
        ("/changes?party=nobody-at-all", "nobody-at-all"),
    ],
)
def test_what_cannot_be_meant_is_explained(client: TestClient, address: str, words: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == (404 if "nobody" in address else 422)
    assert words in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_a_day_before_the_earliest_is_a_window_of_its_own(client: TestClient) -> None:
    page = shown(client, "/changes?as_of=0900-05-01")
    assert page.lead.startswith("From 1 May 900 to 1 May 900, nothing")
