"""Routes against networkx, on random graphs: the same lengths, the same sets, in a fixed order."""

from __future__ import annotations

from itertools import islice, takewhile

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.routes import Route, shortest_routes

NODES = 9


def routes(
    edges: set[tuple[int, int]], source: int, target: int, hops: int, limit: int
) -> tuple[Route, ...]:
    """What Parley finds."""
    near: dict[int, set[int]] = {node: set() for node in range(NODES)}
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    fixed = {node: frozenset(found) for node, found in near.items()}
    found = shortest_routes(
        fixed.__getitem__, source, target, max_hops=hops, limit=limit, seconds=60
    )
    assert not found.cut
    return found.routes


def by_networkx(edges: set[tuple[int, int]], source: int, target: int, hops: int) -> list[Route]:
    """All simple routes, from networkx, in Parley's order."""
    graph = nx.Graph(sorted(edges))
    graph.add_nodes_from(range(NODES))
    found = nx.all_simple_paths(graph, source, target, cutoff=hops)
    return sorted((tuple(path) for path in found), key=lambda path: (len(path), path))


EDGES = st.sets(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(
        lambda ends: ends[0] != ends[1]
    ),
    max_size=18,
)


@settings(max_examples=2_000)
@given(EDGES, st.integers(1, NODES), st.integers(1, 30))
def test_routes_are_those_of_networkx(edges: set[tuple[int, int]], hops: int, limit: int) -> None:
    expected = by_networkx(edges, 0, NODES - 1, hops)
    assert list(routes(edges, 0, NODES - 1, hops, limit)) == expected[:limit]


@settings(max_examples=300)
@given(EDGES)
def test_lengths_are_those_of_shortest_simple_paths(edges: set[tuple[int, int]]) -> None:
    graph = nx.Graph(sorted(edges))
    graph.add_nodes_from(range(NODES))
    try:
        paths = [len(path) for path in islice(nx.shortest_simple_paths(graph, 0, 1), 10)]
    except nx.NetworkXNoPath:
        paths = []
    assert [len(route) for route in routes(edges, 0, 1, NODES, 10)] == paths


def test_a_hub_between_does_not_blow_up() -> None:
    """The hub is on every way: no longer route passes it twice, and none is looked for long."""
    leaves = range(4, 3_000)
    near = {2: frozenset((0, 1, 3, *leaves)), 0: frozenset({2}), 1: frozenset({2})}
    near |= {leaf: frozenset({2, leaf ^ 1}) for leaf in leaves}
    near[3] = frozenset({2})
    found = shortest_routes(near.__getitem__, 0, 1, max_hops=10, limit=10, seconds=20)
    assert (found.routes, found.cut) == (((0, 2, 1),), False)


def test_a_search_that_runs_out_of_time_says_so() -> None:
    """Two nodes in a large complete graph, none of them next to the target but one."""
    size = 60
    near = {node: frozenset(set(range(size)) - {node}) for node in range(size)}
    found = shortest_routes(near.__getitem__, 0, 1, max_hops=8, limit=10**9, seconds=0.05)
    assert found.cut
    lengths = [len(route) for route in found.routes]
    assert lengths == sorted(lengths)
    assert list(takewhile(lambda route: len(route) == 2, found.routes)) == [(0, 1)]


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_no_route_is_no_error(limit: int) -> None:
    assert routes({(0, 2)}, 0, 1, 5, limit) == ()
