"""axe-core finds nothing against level AA of WCAG 2.2 on any page, in light, dark and narrow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.support.browser import PATIENCE, SETTLED, Watch

PAGES = (
    "/",
    "/conflicts",
    "/changes",
    "/changes?since=1000-01-01&until=1000-02-01",
    "/parties",
    "/assets",
    "/demands",
    "/events",
    "/sources",
    "/claims",
    "/parties/united-states",
    "/assets/a-crimea",
    "/demands/d-ukraine-integrity",
    "/events/e-istanbul-2022",
    "/sources/s-seed",
    "/claims/u022",
    "/paths?from=russia&to=ethiopia",
    "/search?q=crimea",
    "/parties/nobody-at-all",
    "/conflicts?as_of=yesterday",
)
LEVEL = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


NARROW = (
    "/",
    "/conflicts",
    "/changes",
    "/assets/a-crimea",
    "/claims/u022",
    "/paths?from=russia&to=ethiopia",
)
LOOKS = [
    *(("light", path) for path in PAGES),
    *(("dark", path) for path in PAGES),
    *(("narrow", path) for path in NARROW),
]


@pytest.fixture
def looked_at(look: str, browser: Browser, address: str) -> Iterator[Page]:
    """A page in light, in dark, or as wide as a phone."""
    context = browser.new_context(
        base_url=address,
        color_scheme="dark" if look == "dark" else "light",
        viewport={"width": 390 if look == "narrow" else 1280, "height": 844},
    )
    context.set_default_timeout(PATIENCE)
    watch = Watch(address.removeprefix("http://"), expected=("404", "422"))
    watch.over(context)
    yield context.new_page()
    context.close()
    assert watch.wrong == []


@pytest.mark.parametrize(("look", "path"), LOOKS)
def test_axe_finds_nothing(looked_at: Page, path: str) -> None:
    """Where there is a picture, also with a line chosen."""
    looked_at.goto(path)
    if looked_at.locator("#picture-data").count():
        looked_at.wait_for_function(SETTLED)
        looked_at.locator("[data-part=table] tbody button").first.click()
    found = [
        f"{row['id']} ({row['impact']}): {row['help']} at {node['target']}: {node['html'][:200]}"
        for row in Axe().run(looked_at, options=LEVEL).response["violations"]
        for node in row["nodes"][:3]
    ]
    assert found == []
