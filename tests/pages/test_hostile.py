"""A dossier with hostile text in every field, in a browser: nothing runs, nothing leaves."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from graph.store import Store, StoreSettings
from loaders.load import load
from tests.conftest import empty
from tests.pages.test_downloads import download
from tests.support.browser import PATIENCE, Watch, settle
from tests.support.hostile import write_hostile
from tests.support.service import serving

FORMULAS = "=+-@\t\r"


@pytest.fixture(scope="module")
def address(
    one_engine: str,
    session_store: Store,
    settings: StoreSettings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of the service over the hostile dossier alone."""
    assert one_engine
    empty(session_store)
    load(session_store, [write_hostile(tmp_path_factory.mktemp("hostile"))])
    with serving(settings) as served:
        yield served


def _links(page: Page) -> list[str]:
    """The pages of things that a page links to."""
    found: list[str] = page.locator("a[href^='/']").evaluate_all(
        "links => [...new Set(links.map((link) => link.getAttribute('href')))]"
    )
    folders = ("/parties/", "/assets/", "/demands/", "/events/", "/sources/", "/claims/")
    return sorted(link for link in found if link.startswith(folders))


def _is_harmless(page: Page) -> bool:
    """Whether none of the hostile texts has run."""
    return bool(page.evaluate("window.hostile === undefined"))


def test_nothing_runs_on_any_page(page: Page) -> None:
    """Home, conflicts, lists, and every page that these lead to, each line of a picture chosen."""
    seen: set[str] = set()
    for start in (
        "/",
        "/conflicts",
        "/changes",
        "/parties",
        "/assets",
        "/demands",
        "/events",
        "/sources",
    ):
        page.goto(start)
        seen |= set(_links(page))
        assert _is_harmless(page)
    assert len(seen) > 8
    for path in [*sorted(seen)[:30], "/conflicts"]:
        page.goto(path)
        if page.locator("#picture-data").count():
            settle(page)
            _use(page)
        assert _is_harmless(page), path


def _use(page: Page) -> None:
    """Moves time, hovers over the picture, and looks at the proof of some lines."""
    page.locator("[data-part=slider]").press("Home")
    page.locator("[data-part=slider]").press("End")
    for row in page.locator("[data-part=table] tbody button").all()[:3]:
        row.click()
    box = page.locator("[data-part=picture]").bounding_box()
    assert box is not None
    for share in (0.2, 0.4, 0.6):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)


def test_downloads_are_harmless_too(browser: Browser, page: Page, tmp_path: Path) -> None:
    """SVG is XML without scripts, CSV has no formula, the HTML file runs nothing of it."""
    page.goto("/conflicts")
    settle(page)
    root = ET.fromstring(download(page, "svg", tmp_path).read_text("utf-8"))
    assert {part.tag.rpartition("}")[2] for part in root.iter()} <= {
        *("svg", "title", "rect", "text", "g", "path")
    }
    assert not [name for part in root.iter() for name in part.attrib if name.startswith("on")]
    with download(page, "csv", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.lstrip(" ")[:1] in tuple(FORMULAS)]
    watch = Watch("nowhere")
    context = browser.new_context(offline=True)
    context.set_default_timeout(PATIENCE)
    watch.over(context)
    disk = context.new_page()
    disk.goto(download(page, "html", tmp_path).as_uri())
    settle(disk)
    _use(disk)
    assert _is_harmless(disk)
    context.close()
    assert watch.wrong == []
