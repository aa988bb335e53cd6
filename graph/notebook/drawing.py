"""A graph as marks on a picture: where each node and edge is, its colour, its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import hypot
from textwrap import wrap
from typing import Any

import networkx as nx

from graph.cases import KINDS
from graph.notebook.layout import Point, laid_out
from graph.vocabulary import VOCABULARY

RADIUS = 9.0
MARGIN = 90.0
# So that a picture of two nodes is not all nodes.
LEAST = (640.0, 300.0)
MAIN = 10
MANY = 70
_BEND = 26.0
_LINE = 18
_LINES = 3
# By label; chosen to be told apart by people who see colours differently (Okabe and Ito 2008).
COLOURS = {
    "Party": "#0072b2",
    "Asset": "#e69f00",
    "Demand": "#009e73",
    "Event": "#cc79a7",
    "Source": "#7a7a7a",
    "Claim": "#56b4e9",
}
_OTHER = "#8c6d4f"
_SIGNS = {"for": "for", "against": "against"}


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its place, and its name in lines; a main one is named even where there are many."""

    id: str
    label: str
    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    colour: str
    is_main: bool
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: its path, and whether it says for, against or something else; or of both alike."""

    source: str
    target: str
    relation: str
    sign: str
    path: str
    x: float
    y: float
    words: str
    is_mutual: bool
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All marks of a picture; `box` is left, top, width and height of what is seen at first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    box: tuple[float, float, float, float]
    labels: tuple[tuple[str, str, int], ...]
    relations: tuple[tuple[str, str, int], ...]

    @property
    def is_many(self) -> bool:
        """Whether there are so many nodes that not all can be named at once."""
        return len(self.nodes) > MANY

    @property
    def facts(self) -> dict[str, Any]:
        """What is shown of a node or edge that is chosen."""
        return {
            "nodes": {node.id: node.facts for node in self.nodes},
            "edges": [edge.facts for edge in self.edges],
        }


def drawing_of(graph: nx.MultiDiGraph[str]) -> Drawing:
    """The marks of a graph, in an order that is always the same."""
    places = laid_out(graph)
    main = set(sorted(graph, key=lambda name: (-graph.degree(name), name))[:MAIN])
    nodes = tuple(
        _node(name, graph.nodes[name], places[name], is_main=name in main) for name in sorted(graph)
    )
    edges = tuple(_edges(graph, places))
    labels = Counter(node.label for node in nodes)
    relations = Counter((edge.relation, edge.sign) for edge in edges)
    return Drawing(
        nodes,
        edges,
        _box(places.values()),
        tuple((name, _colour(name), count) for name, count in sorted(labels.items())),
        tuple((name, sign, count) for (name, sign), count in sorted(relations.items())),
    )


def sign_of(relation: str) -> str:
    """Whether an edge of a relation says for or against, else "other"."""
    if relation in KINDS:
        return "against"
    known = VOCABULARY.relations.get(relation)
    return _SIGNS.get(str(known.polarity), "other") if known else "other"


def _colour(label: str) -> str:
    return COLOURS.get(label.partition(":")[0], _OTHER)


def _node(name: str, attributes: Mapping[str, Any], place: Point, *, is_main: bool) -> Node:
    label = str(attributes.get("label") or "Node")
    title = str(attributes.get("name") or name)
    lines = wrap(title, _LINE) or [name]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1][: _LINE - 1]}…"]
    x, y = (round(at, 1) for at in place)
    facts = _facts(label, title, attributes)
    return Node(name, label, title, tuple(lines), x, y, _colour(label), is_main, facts)


def _facts(kind: str, title: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """What to say of something, in order; what is empty or already said is left out."""
    said = {"label", "name", "text", "title", "relation", "recorded_at"}
    rest = {
        name.replace("_", " "): _words(value)
        for name, value in attributes.items()
        if name not in said and value not in (None, "", [], ())
    }
    return {"kind": kind, "title": title, "facts": rest}


def _words(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _edges(graph: nx.MultiDiGraph[str], places: Mapping[str, Point]) -> Iterator[Edge]:
    between: dict[tuple[str, ...], list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
    for source, target, key, attributes in sorted(
        graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], str(edge[2]))
    ):
        between[tuple(sorted((source, target)))].append((source, target, attributes))
        assert key is not None  # noqa: S101 - every edge of a multigraph has one
    for group in between.values():
        for number, (source, target, attributes) in enumerate(group):
            bend = _BEND * (number - (len(group) - 1) / 2)
            # the bend of an edge that runs the other way is seen from its own start
            own = bend if source <= target else -bend
            yield _edge(source, target, attributes, places, own)


def _edge(
    source: str,
    target: str,
    attributes: Mapping[str, Any],
    places: Mapping[str, Point],
    bend: float,
) -> Edge:
    relation = str(attributes.get("relation") or "edge")
    path, (x, y) = _curve(places[source], places[target], bend)
    words = relation.replace("_", " ")
    facts = _facts(words, f"{words}", attributes)
    mutual = relation in KINDS
    return Edge(source, target, relation, sign_of(relation), path, x, y, words, mutual, facts)


def _curve(start: Point, end: Point, bend: float) -> tuple[str, Point]:
    """An SVG path from one node's rim to another's, and the place of its words."""
    (ax, ay), (bx, by) = start, end
    length = hypot(bx - ax, by - ay)
    if length < 1:
        reach = 26 + abs(bend)
        bow = f"c{-reach:.1f},{-reach:.1f} {reach + 12:.1f},{-reach:.1f} 12,0"
        return f"M{ax - 6:.1f},{ay - 7:.1f}{bow}", (ax, ay - reach)
    ux, uy = (bx - ax) / length, (by - ay) / length
    mx, my = (ax + bx) / 2 - uy * bend * 2, (ay + by) / 2 + ux * bend * 2
    sx, sy = _towards((ax, ay), (mx, my), RADIUS)
    ex, ey = _towards((bx, by), (mx, my), RADIUS + 5)
    at = ((sx + 2 * mx + ex) / 4, (sy + 2 * my + ey) / 4)
    return f"M{sx:.1f},{sy:.1f}Q{mx:.1f},{my:.1f} {ex:.1f},{ey:.1f}", (
        round(at[0], 1),
        round(at[1], 1),
    )


def _towards(start: Point, goal: Point, distance: float) -> Point:
    length = hypot(goal[0] - start[0], goal[1] - start[1]) or 1.0
    share = min(distance / length, 0.45)
    return start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share


def _box(places: Iterable[Point]) -> tuple[float, float, float, float]:
    points = list(places) or [(0.0, 0.0)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width = max(right - left + 2 * MARGIN, LEAST[0])
    height = max(bottom - top + 1.5 * MARGIN, LEAST[1])
    # names hang below their nodes
    x, y = (left + right - width) / 2, (top + bottom - height) / 2 + MARGIN / 4
    return round(x, 1), round(y, 1), round(width, 1), round(height, 1)
