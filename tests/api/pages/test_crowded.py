"""Where so many speak about the same that not all can be compared, pages say so and lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from graph import crowd
from graph.conflicts import Sought, conflicts_on
from graph.desk import Desk
from graph.questions import ConflictsQuestion, Question
from graph.store import Store, StoreSettings, open_store
from graph.vocabulary import VOCABULARY

pytestmark = pytest.mark.engines("embedded")


DAY = "as_of=2025-03-18"


@pytest.fixture
def pairs(loaded: Store) -> int:
    """How many pairs the shipped dossiers make."""
    opened = Desk(loaded).opened(Question())
    assert opened
    return crowd.pairs_to_compare(opened.view, Sought())


@pytest.fixture
def crowded(
    pairs: int, settings: StoreSettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A service over the shipped dossiers, which are just a crowd."""
    monkeypatch.setattr(crowd, "MOST_PAIRS", pairs - 1)
    with TestClient(create_app(ServiceSettings(warm=False), open_store(settings))) as opened:
        yield opened


def test_parties_are_counted_without_being_compared(loaded: Store, pairs: int) -> None:
    desk = Desk(loaded)
    opened = desk.opened(Question(dossier="gerd"))
    assert opened
    found = crowd.crowd_of(opened.view)
    # no stance is on an asset, so that these are those who ever held the dam
    held = opened.view.claims_on(["a-gerd"])["a-gerd"]
    holders = {row.subject for row in held if row.relation in VOCABULARY.names("holding")}
    assert found.sizes["a-gerd"] == len(holders) > 0
    assert 0 < crowd.pairs_to_compare(opened.view, Sought()) < pairs
    assert not crowd.are_too_many(pairs)


@pytest.mark.parametrize("path", ["/", "/conflicts", "/conflicts?certainty=high"])
def test_a_crowded_page_leads_to_what_most_have_spoken_about(
    crowded: TestClient, path: str
) -> None:
    page = crowded.get(path)
    assert page.status_code == 200
    assert "About what most have spoken" in page.text
    links = re.findall(r'href="(/conflicts\?(?:demand|asset)=[^"]+)"', page.text)
    assert len(links) == 12
    for link in links[:2]:
        one = crowded.get(link.replace("&amp;", "&"))
        assert one.status_code == 200
        assert "The picture" in one.text


@pytest.mark.parametrize("asked", ["party=russia", "kind=dual_role", "kind=rival_holding"])
def test_what_is_not_crowded_is_compared(crowded: TestClient, asked: str) -> None:
    assert "The picture" in crowded.get(f"/conflicts?{asked}&{DAY}").text


def test_the_way_in_counts_who_is_seen(
    crowded: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parties that have spoken, of the dossier that is asked for, and no others."""
    monkeypatch.setattr(crowd, "MOST_PAIRS", 2)
    opened = crowded.app.state.desk.opened(Question(dossier="gerd"))  # type: ignore[attr-defined]
    found = crowd.crowd_of(opened.view)
    words = f"{found.parties} parties speak about {len(found.sizes)} demands and assets"
    assert words in crowded.get("/?dossier=gerd").text


def test_where_one_demand_is_a_crowd_a_party_is_asked_for(
    crowded: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "MOST_PAIRS", 2)
    opened = crowded.app.state.desk.opened(Question())  # type: ignore[attr-defined]
    [(thing, _)] = crowd.crowd_of(opened.view).sizes.most_common(1)
    kind = opened.snapshot.thing(thing).label.lower()
    page = crowded.get(f"/conflicts?{kind}={thing}&{DAY}")
    assert page.status_code == 200
    assert "pairs to compare: choose a party.</p>" in page.text
    assert "The picture" in crowded.get(f"/conflicts?{kind}={thing}&party=russia&{DAY}").text


def test_changes_are_whole_in_a_crowd_too(crowded: TestClient) -> None:
    """Only pairs of whom one moved are compared."""
    window = f"since=2025-01-01&until=2025-03-18&{DAY}"
    items = crowded.get(f"/v1/changes?{window}&limit=1000").json()["items"]
    assert any(item["kind"] == "conflict" for item in items)
    assert f"of {len(items)}</span>" in crowded.get(f"/changes?{window}").text


def test_the_api_is_whole_all_the_same(crowded: TestClient, loaded: Store) -> None:
    """A crowd is a matter of pages alone."""
    whole = crowded.get(f"/v1/conflicts?{DAY}&limit=1000").json()
    opened = Desk(loaded).opened(ConflictsQuestion(as_of=date(2025, 3, 18)))
    assert opened
    assert whole["total"] == len(conflicts_on(opened.view, opened.day, Sought())) > 0
