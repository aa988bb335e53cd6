"""The pages in a real browser, over a real server with the shipped dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.store import Store, StoreSettings
from loaders.load import load
from tests.conftest import empty
from tests.support.browser import PATIENCE, Watch, started
from tests.support.service import serving


@pytest.fixture(scope="session")
def browser(one_engine: str) -> Iterator[Browser]:
    """The browser, for all tests of pages."""
    assert one_engine
    expect.set_options(timeout=PATIENCE / 2)
    with started() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(
    one_engine: str, session_store: Store, settings: StoreSettings, shipped: list[Path]
) -> Iterator[str]:
    """The address of the service over the shipped dossiers."""
    assert one_engine
    empty(session_store)
    load(session_store, shipped)
    with serving(settings) as served:
        yield served


@pytest.fixture
def watch(address: str) -> Watch:
    """What the pages of a test do that they must not do."""
    return Watch(address.removeprefix("http://"))


@pytest.fixture
def page(browser: Browser, address: str, watch: Watch) -> Iterator[Page]:
    """A page with a memory of its own; in the end it has done nothing that it must not do."""
    context = browser.new_context(
        base_url=address, viewport={"width": 1280, "height": 860}, accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    watch.over(context)
    opened = context.new_page()
    yield opened
    context.close()
    assert watch.wrong == []
