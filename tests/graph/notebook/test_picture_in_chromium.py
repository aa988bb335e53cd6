"""The picture as a person uses it: in a frame, without network, by mouse and keyboard."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import networkx as nx
import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

from graph.notebook.picture import Picture

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HOSTILE = "<img src=x onerror=\"document.title='taken'\">Basil"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = os.environ.get("PARLEY_CHROMIUM") or shutil.which("chromium")
    assert path, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that holds a picture as a notebook does; anything asked of the network fails it."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("aster", label="Party", name="Aster", kind="state")
    graph.add_node("basil", label="Party", name=HOSTILE)
    graph.add_node("d-open", label="Demand", name="The harbour is open")
    graph.add_node("d-shut", label="Demand", name="The harbour is shut")
    graph.add_edge("aster", "d-open", relation="demands", said_on="2030-01-02")
    graph.add_edge("basil", "d-open", relation="rejects", said_on="2030-01-03")
    graph.add_edge("basil", "d-shut", relation="demands", said_on="2030-01-03")
    asked: list[str] = []
    opened = browser.new_page(viewport={"width": 1000, "height": 560})
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: asked.append(str(error)))
    opened.set_content(f"<title>notebook</title>{Picture.of(graph)._repr_html_()}")
    yield opened
    expect(opened).to_have_title("notebook")
    assert [url for url in asked if not url.startswith(("about:", "data:"))] == []
    opened.close()


def frame(page: Page) -> FrameLocator:
    """What is in the picture's frame."""
    return page.frame_locator("iframe")


def test_a_node_that_is_chosen_says_what_is_known_of_it(page: Page) -> None:
    inside = frame(page)
    expect(inside.locator(".node")).to_have_count(4)
    inside.get_by_role("button", name="Party: Aster").click()
    expect(inside.locator("#panel")).to_contain_text("state")
    expect(inside.locator(".node.near")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(inside.locator("#panel")).to_be_hidden()


def test_hostile_names_are_shown_as_they_are(page: Page) -> None:
    inside = frame(page)
    inside.locator('[data-id="basil"]').click()
    expect(inside.locator("#panel h2")).to_have_text(HOSTILE)
    expect(inside.locator("img")).to_have_count(0)


def test_an_edge_says_who_says_what(page: Page) -> None:
    inside = frame(page)
    inside.locator('.edge[data-relation="rejects"] .wide').click(force=True)
    expect(inside.locator("#panel")).to_contain_text("rejects The harbour is open")
    expect(inside.locator("#panel")).to_contain_text("2030-01-03")


def test_the_legend_hides_and_the_search_finds(page: Page) -> None:
    inside = frame(page)
    inside.get_by_role("button", name="Demand 2").click()
    expect(inside.locator(".node:visible")).to_have_count(2)
    expect(inside.locator(".edge:visible")).to_have_count(0)
    inside.get_by_role("button", name="Demand 2").click()
    expect(inside.locator(".node:visible")).to_have_count(4)
    inside.get_by_label("Find a node by its name").fill("shut")
    expect(inside.locator("#panel h2")).to_have_text("The harbour is shut")


def test_it_zooms_and_moves_by_keyboard_and_buttons(page: Page) -> None:
    inside = frame(page)
    picture = inside.locator("#picture")
    whole = picture.get_attribute("viewBox")
    inside.get_by_role("button", name="Closer").click()
    expect(picture).not_to_have_attribute("viewBox", whole or "")
    page.keyboard.press("ArrowLeft")
    inside.get_by_role("button", name="All of it").click()
    expect(picture).to_have_attribute("viewBox", (whole or "").replace(".0", ""))
    inside.locator('[data-id="aster"]').focus()
    page.keyboard.press("Enter")
    expect(inside.locator("#panel h2")).to_have_text("Aster")


@pytest.mark.parametrize(
    ("around", "ground"),
    [
        ("background: #111", "rgb(20, 24, 29)"),
        ("background: #fff", "rgb(255, 255, 255)"),
    ],
)
def test_it_is_dark_where_the_notebook_is(browser: Browser, around: str, ground: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("aster", label="Party", name="Aster")
    page = browser.new_page(color_scheme="light")
    page.set_content(f"<body style='{around}'><div>{Picture.of(graph)._repr_html_()}</div>")
    expect(frame(page).locator("body")).to_have_css("background-color", ground)
    frame(page).get_by_role("button", name="Light or dark").click()
    expect(frame(page).locator("body")).not_to_have_css("background-color", ground)
    other = {"rgb(20, 24, 29)": "#fff", "rgb(255, 255, 255)": "#111"}[ground]
    frame(page).get_by_role("button", name="Light or dark").click()
    page.evaluate("(colour) => { document.body.style.background = colour }", other)
    expect(frame(page).locator("body")).not_to_have_css("background-color", ground)
    page.close()
