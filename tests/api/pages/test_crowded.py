"""Where so many speak about the same that not all can be compared, pages say so and lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from graph import crowd
from graph.desk import Desk
from graph.questions import Question
from graph.store import Store, StoreSettings, open_store
from graph.vocabulary import VOCABULARY

pytestmark = pytest.mark.engines("embedded")


@pytest.fixture
def crowded(
    loaded: Store, settings: StoreSettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A service over the shipped dossiers, for which two pairs are a crowd."""
    assert loaded is not None
    monkeypatch.setattr(crowd, "MOST_PAIRS", 2)
    with TestClient(create_app(ServiceSettings(warm=False), open_store(settings))) as opened:
        yield opened


def test_pairs_are_counted_without_being_compared(loaded: Store) -> None:
    desk = Desk(loaded)
    opened = desk.opened(Question(dossier="gerd"))
    assert opened
    found = crowd.crowd_of(opened.view)
    # no stance is on an asset, so that these are those who ever held the dam
    held = opened.view.claims_on(["a-gerd"])["a-gerd"]
    holders = {row.subject for row in held if row.relation in VOCABULARY.names("holding")}
    assert found.sizes["a-gerd"] == len(holders) > 0
    assert found.pairs == sum(size * (size - 1) // 2 for size in found.sizes.values())
    assert not found.is_too_large


@pytest.mark.parametrize("path", ["/", "/conflicts", "/conflicts?kind=opposed"])
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


def test_what_is_not_crowded_is_compared(crowded: TestClient) -> None:
    assert "The picture" in crowded.get("/conflicts?party=russia&as_of=2025-03-18").text
