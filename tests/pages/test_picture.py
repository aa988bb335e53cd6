"""The main ways of a reader: time, filters, search, focus, proof, and the link that brings back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Watch, picture, settle, shown

PAGES = (
    "/conflicts",
    "/parties/russia",
    "/assets/a-crimea",
    "/assets/a-znpp",
    "/demands/d-ukraine-integrity",
    "/paths?from=russia&to=ethiopia",
)


def slider(page: Page) -> Any:
    """The slider."""
    return page.locator("[data-part=slider]")


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_settles_with_a_table_of_the_same(page: Page, path: str) -> None:
    """What is drawn stands in the table, and nothing is drawn where it cannot be seen."""
    page.goto(path)
    found = settle(page)
    drawn = {row["id"] for row in found["edges"] if row["shown"] and not _is_structure(row)}
    rows = page.locator("[data-part=table] tbody tr")
    assert drawn
    listed = set(rows.evaluate_all("rows => rows.map((row) => row.dataset.edge)"))
    assert listed == drawn or rows.count() == 100
    ends = {row[end] for row in found["edges"] if row["shown"] for end in ("from", "to")}
    assert ends <= shown(page)


def _is_structure(row: dict[str, Any]) -> bool:
    return row["key"] in ("concerns", "excludes", "part_of")


def test_the_same_picture_every_time(page: Page) -> None:
    """Two visits see each node at the same place."""
    page.goto("/conflicts")
    first = settle(page)["nodes"]
    page.reload()
    assert settle(page)["nodes"] == first


def test_the_slider_moves_time_and_nothing_else(page: Page, watch: Watch) -> None:
    """Nodes keep their places, the page is not loaded again, and table and words follow."""
    page.goto("/parties/russia")
    now = settle(page)
    page.wait_for_load_state("networkidle")
    watch.asked.clear()
    slider(page).focus()
    page.keyboard.press("Home")
    then = picture(page)
    assert then["day"] < now["day"]
    assert shown(page, "edges") != {row["id"] for row in now["edges"] if row["shown"]}
    places = [{(row["id"], row["x"], row["y"]) for row in part["nodes"]} for part in (now, then)]
    assert places[0] == places[1]
    # A browser may look at the icon again when the address changes.
    assert [address for address in watch.asked if "mark.svg" not in address] == []
    said = slider(page).get_attribute("aria-valuetext")
    assert said
    for words in page.locator("[data-day]").all_text_contents():
        assert words == said
    expect(page.locator("[data-found]")).to_contain_text(said)
    page.keyboard.press("ArrowRight")
    assert then["day"] < picture(page)["day"] < now["day"]


def test_a_day_on_which_nothing_holds_says_so_in_the_frame(page: Page) -> None:
    """And no longer once the slider has come to a day on which something does."""
    page.goto("/conflicts?as_of=1900-01-01")
    settle(page)
    assert shown(page) == set()
    bare = page.locator("[data-bare]")
    expect(bare).to_be_visible()
    expect(bare).to_have_text(
        "Nothing of this picture holds on 1 January 1900. "
        "Move the slider to another day, or show more in the legend."
    )
    slider(page).focus()
    page.keyboard.press("End")
    assert shown(page)
    expect(bare).to_be_hidden()


INKED = """(nodes) => {
  const canvas = document.querySelector("[data-part=picture] canvas");
  const ratio = canvas.width / canvas.clientWidth;
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const ink = copy.getContext("2d", { willReadFrequently: true });
  ink.drawImage(canvas, 0, 0);
  return nodes.map(({ id, x, y }) => {
    const at = window.parley.place({ x, y });
    const [left, top] = [Math.round((at.x - 30) * ratio), Math.round((at.y - 8) * ratio)];
    const found = ink.getImageData(left, top, 60 * ratio, 16 * ratio).data;
    return [id, found.some((value, place) => place % 4 === 3 && value > 200)];
  });
}"""


def test_what_does_not_hold_on_a_day_is_not_drawn(page: Page) -> None:
    """At the place of a node that is hidden there is at most a line that passes."""
    page.goto("/conflicts?dossier=ukraine-2025&as_of=2025-03-18")
    found = settle(page)
    page.wait_for_load_state("networkidle")
    inked = dict(page.evaluate(INKED, found["nodes"]))
    hidden = {row["id"] for row in found["nodes"] if not row["shown"]}
    assert "e3" in hidden
    assert not inked["e3"]
    assert all(inked[row["id"]] for row in found["nodes"] if row["shown"])
    assert sum(inked[name] for name in hidden) < len(hidden) / 2


def test_a_mediator_is_marked_on_the_days_of_its_stake(page: Page) -> None:
    """The legend counts those with a conflict of interest on the day, as the sentence does."""
    page.goto("/conflicts?dossier=ukraine-2025&as_of=2025-03-18")
    settle(page)
    counted = page.locator('[data-part=legend] [data-key="mediator"] .count')
    expect(counted).to_have_text("1")
    slider(page).focus()
    page.keyboard.press("Home")
    expect(counted).to_have_text("0")


def test_steps_go_from_one_day_of_change_to_the_next(page: Page) -> None:
    """On each of these days something begins or has ended."""
    page.goto("/assets/a-crimea")
    settle(page)
    slider(page).focus()
    page.keyboard.press("Home")
    days = []
    seen = shown(page, "edges")
    for _ in range(5):
        page.locator("[data-step='1']").click()
        days.append(picture(page)["day"])
    assert days == sorted(set(days))
    assert shown(page, "edges") != seen


def test_time_plays_and_pauses(page: Page) -> None:
    """Play starts over from the first day, moves on by itself, and Pause holds it."""
    page.goto("/demands/d-ukraine-integrity")
    last = settle(page)["day"]
    play = page.locator("[data-play]")
    play.click()
    page.wait_for_function("(day) => window.parley.picture().day < day", arg=last)
    first = picture(page)["day"]
    page.wait_for_function("(day) => window.parley.picture().day > day", arg=first)
    play.click()
    held = picture(page)["day"]
    page.wait_for_timeout(1_200)
    assert picture(page)["day"] == held
    assert play.inner_text() == "Play"


def test_the_legend_filters_by_mouse_and_keyboard(page: Page) -> None:
    """A sort that is switched off leaves picture and table, and comes back."""
    page.goto("/conflicts")
    before = settle(page)
    key = page.locator("button[data-key=for]")
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert not any(row["shown"] for row in picture(page)["edges"] if row["key"] == "for")
    expect(page.locator("[data-part=table] tbody tr[data-edge^='for:']")).to_have_count(0)
    key.focus()
    page.keyboard.press("Space")
    assert picture(page)["edges"] == before["edges"]
    page.locator("button[data-key=mediator]").press("Enter")
    assert "united-states" not in shown(page)


def find(page: Page, words: str) -> None:
    """Looks for words in the picture."""
    search = page.locator("[data-part=search]")
    search.fill(words)
    search.press("Enter")


def test_of_names_that_begin_alike_the_shortest_is_found(page: Page) -> None:
    """Half a word is the name that is nearly it, not a longer one that begins with it."""
    page.goto("/conflicts")
    settle(page)
    find(page, "ukrain")
    page.wait_for_function("() => new URLSearchParams(location.search).get('select') === 'ukraine'")


def test_search_moves_the_view_to_what_is_sought(page: Page) -> None:
    """What is found is chosen and in the middle; what is not there is said."""
    page.goto("/conflicts")
    settle(page)
    find(page, "turkey")
    expect(page.locator("[data-found]")).to_contain_text("Turkey")
    expect(page.locator("[data-part=panel]")).to_contain_text("Turkey")
    page.wait_for_function("() => new URLSearchParams(location.search).has('view')")
    find(page, "Atlantis")
    expect(page.locator("[data-found]")).to_contain_text("Nothing in this picture")


def test_the_focus_shows_what_is_near(page: Page) -> None:
    """One step, two steps, and all again."""
    page.goto("/conflicts?select=turkey")
    whole = {row["id"] for row in settle(page)["nodes"] if row["shown"]}
    page.get_by_role("button", name="Show only what is around it").click()
    one = shown(page)
    assert "turkey" in one < whole
    page.locator("[data-steps]").select_option("2")
    assert one < shown(page)
    page.locator("[data-unfocus]").click()
    assert shown(page) == whole


def test_a_line_shows_its_proof(page: Page) -> None:
    """From the table by keyboard: the claims in words, days, who reported them, the source."""
    page.goto("/assets/a-crimea")
    settle(page)
    row = page.locator("[data-part=table] tr[data-edge='title:russia:a-crimea'] button").first
    row.focus()
    page.keyboard.press("Enter")
    panel = page.locator("[data-part=panel]")
    expect(panel).to_contain_text("Russia")
    expect(panel).to_be_focused()
    assert panel.locator(".claim-text").count() >= 1
    assert panel.locator("time").count() >= 1
    assert panel.locator(".claim-sources a[href^='/sources/']").count() >= 1
    outside = panel.locator("a.outside").first
    assert (outside.get_attribute("href") or "").startswith(("http://", "https://"))
    assert outside.get_attribute("rel") == "noopener noreferrer"


def test_a_click_chooses_and_fades_the_rest(page: Page) -> None:
    """A node in the picture is chosen by the mouse; Escape in the picture lets go of it."""
    page.goto("/parties/russia")
    found = settle(page)
    anchor = next(row for row in found["nodes"] if row["id"] == "russia")
    place = page.evaluate("(node) => window.parley.place(node)", anchor)
    page.locator("[data-part=picture]").click(position=place)
    expect(page.locator("[data-part=panel] h3")).to_have_text("Russia")
    page.wait_for_url("**select=russia*")
    page.locator("[data-part=picture]").press("Escape")
    page.wait_for_function("() => !location.search.includes('select')")


def test_parallel_lines_are_seen_beside_each_other(page: Page) -> None:
    """Two lines between the same two have ways that differ."""
    page.goto("/conflicts")
    found = settle(page)
    pairs: dict[frozenset[str], list[str]] = {}
    for row in found["edges"]:
        pairs.setdefault(frozenset((row["from"], row["to"])), []).append(row["id"])
    several = [ids for ids in pairs.values() if len(ids) > 1]
    assert several
    for ids in several:
        ways = [page.evaluate("(id) => JSON.stringify(window.parley.way(id))", one) for one in ids]
        assert len(set(ways)) == len(ids)


def test_the_permalink_brings_the_view_back(page: Page) -> None:
    """Day, filters, focus, what is chosen and where one looks, in a browser that knows nothing."""
    page.goto("/conflicts")
    settle(page)
    page.locator("button[data-key=against]").click()
    slider(page).focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    find(page, "Ukraine")
    page.get_by_role("button", name="Show only what is around it").click()
    page.wait_for_timeout(500)
    seen = picture(page)
    address = page.url
    link = page.locator("[data-part=permalink]").get_attribute("href")
    assert link
    assert address.endswith(link)
    other = page.context.new_page()
    other.goto(address)
    again = settle(other)
    assert again["day"] == seen["day"]
    assert again["nodes"] == seen["nodes"]
    assert again["edges"] == seen["edges"]
    assert other.url == address
    expect(other.locator("[data-part=panel] h3")).to_have_text("Ukraine")
    assert other.locator("button[data-key=against]").get_attribute("aria-pressed") == "false"


def test_what_is_left_out_is_said_and_can_be_seen(page: Page) -> None:
    """'12 more', with a way to all of them."""
    page.goto("/conflicts?most=10")
    found = settle(page)
    assert len(found["nodes"]) == 10
    assert found["left_out"]
    notice = page.locator("[data-left-out]")
    expect(notice).to_contain_text("more")
    notice.get_by_role("link").click()
    assert len(settle(page)["nodes"]) > 100
    assert picture(page)["left_out"] == []


@pytest.mark.parametrize("key", ["for", "opposed", "title", "sanctions", "concerns"])
def test_a_large_picture_fetches_its_proof(
    page: Page, watch: Watch, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """Where the words of so many lines are not in the page, they come when a line is chosen."""
    monkeypatch.setattr("api.pages.drawing.MOST_LINES_WITH_WORDS", 5)
    page.goto("/conflicts?most=41")
    found = settle(page)["edges"]
    data = "JSON.parse(document.getElementById('picture-data').textContent)"
    assert page.evaluate(f"{data}.claims") is None
    line = next(row["id"] for row in found if row["key"] == key and row["shown"])
    page.goto(f"/conflicts?most=41&select={line}")
    settle(page)
    panel = page.locator("[data-part=panel]")
    expect(panel.locator(".panel-text").first).to_be_visible()
    if key != "concerns":
        assert panel.locator(".claim-sources a").count() >= 1
        assert any("/v1/timeline" in address for address in watch.asked)


def test_every_node_is_where_no_other_is(page: Page) -> None:
    """No two boxes overlap, with the labels inside them."""
    page.goto("/conflicts?most=1000")
    settle(page)
    data = page.evaluate("JSON.parse(document.getElementById('picture-data').textContent)")
    names = ("x", "y", "width", "height")
    rows = [dict(zip(("id", *names), (row[0], *row[9:13]), strict=True)) for row in data["nodes"]]
    assert len(rows) > 100
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            across = abs(one["x"] - other["x"]) >= (one["width"] + other["width"]) / 2
            down = abs(one["y"] - other["y"]) >= (one["height"] + other["height"]) / 2
            assert across or down, (one["id"], other["id"])


def test_keys_move_and_zoom_the_picture(page: Page) -> None:
    """Arrows, plus, minus and nought; the address follows."""
    page.goto("/assets/a-znpp")
    settle(page)
    where = page.locator("[data-part=picture]")
    where.press("ArrowRight")
    page.wait_for_url("**view=*")
    first = page.url
    where.press("+")
    page.wait_for_function("(before) => location.href !== before", arg=first)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    """On a phone one scrolls down, not sideways."""
    page.set_viewport_size({"width": width, "height": 844})
    for path in PAGES:
        page.goto(path)
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
