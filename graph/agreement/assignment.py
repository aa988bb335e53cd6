"""The best one-to-one assignment of two lists, given how well their members fit.

It is the linear sum assignment problem: Kuhn (1955), "The Hungarian method for the assignment
problem", Naval Research Logistics Quarterly 2, 83-97; solved as in Crouse (2016), "On implementing
2D rectangular assignment algorithms", IEEE Transactions on Aerospace and Electronic Systems 52,
1679-1696, by scipy. Members that fit nobody are left out, and each group of members that fit one
another, directly or through others, is solved by itself: groups are small where lists are long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import networkx
import numpy
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Pair = tuple[int, int]
Cells = tuple[list[int], list[int]]
# 32 MiB of numbers.
MOST_CELLS = 4_000_000

if TYPE_CHECKING:
    Fits = networkx.Graph[tuple[str, int]]


def best_pairs(weights: Mapping[Pair, float]) -> list[Pair]:
    """The pairs of the heaviest assignment, in order; only pairs with a weight are given.

    The outcome depends on the weights and on the order of the two lists alone.
    """
    return sorted(pair for part in _components(weights) for pair in _solved(part, weights))


def _components(weights: Mapping[Pair, float]) -> Iterator[list[Pair]]:
    """The pairs, by groups that have no member in common."""
    graph: Fits = networkx.Graph()
    graph.add_edges_from((("one", one), ("other", other)) for one, other in sorted(weights))
    for part in networkx.connected_components(graph):
        yield _pairs_in(graph, part)


def _pairs_in(graph: Fits, part: set[tuple[str, int]]) -> list[Pair]:
    ones = sorted(number for side, number in part if side == "one")
    return [(one, other) for one in ones for _, other in sorted(graph["one", one])]


def _solved(pairs: list[Pair], weights: Mapping[Pair, float]) -> Iterator[Pair]:
    ones = sorted({one for one, _ in pairs})
    others = sorted({other for _, other in pairs})
    solve = _in_table if len(ones) * len(others) <= MOST_CELLS else _sparsely
    places = _places(pairs, ones, others)
    for row, column in solve(places, [weights[pair] for pair in pairs], len(ones), len(others)):
        pair = ones[row], others[column]
        if pair in weights:
            yield pair


def _places(pairs: list[Pair], ones: list[int], others: list[int]) -> Cells:
    """The rows and columns of pairs in a table of those members alone."""
    rows = {one: place for place, one in enumerate(ones)}
    columns = {other: place for place, other in enumerate(others)}
    return [rows[one] for one, _ in pairs], [columns[other] for _, other in pairs]


def _in_table(places: Cells, weights: list[float], rows: int, columns: int) -> Iterator[Pair]:
    matrix = numpy.zeros((rows, columns))
    matrix[places] = weights
    return zip(*linear_sum_assignment(matrix, maximize=True), strict=True)


def _sparsely(places: Cells, weights: list[float], rows: int, columns: int) -> Iterator[Pair]:
    """The same by costs; every row also has a column of its own, in which it is left alone."""
    dearest = max(weights) + 1
    alone = list(range(rows))
    costs = [*(dearest - weight for weight in weights), *[dearest] * rows]
    cells = ([*places[0], *alone], [*places[1], *(columns + row for row in alone)])
    table = csr_array((costs, cells), shape=(rows, columns + rows))
    for row, column in zip(*min_weight_full_bipartite_matching(table), strict=True):
        if column < columns:
            yield row, column
