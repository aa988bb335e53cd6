"""On paper: the picture as lines and letters in light colours, a table that fits, no controls."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import settle

A4 = {"width": 690, "height": 1000}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_printed_with_its_key(page: Page, scheme: str) -> None:
    """As SVG, in the colours of paper whatever the screen's, and gone again on the screen."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/assets/a-crimea")
    settle(page)
    printed = page.locator("svg.picture-paper")
    expect(printed).to_have_count(0)
    page.emulate_media(media="print")
    expect(printed).to_be_visible()
    expect(printed).to_contain_text("Crimea (with")
    expect(printed.locator("text.key").first).to_have_text("opposed")
    assert printed.locator("rect").first.get_attribute("fill") == "#fff"
    page.emulate_media(media="screen")
    expect(printed).to_have_count(0)


@pytest.mark.parametrize("path", ["/conflicts", "/changes", "/"])
def test_nothing_is_wider_than_the_paper(page: Page, path: str) -> None:
    page.set_viewport_size(A4)  # type: ignore[arg-type]
    page.goto(path)
    if page.locator("#picture-data").count():
        settle(page)
    page.emulate_media(media="print")
    for control in (".masthead nav", ".search", ".filters"):
        expect(page.locator(control).first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= A4["width"]
    widest = "Math.max(0, ...[...document.querySelectorAll('table')].map((t) => t.offsetWidth))"
    assert page.evaluate(widest) <= A4["width"]
