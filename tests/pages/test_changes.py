"""The page of changes, used by keyboard: two days, a party, what the link keeps."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_two_days_and_a_party_by_keyboard(page: Page) -> None:
    """From the navigation to a link that shows the same in a browser that knows nothing."""
    page.goto("/?as_of=2025-03-18&dossier=ukraine-2025")
    page.get_by_role("navigation").get_by_role("link", name="Changes").press("Enter")
    lead = page.locator(".lead")
    expect(lead).to_contain_text("From 18 March 2024 to 18 March 2025")
    page.get_by_label("From", exact=True).fill("2025-03-01")
    page.get_by_label("To", exact=True).fill("2025-03-17")
    page.get_by_label("Party").fill("Russia")
    page.get_by_label("Party").press("Enter")
    expect(lead).to_contain_text("From 1 March 2025 to 17 March 2025")
    expect(lead).to_contain_text("concerning Russia began, moved or ended.")
    days = page.locator(".changes h3 time").all_text_contents()
    assert days
    link = page.locator("[data-part=permalink]").get_attribute("href") or ""
    other = page.context.new_page()
    other.goto(link)
    assert other.locator(".changes h3 time").all_text_contents() == days
    expect(other.get_by_label("Party")).to_have_value("Russia")
    other.locator(".changes a[href^='/claims/']").first.press("Enter")
    expect(other.locator(".claim-title, h1")).to_be_visible()


def test_a_time_in_which_nothing_changed_leads_to_all_time(page: Page) -> None:
    page.goto("/changes?since=1500-01-01&until=1500-02-01")
    expect(page.locator(".empty")).to_contain_text("Nothing began, moved or ended")
    page.goto("/changes?since=2025-03-17&until=2025-03-17&kind=tie&party=Turkey")
    page.locator(".empty").get_by_role("link").press("Enter")
    assert "since=1000-01-01" in page.url
    assert "until=2025-03-17" in page.url
