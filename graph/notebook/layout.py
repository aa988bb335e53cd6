"""Where the nodes of a picture stand: the same every time, worked out here and not in the browser.

Each connected part is laid out by itself (in small graphs by Kamada and Kawai 1989, in large ones
by Fruchterman and Reingold 1991, both from networkx), then the parts are put beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Any

import networkx as nx

Point = tuple[float, float]

# In units of the picture, in which a label is 11 high.
APART = 150.0
GAP = 130.0
SMALL = 60
WIDER = 1.35
_SEED = 7


def laid_out(graph: nx.MultiDiGraph[str]) -> dict[str, Point]:
    """A place for each node, from nought to the right and downwards."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted((a, b) for a, b in set(graph.edges()) if a != b))
    parts = sorted(nx.connected_components(simple), key=lambda part: (-len(part), min(part)))
    is_small = len(simple) <= SMALL
    placed = [_part(simple.subgraph(part), is_small=is_small) for part in parts]
    return dict(_packed(placed))


def _part(graph: nx.Graph[str], *, is_small: bool) -> dict[str, Point]:
    """The places of one connected part, its corner at nought."""
    nodes = sorted(graph)
    ordered: nx.Graph[str] = nx.Graph()  # a view's order is not the same every time
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.edges()))
    found = _lying(_unscaled(ordered, is_small=is_small))
    left, top = (min(point[axis] for point in found.values()) for axis in (0, 1))
    span = max(_reach(found, 0) - left, _reach(found, 1) - top, 1e-9)
    scale = APART * (sqrt(len(nodes)) if len(nodes) > 2 else len(nodes) - 1) / span
    # wider than high, as screens and words are
    return {
        node: (WIDER * scale * (x - left), scale * (y - top) / WIDER)
        for node, (x, y) in found.items()
    }


def _lying(places: dict[str, Point]) -> dict[str, Point]:
    """The places turned so that they reach farther across than down."""
    width, height = (
        _reach(places, axis) - min(point[axis] for point in places.values()) for axis in (0, 1)
    )
    return places if width >= height else {node: (y, x) for node, (x, y) in places.items()}


def _unscaled(graph: nx.Graph[str], *, is_small: bool) -> dict[str, Point]:
    nodes = list(graph)
    if len(nodes) <= 2:
        return {node: (float(place), 0.0) for place, node in enumerate(nodes)}
    found: Any = (
        nx.kamada_kawai_layout(graph)
        if is_small
        else nx.spring_layout(graph, seed=_SEED, iterations=80, k=2.2 / sqrt(len(nodes)))
    )
    return {node: (float(x), float(y)) for node, (x, y) in found.items()}


def _packed(parts: Sequence[dict[str, Point]]) -> Iterator[tuple[str, Point]]:
    """The parts beside each other in rows, the largest first."""
    areas = [(_reach(part, 0) + GAP) * (_reach(part, 1) + GAP) for part in parts]
    widest = max([sqrt(2.0 * sum(areas)), *(_reach(part, 0) + GAP for part in parts)], default=0)
    left = top = height = 0.0
    for part in parts:
        width = _reach(part, 0) + GAP
        if left and left + width > widest:
            left, top, height = 0.0, top + height, 0.0
        for node, (x, y) in part.items():
            yield node, (left + x, top + y)
        left, height = left + width, max(height, _reach(part, 1) + GAP * 0.8)


def _reach(part: dict[str, Point], axis: int) -> float:
    return max(point[axis] for point in part.values())
