"""Grouping parties: networks whose groups are plain to see, and laws for any network."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graph.discourse.coalitions import coalitions_of
from graph.discourse.grouping import Matrix, Signed, grouped
from graph.discourse.stances import Row, stances_from


def signed(shared: list[tuple[int, int]], divided: list[tuple[int, int]], size: int) -> Signed:
    """A network of edges of weight 1."""

    def matrix(edges: list[tuple[int, int]]) -> Matrix:
        found = np.zeros((size, size))
        for one, other in edges:
            found[one, other] = found[other, one] = 1.0
        return found

    return Signed(matrix(shared), matrix(divided))


def test_two_camps() -> None:
    camps = signed([(0, 1), (1, 2), (0, 2), (3, 4)], [(0, 3), (1, 4), (2, 3)], 5)
    assert grouped(camps).tolist() == [0, 0, 0, 1, 1]


def test_the_enemies_of_an_enemy_are_together_though_they_share_nothing() -> None:
    assert grouped(signed([], [(0, 1), (0, 2)], 3)).tolist() == [0, 1, 1]


def test_a_network_of_agreement_alone() -> None:
    triangles = signed([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)], [], 6)
    assert grouped(triangles).tolist() == [0, 0, 0, 1, 1, 1]


def test_no_edge() -> None:
    network = signed([], [], 3)
    assert network.modularity(grouped(network)) == 0.0


WEIGHTS = st.integers(2, 7).flatmap(
    lambda size: st.tuples(
        *(
            arrays.arrays(np.float64, (size, size), elements=st.sampled_from([0.0, 1.0, 2.0]))
            for _ in range(2)
        )
    )
)


def of_weights(weights: tuple[Matrix, Matrix]) -> Signed:
    """A network of the upper triangles of two matrices."""
    shared, divided = (np.triu(matrix, 1) for matrix in weights)
    return Signed(shared + shared.T, divided + divided.T)


@settings(max_examples=40)
@given(WEIGHTS)
def test_modularity_is_that_of_both_networks_by_their_weight(
    weights: tuple[Matrix, Matrix],
) -> None:
    """Gómez, Jensen and Arenas 2009, from networkx's modularity of either network."""
    network = of_weights(weights)
    labels = grouped(network)
    groups = [set(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())]
    expected = 0.0
    for matrix, sign in ((network.shared, 1), (network.divided, -1)):
        if matrix.any():
            graph = nx.from_numpy_array(matrix)
            expected += sign * matrix.sum() * nx.community.modularity(graph, groups)
    expected = expected / network.total if network.total else 0.0
    assert network.modularity(labels) == pytest.approx(expected)


@settings(max_examples=40)
@given(WEIGHTS)
def test_no_single_move_improves_it(weights: tuple[Matrix, Matrix]) -> None:
    network = of_weights(weights)
    labels = grouped(network)
    assert labels.tolist() == grouped(network).tolist()
    best = network.modularity(labels)
    for party in range(len(labels)):
        for group in range(len(labels)):
            moved = labels.copy()
            moved[party] = group
            assert network.modularity(moved) <= best + 1e-9


ROWS: list[Row] = [
    *((party, f"d{number}", "for") for party in "ab" for number in range(6)),
    *((party, f"d{number}", "against") for party in "cd" for number in range(6)),
    ("e", "elsewhere", "for"),
]


def test_coalitions_with_their_members_and_how_sure_they_are() -> None:
    stances = stances_from(ROWS)
    graph: nx.Graph[str] = nx.Graph()
    for party in stances.parties:
        graph.add_node(party, name=party.upper())
    graph.add_edge("a", "b", congruence=6, conflict=0)
    graph.add_edge("c", "d", congruence=6, conflict=0)
    for one in "ab":
        for other in "cd":
            graph.add_edge(one, other, congruence=0, conflict=6)
    found = coalitions_of(stances, graph, "none", rounds=20)
    assert [[member.id for member in group] for group in found.groups] == [["a", "b"], ["c", "d"]]
    assert found.alone == ("e",)
    assert found.stability == 1.0
    assert found.rows()[0] == {
        "coalition": 1,
        "party": "a",
        "name": "A",
        "agreement": 6,
        "conflict": 0,
        "stability": 1.0,
    }
    assert graph.nodes["c"]["coalition"] == 2
