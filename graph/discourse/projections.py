"""From stances to weights between parties: congruence, conflict, and their normalisations.

With S(p) the set of pairs of a demand and a side (for, against) that a party takes, and -S(p) the
same with the sides exchanged, for two parties p and q:

    congruence  |S(p) & S(q)|       how often both take the same side
    conflict    |S(p) & -S(q)|      how often they take opposite sides
    subtract    congruence - conflict

    average     divided by (|S(p)| + |S(q)|) / 2
    jaccard     divided by |S(p) | S(q)|
    cosine      divided by sqrt(|S(p)| * |S(q)|)

These are Leifeld's definitions (Discourse Network Analyzer, manual, "Network export"; Leifeld,
Henrichsen, Buckton, Fink and Elise 2017), except that his program divides by |S(p)| * |S(q)| where
it says cosine. Over a two-mode network *activity* divides by |S(p)|, *prominence* by the number of
parties that take a side on the demand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from graph.discourse.questions import Normalisation
from graph.discourse.stances import Stances

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of parties that share a demand, by their numbers in `Stances.parties`, one < other.

    `congruence` and `conflict` are counts, `divisor` what a weight is divided by.
    """

    one: Numbers
    other: Numbers
    congruence: Numbers
    conflict: Numbers
    divisor: Weights


def pairs_of(stances: Stances, normalisation: Normalisation = "none") -> Pairs:
    """All pairs of parties that take a side on a demand that they share."""
    pro, con = stances.pro, stances.con
    same = _above(pro @ pro.T + con @ con.T)
    opposite = _above(pro @ con.T + con @ pro.T)
    shared = (same + opposite).tocoo()
    one, other = (np.asarray(part, dtype=np.int64) for part in shared.coords)
    congruence, conflict = _cells(same, one, other), _cells(opposite, one, other)
    divisor = _divisor(normalisation, stances.activity[one], stances.activity[other], congruence)
    return Pairs(one, other, congruence, conflict, divisor)


def _above(matrix: csr_array) -> csr_array:
    """What stands above the diagonal: each pair once, no party with itself."""
    return csr_array(triu(matrix, k=1))


def _cells(matrix: csr_array, rows: Numbers, columns: Numbers) -> Numbers:
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    return np.asarray(matrix[rows, columns], dtype=np.int64).ravel()


def _divisor(
    normalisation: Normalisation, one: Numbers, other: Numbers, shared: Numbers
) -> Weights:
    if normalisation == "average":
        return (one + other) / 2
    if normalisation == "jaccard":
        return (one + other - shared).astype(np.float64)
    if normalisation == "cosine":
        return np.sqrt((one * other).astype(np.float64))
    return np.ones(len(one))
