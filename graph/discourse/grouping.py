"""Groups in a signed network: within them parties agree, between them they do not.

A grouping is judged by signed modularity (Gómez, Jensen and Arenas 2009, "Analysis of community
structure in networks of correlated data", Physical Review E 80, 016114): how much more agreement
and how much less conflict stands within the groups than chance would put there. Candidates come
from Louvain's method on what is shared (Blondel et al. 2008, as networkx has it) and from spectral
clustering on the signed Laplacian (Kunegis et al. 2010, with scikit-learn's k-means); the best of
them is settled by moving single parties for as long as that improves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

Labels = NDArray[np.int64]
Matrix = NDArray[np.float64]

_SEEDS = 5
_MOST_GROUPS = 8
_MOST_SPECTRAL = 600  # eigenvectors of a dense matrix: a second at this size
_GAIN = 1e-12


@dataclass(frozen=True)
class Signed:
    """A signed network: symmetric matrices of what is shared and of what divides, none negative."""

    shared: Matrix
    divided: Matrix

    @cached_property
    def total(self) -> float:
        """The sum of both matrices; each edge is in it twice."""
        return float(self.shared.sum() + self.divided.sum())

    @cached_property
    def surplus(self) -> Matrix:
        """What is shared less what divides, beyond what chance would put between two parties."""
        return _beyond_chance(self.shared) - _beyond_chance(self.divided)

    def modularity(self, labels: Labels) -> float:
        """The signed modularity of a grouping, from -1 to 1; 0 where there is no edge."""
        if not self.total:
            return 0.0
        together = labels[:, None] == labels[None, :]
        return float(self.surplus[together].sum() / self.total)


def _beyond_chance(weights: Matrix) -> Matrix:
    strength = weights.sum(axis=1)
    total = weights.sum()
    return weights - np.outer(strength, strength) / total if total else weights


def grouped(network: Signed) -> Labels:
    """The best grouping found: a number for each party, groups counted from 0 by first member.

    The same network always gives the same grouping.
    """
    settled = [_settled(network, labels) for labels in _candidates(network)]
    best = max(settled, key=network.modularity)
    return _in_order(best)


def _candidates(network: Signed) -> Iterator[Labels]:
    size = len(network.shared)
    yield np.zeros(size, dtype=np.int64)
    yield np.arange(size)
    if network.shared.any():
        yield from _by_louvain(network.shared)
    if 2 < size <= _MOST_SPECTRAL and network.total:
        yield from _by_spectrum(network)


def _by_louvain(shared: Matrix) -> Iterator[Labels]:
    graph = nx.from_numpy_array(shared)
    for seed in range(_SEEDS):
        labels = np.zeros(len(shared), dtype=np.int64)
        for number, members in enumerate(nx.community.louvain_communities(graph, seed=seed)):
            labels[list(members)] = number
        yield labels


def _by_spectrum(network: Signed) -> Iterator[Labels]:
    """Groupings in 2, 3, ... groups by the signed Laplacian's eigenvectors of least value."""
    signed = network.shared - network.divided
    degree = network.shared.sum(axis=1) + network.divided.sum(axis=1)
    scale = 1 / np.sqrt(np.where(degree > 0, degree, 1.0))
    laplacian = np.diag((degree > 0).astype(float)) - scale[:, None] * signed * scale[None, :]
    with threadpool_limits(1):  # several threads would cost more than they bring at this size
        _, vectors = np.linalg.eigh(laplacian)
        for groups in range(2, min(_MOST_GROUPS, len(signed) - 1) + 1):
            kept = vectors[:, :groups]
            if len(np.unique(kept.round(9), axis=0)) < groups:
                return
            means = KMeans(groups, n_init=3, random_state=0).fit(kept)
            yield np.asarray(means.labels_, dtype=np.int64)


def _settled(network: Signed, labels: Labels) -> Labels:
    """A grouping in which no single party could move to another group and improve it."""
    found = labels.copy()
    size = len(found)
    surplus = network.surplus - np.diag(np.diag(network.surplus))
    moved = True
    while moved:
        moved = False
        for party in range(size):
            pull = np.bincount(found, weights=surplus[party], minlength=size)
            free = np.flatnonzero(np.bincount(found, minlength=size) == 0)[:1]
            choices = np.concatenate([np.unique(found), free])
            best = choices[np.argmax(pull[choices])]
            if pull[best] > pull[found[party]] + _GAIN:
                found[party], moved = best, True
    return found


def _in_order(labels: Labels) -> Labels:
    """The same grouping, its groups numbered by their first member."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return np.asarray(rank[inverse], dtype=np.int64)
