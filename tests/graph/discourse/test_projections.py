"""Congruence, conflict and their normalisations: worked out by hand, and laws for any stances."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.discourse.projections import pairs_of
from graph.discourse.questions import Normalisation
from graph.discourse.stances import Row, Stances, stances_from

# a and b share x (for) and y (against) and are apart on z; c shares x with both, against it.
BY_HAND: list[Row] = [
    ("a", "x", "for"),
    ("a", "y", "against"),
    ("a", "z", "for"),
    ("b", "x", "for"),
    ("b", "y", "against"),
    ("b", "z", "against"),
    ("c", "x", "against"),
    ("d", "w", "for"),
    ("d", "x", "disputed"),
    ("e", "x", "open"),
]


def found(
    stances: Stances, normalisation: Normalisation = "none"
) -> dict[tuple[str, str], tuple[int, int, float]]:
    """Congruence, conflict and divisor, by pair of parties."""
    pairs = pairs_of(stances, normalisation)
    columns = (pairs.one, pairs.other, pairs.congruence, pairs.conflict, pairs.divisor)
    return {
        (stances.parties[one], stances.parties[other]): (same, opposite, divisor)
        for one, other, same, opposite, divisor in zip(
            *(column.tolist() for column in columns), strict=True
        )
    }


def test_what_is_shared_and_what_divides() -> None:
    counts = {pair: row[:2] for pair, row in found(stances_from(BY_HAND)).items()}
    assert counts == {("a", "b"): (2, 1), ("a", "c"): (0, 1), ("b", "c"): (0, 1)}


def test_only_for_and_against_count() -> None:
    stances = stances_from(BY_HAND)
    assert stances.parties == ("a", "b", "c", "d")
    assert dict(zip(stances.parties, stances.activity.tolist(), strict=True)) == {
        "a": 3,
        "b": 3,
        "c": 1,
        "d": 1,
    }
    assert dict(zip(stances.demands, stances.prominence.tolist(), strict=True)) == {
        "w": 1,
        "x": 3,
        "y": 2,
        "z": 2,
    }


@pytest.mark.parametrize(
    ("normalisation", "of_a_and_b", "of_a_and_c"),
    [("none", 1, 1), ("average", 3, 2), ("jaccard", 4, 4), ("cosine", 3, sqrt(3))],
)
def test_normalisations(normalisation: Normalisation, of_a_and_b: float, of_a_and_c: float) -> None:
    divisors = {pair: row[2] for pair, row in found(stances_from(BY_HAND), normalisation).items()}
    assert divisors["a", "b"] == pytest.approx(of_a_and_b)
    assert divisors["a", "c"] == pytest.approx(of_a_and_c)


def test_a_party_that_changed_its_mind_within_a_window_took_both_sides() -> None:
    stances = stances_from([("a", "x", "for"), ("a", "x", "against"), ("b", "x", "for")])
    assert found(stances) == {("a", "b"): (1, 1, 1.0)}
    assert stances.activity.tolist() == [2, 1]


def test_nobody_took_a_side() -> None:
    stances = stances_from([("a", "x", "open")])
    assert (stances.parties, stances.demands) == ((), ())
    assert found(stances, "jaccard") == {}


ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcdefg"), st.sampled_from("uvwxyz"), st.sampled_from(("for", "against"))
    ),
    max_size=40,
)


@given(ROWS)
def test_counts_are_those_of_sets(rows: list[Row]) -> None:
    """Against the definition, in sets."""
    sides: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for party, demand, side in rows:
        sides[party].add((demand, side))
    exchanged = {"for": "against", "against": "for"}
    counts = found(stances_from(rows), "jaccard")
    for (one, own), (other, others) in combinations(sorted(sides.items()), 2):
        opposite = {(demand, exchanged[side]) for demand, side in others}
        expected = (len(own & others), len(own & opposite))
        assert counts.get((one, other), (0, 0, 0.0))[:2] == expected
        if (one, other) in counts:
            assert counts[one, other][2] == len(own | others)


@given(ROWS)
def test_normalised_congruence_is_at_most_one(rows: list[Row]) -> None:
    for normalisation in ("average", "jaccard", "cosine"):
        pairs = pairs_of(stances_from(rows), normalisation)
        assert np.all(pairs.congruence / pairs.divisor <= 1 + 1e-9)


@given(ROWS)
def test_the_order_of_rows_does_not_matter(rows: list[Row]) -> None:
    turned = list(reversed(rows))
    assert found(stances_from(rows), "cosine") == found(stances_from(turned), "cosine")
