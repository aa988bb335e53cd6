"""Each download, opened again by another program, and the HTML file from a disk with no network."""

from __future__ import annotations

import csv
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import PATIENCE, Watch, picture, settle, shown

SVG = "{http://www.w3.org/2000/svg}"


def download(page: Page, kind: str, folder: Path) -> Path:
    """What a button gives."""
    with page.expect_download() as waiting:
        page.locator(f"[data-download={kind}]").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_svg_is_xml_with_all_that_is_shown(page: Page, tmp_path: Path) -> None:
    """A title and an outline for each node, a path for each line, words as text."""
    page.goto("/assets/a-crimea")
    found = settle(page)
    file = download(page, "svg", tmp_path)
    assert file.name.endswith(f"{found['day']}.svg")
    root = ET.fromstring(file.read_text("utf-8"))
    titles = [part.findtext(f"{SVG}title") for part in root.iter(f"{SVG}g")]
    nodes = [row for row in found["nodes"] if row["shown"]]
    lines = [row for row in found["edges"] if row["shown"]]
    assert len(titles) == len(nodes) + len(lines)
    assert "Crimea (with Sevastopol)" in titles
    key = [part.text for part in root.iter(f"{SVG}text") if part.get("class") == "key"]
    assert "opposed" in key
    assert len(key) == len({row["key"] for row in lines})
    assert not list(root.iter(f"{SVG}script"))


def test_png_is_a_picture_of_some_size(page: Page, tmp_path: Path) -> None:
    """Its header says how large it is."""
    page.goto("/assets/a-crimea")
    settle(page)
    data = download(page, "png", tmp_path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width > 800
    assert height > 400
    assert len(data) > 20_000


def test_csv_holds_the_rows_of_the_day(page: Page, tmp_path: Path) -> None:
    """One row for each line of the day, with the claims that say so."""
    page.goto("/assets/a-crimea")
    settle(page)
    page.locator("button[data-key=for]").click()
    with download(page, "csv", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = page.locator("[data-part=table] tbody tr")
    expect(listed).to_have_count(len(rows))
    assert rows
    assert all(row["claims"] for row in rows)
    assert not any(row["kind"] == "for" for row in rows)
    known = {row["id"] for row in picture(page)["nodes"]}
    assert {row["who_id"] for row in rows} <= known


@pytest.fixture
def disk(browser: Browser) -> Iterator[Page]:
    """A browser without a network, whose pages do nothing that they must not do."""
    watch = Watch("nowhere")
    context = browser.new_context(offline=True, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    watch.over(context)
    yield context.new_page()
    context.close()
    assert watch.wrong == []


def test_html_works_from_a_disk_without_a_network(page: Page, disk: Page, tmp_path: Path) -> None:
    """Legend, search, slider, panel, table and the other downloads; and the view is kept."""
    page.goto("/conflicts")
    settle(page)
    page.locator("button[data-key=against]").click()
    page.locator("[data-step='-1']").click()
    seen = picture(page)
    page.wait_for_url("**as_of=*")
    file = download(page, "html", tmp_path)
    disk.goto(file.as_uri())
    again = settle(disk)
    assert [again[name] for name in ("day", "nodes", "edges")] == [
        seen[name] for name in ("day", "nodes", "edges")
    ]
    disk.locator("button[data-key=against]").click()
    assert shown(disk, "edges") > {row["id"] for row in seen["edges"] if row["shown"]}
    disk.locator("[data-step='-1']").click()
    assert picture(disk)["day"] < seen["day"]
    search = disk.locator("[data-part=search]")
    search.fill("Turkey")
    search.press("Enter")
    expect(disk.locator("[data-part=panel]")).to_contain_text("Turkey")
    disk.locator("[data-part=panel] .panel-lines button").first.click()
    expect(disk.locator("[data-part=panel] .claim-text").first).to_be_visible()
    assert disk.locator("[data-part=table] tbody tr").count() > 10
    assert download(disk, "svg", tmp_path).stat().st_size > 1_000
    assert download(disk, "csv", tmp_path).stat().st_size > 1_000


@pytest.mark.parametrize("path", ["/parties/russia", "/assets/a-znpp", "/demands/d-no-nato"])
def test_every_picture_can_be_taken_away(page: Page, disk: Page, tmp_path: Path, path: str) -> None:
    """The file of each sort of page settles with the same nodes."""
    page.goto(path)
    seen = settle(page)
    disk.goto(download(page, "html", tmp_path).as_uri())
    assert settle(disk)["nodes"] == seen["nodes"]
