"""A person logs in and out with a browser, which says by itself from where a form is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from api.access.tokens import add_token
from api.settings import ServiceSettings
from graph.store import StoreSettings
from tests.support.browser import PATIENCE
from tests.support.service import serving

WANTED = "/parties/egypt?as_of=2025-03-18"


@pytest.mark.usefixtures("address")
def test_a_token_opens_the_page_that_was_asked_for(
    browser: Browser, settings: StoreSettings, tmp_path: Path
) -> None:
    """A wrong one says so, the right one leads on, and logging out closes the service again."""
    token = add_token(tmp_path / "tokens", "ada")
    service = ServiceSettings(tokens=tmp_path / "tokens")
    with serving(settings, service) as served, browser.new_context(base_url=served) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(WANTED)
        page.get_by_label("Your token").fill("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("not known here")
        page.get_by_label("Your token").fill(token)
        page.get_by_role("button", name="Log in").click()
        expect(page).to_have_url(served + WANTED)
        expect(page.locator("h1")).to_have_text("Egypt")
        page.goto("/login")
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_label("Your token")).to_be_visible()
        page.goto(WANTED)
        expect(page.get_by_label("Your token")).to_be_visible()
