"""What most people open first is ready before it is asked for, and the same as if it were not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from api.shelf import Shelf
from graph.store import Store, StoreSettings, open_store
from loaders.load import load
from tests.loaders.write_dossier import write_dossier

pytestmark = pytest.mark.engines("embedded")

PAGES = ("/", "/conflicts")
SECONDS = 60.0


@pytest.fixture
def warm(loaded: Store, settings: StoreSettings) -> Iterator[TestClient]:
    """A service that warms itself."""
    assert loaded is not None
    with TestClient(create_app(ServiceSettings(), open_store(settings))) as opened:
        yield opened


def until(holds: Callable[[], bool]) -> None:
    """Waits for what another thread does."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it never was so"
        time.sleep(0.05)


def ready(client: TestClient) -> int:
    """How many answers are on the shelf."""
    shelf: Shelf = client.app.state.shelf  # type: ignore[attr-defined]
    return shelf.count


def test_pages_are_on_the_shelf_before_anybody_asks(
    warm: TestClient, settings: StoreSettings
) -> None:
    """And say what a service says that does not warm itself."""
    until(lambda: ready(warm) == len(PAGES))
    with TestClient(create_app(ServiceSettings(warm=False), open_store(settings))) as cold:
        for path in PAGES:
            assert warm.get(path).content == cold.get(path).content
        assert ready(cold) == len(PAGES)
    assert ready(warm) == len(PAGES)


def test_they_are_made_anew_for_another_day_and_another_release(
    warm: TestClient, loaded: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    until(lambda: ready(warm) == len(PAGES))
    desk = warm.app.state.desk  # type: ignore[attr-defined]
    today: date = desk.today()
    desk.today = lambda: today + timedelta(days=1)
    assert warm.get("/healthz").status_code == 200
    warm.get("/parties")
    until(lambda: ready(warm) == 2 * len(PAGES) + 1)
    load(loaded, [write_dossier(tmp_path_factory.mktemp("more"), "other")])
    until(lambda: warm.get("/parties").text.count("index-name") > 0 and ready(warm) == 3)
    assert b"other" in warm.get("/").content
