"""On a phone the table comes first; picture and proof come when they are asked for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import settle


@pytest.fixture
def phone(page: Page) -> Page:
    """A page as wide as a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_the_picture_is_behind_a_button(phone: Page) -> None:
    """It is shown and hidden by it, and the table begins where it would have been."""
    phone.goto("/conflicts")
    settle(phone)
    picture, button = phone.locator("[data-part=picture]"), phone.locator("[data-unfold]")
    expect(picture).to_be_hidden()
    folded = phone.locator("[data-part=table]").bounding_box()
    button.focus()
    phone.keyboard.press("Enter")
    expect(picture).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    opened = phone.locator("[data-part=table]").bounding_box()
    assert folded
    assert opened
    assert opened["y"] > folded["y"] + 300
    button.click()
    expect(picture).to_be_hidden()


def test_the_slider_moves_the_table_without_the_picture(phone: Page) -> None:
    phone.goto("/parties/russia")
    settle(phone)
    rows = phone.locator("[data-part=table] tbody tr")
    before = rows.all_text_contents()
    phone.locator("[data-part=slider]").press("Home")
    expect(rows.first).not_to_have_text(before[0])


def test_a_row_shows_its_proof_on_a_sheet(phone: Page) -> None:
    """At the foot of the screen, whole in sight, until it is closed."""
    phone.goto("/conflicts")
    settle(phone)
    phone.locator("[data-part=table] tbody button").first.click()
    panel = phone.locator("[data-part=panel]")
    expect(panel.locator(".claim-text").first).to_be_visible()
    box = panel.bounding_box()
    assert box
    assert box["x"] == 0
    assert box["y"] > 200
    assert box["y"] + box["height"] == 844
    panel.get_by_role("button", name="Close").click()
    expect(panel.locator(".claim-text")).to_have_count(0)


def test_a_link_into_the_picture_opens_it(phone: Page) -> None:
    phone.goto("/conflicts?view=0,0,0.8")
    settle(phone)
    expect(phone.locator("[data-part=picture]")).to_be_visible()


def test_a_few_rows_at_first_and_then_all(phone: Page) -> None:
    phone.goto("/conflicts")
    settle(phone)
    rows = phone.locator("[data-part=table] tbody tr")
    expect(rows).to_have_count(12)
    phone.locator(".more-rows").click()
    assert rows.count() > 12
