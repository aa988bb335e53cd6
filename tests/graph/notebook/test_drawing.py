"""Pictures: every node has a place, the same each time, and no name becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser
from math import isfinite
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import BadParameter
from graph.notebook.drawing import RADIUS, drawing_of, sign_of
from graph.notebook.layout import laid_out
from graph.notebook.picture import Picture

NAMES = st.integers(0, 12).map(lambda number: f"n{number:02}")
GRAPHS = st.lists(st.tuples(NAMES, NAMES), max_size=25)
HOSTILE = "</script><script>alert(1)</script>\" onload='x' {{ 7*7 }} &amp; <img src=x onerror=y>"


def graph_of(edges: list[tuple[str, str]], **named: str) -> nx.MultiDiGraph[str]:
    """A graph of these edges; `named` gives some nodes a name."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for start, end in edges:
        for node in (start, end):
            graph.add_node(node, label="Party", name=named.get(node, node))
        graph.add_edge(start, end, relation="rejects")
    return graph


@given(GRAPHS)
@settings(max_examples=30)
def test_every_node_has_a_place_of_its_own(edges: list[tuple[str, str]]) -> None:
    graph = graph_of(edges)
    places = laid_out(graph)
    assert set(places) == set(graph)
    assert all(isfinite(x) and isfinite(y) for x, y in places.values())
    points = sorted(places.values())
    for number, (x, y) in enumerate(points):
        for other_x, other_y in points[number + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 > RADIUS**2


@given(GRAPHS, st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_of_rows_moves_nothing(edges: list[tuple[str, str]], random: object) -> None:
    once = list(dict.fromkeys(edges))
    mixed = list(once)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert laid_out(graph_of(once)) == laid_out(graph_of(mixed))


def test_parallel_edges_and_loops_are_all_drawn_apart() -> None:
    drawing = drawing_of(graph_of([("a", "b"), ("a", "b"), ("b", "a"), ("a", "a")]))
    assert len({edge.path for edge in drawing.edges}) == 4
    assert drawing.relations == (("rejects", "against", 4),)


def test_edges_say_for_and_against() -> None:
    signs = {name: sign_of(name) for name in ("demands", "rejects", "controls", "opposed", "x")}
    assert signs == {
        "demands": "for",
        "rejects": "against",
        "controls": "other",
        "opposed": "against",
        "x": "other",
    }


class Tags(HTMLParser):
    """The tags of a document, and the attributes that run something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects a tag."""
        self.tags.append(tag)
        self.running += [name for name, _ in attrs if name.startswith("on")]


def test_no_name_becomes_markup() -> None:
    graph = graph_of([("a", "b")], a=HOSTILE)
    graph.nodes["a"]["label"] = HOSTILE
    graph.edges["a", "b", 0]["relation"] = HOSTILE
    picture = Picture.of(graph, title=HOSTILE)
    inside, frame = Tags(), Tags()
    inside.feed(picture.document)
    frame.feed(picture._repr_html_())
    assert inside.running == frame.running == []
    assert inside.tags.count("script") == 2
    assert "img" not in inside.tags
    assert frame.tags == ["style", "iframe", "script"]
    assert 'sandbox="allow-scripts"' in picture._repr_html_()
    assert "49" not in Picture.of(graph_of([("a", "b")], a="{{ 7*7 }}")).document.split("facts")[-1]


def test_what_is_left_out_is_said() -> None:
    edges = [("hub", f"n{number}") for number in range(40)]
    picture = Picture.of(graph_of(edges), most=10)
    assert picture.note == "31 of 41 nodes are left out"
    assert picture.note in picture.document
    assert picture.note in picture._repr_html_()
    assert picture.document.count('class="node') == 10


@pytest.mark.parametrize("how", [{"most": 0}, {"height": 5}])
def test_sizes_out_of_range_are_refused(how: dict[str, Any]) -> None:
    with pytest.raises(BadParameter, match="is out of range"):
        Picture.of(graph_of([("a", "b")]), **how)


def test_a_picture_is_saved_or_says_why_not(tmp_path: Path) -> None:
    picture = Picture.of(graph_of([("a", "b")]))
    assert picture.save(tmp_path / "x.html").read_text("utf-8") == picture.document
    with pytest.raises(BadParameter, match="cannot be written"):
        picture.save(tmp_path / "none" / "x.html")


def test_an_empty_graph_is_a_picture_too() -> None:
    assert "0 nodes and 0 edges" in Picture.of(nx.MultiDiGraph()).document
