"""Coefficients against the values that their authors published, and by hand."""

from __future__ import annotations

from itertools import permutations

import krippendorff
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.agreement.assignment import best_pairs
from graph.agreement.coefficients import (
    cohen_kappa,
    krippendorff_alpha,
    light_kappa,
    matched_share,
    same_share,
)

Columns = list[list[str | None]]


def table(*coders: str) -> Columns:
    """Units from a row of signs for each coder; a dot is a unit left out."""
    return [
        [None if value == "." else value for value in unit]
        for unit in zip(*(row.split() for row in coders), strict=True)
    ]


# The examples A, B and C of Krippendorff (2011), "Computing Krippendorff's alpha-reliability".
BINARY = table("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = table("a a b b d c c c e d d a", "b a b b b c c c e d d d")
MISSING = table(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    ("example", "published"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)]
)
def test_alpha_is_what_krippendorff_published(example: Columns, published: float) -> None:
    alpha = krippendorff_alpha(example)
    assert alpha == pytest.approx(published, abs=0.0005)


UNITS = st.lists(
    st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=3, max_size=3), max_size=12
)


@given(UNITS)
def test_alpha_is_that_of_the_library(units: Columns) -> None:
    numbers = {None: numpy.nan, "a": 0.0, "b": 1.0, "c": 2.0}
    alpha = krippendorff_alpha(units)
    if alpha is None:
        paired = [[value for value in unit if value] for unit in units]
        assert len({value for unit in paired if len(unit) > 1 for value in unit}) < 2
        return
    data = numpy.array([[numbers[value] for value in unit] for unit in units]).T
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert alpha == pytest.approx(theirs)


def counted(*rows: tuple[str, str, int]) -> Columns:
    """Units from how often each pair of values occurs."""
    return [[one, other] for one, other, count in rows for _ in range(count)]


def test_kappa_is_what_cohen_published() -> None:
    # Cohen (1960): 200 cases in three categories, 0.70 agreed, 0.41 by chance.
    cohen = counted(
        *(("a", "a", 88), ("a", "b", 10), ("a", "c", 2), ("b", "a", 14), ("b", "b", 40)),
        *(("b", "c", 6), ("c", "a", 18), ("c", "b", 10), ("c", "c", 12)),
    )
    assert same_share(cohen) == pytest.approx(0.70)
    assert cohen_kappa(cohen, 0, 1) == pytest.approx((0.70 - 0.41) / (1 - 0.41))
    assert cohen_kappa(cohen, 0, 1) == pytest.approx(0.492, abs=0.0005)


def test_kappa_by_hand() -> None:
    fifty = counted(("y", "y", 20), ("y", "n", 5), ("n", "y", 10), ("n", "n", 15))
    assert cohen_kappa(fifty, 0, 1) == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_the_kappa_of_three_is_the_mean_of_each_two() -> None:
    three = table("a a b b", "a a b b", "a b b a")
    assert cohen_kappa(three, 0, 1) == 1.0
    assert cohen_kappa(three, 0, 2) == 0.0
    assert light_kappa(three) == pytest.approx(1 / 3)
    assert same_share(three) == pytest.approx(8 / 12)


@pytest.mark.parametrize("nothing", [[], table("a a", "a a"), table("a .", ". b"), [["a"]]])
def test_without_variation_there_is_no_coefficient(nothing: Columns) -> None:
    assert krippendorff_alpha(nothing) is None
    assert light_kappa(nothing) is None


def test_the_share_that_is_matched() -> None:
    assert matched_share(9, 9, 8) == pytest.approx(8 / 9)
    assert matched_share(4, 0, 0) == 0.0
    assert matched_share(0, 0, 0) is None


WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 100).map(float)
)


@given(WEIGHTS)
def test_no_assignment_is_heavier(weights: dict[tuple[int, int], float]) -> None:
    chosen = best_pairs(weights)
    assert len({one for one, _ in chosen}) == len({other for _, other in chosen}) == len(chosen)
    heaviest = max(
        sum(weights.get(pair, 0.0) for pair in enumerate(others))
        for others in permutations(range(4))
    )
    assert sum(weights[pair] for pair in chosen) == heaviest
