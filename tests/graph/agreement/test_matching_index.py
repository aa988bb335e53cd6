"""The index of matching against its plain definition: every claim compared with every other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.agreement import assignment, matching, same_things, units
from graph.agreement.assignment import best_pairs
from graph.agreement.coding import Coding
from graph.agreement.matching import THRESHOLD, Coded, candidates, similarity
from graph.agreement.report import compare_codings
from graph.dates import Period
from graph.model import Citation, Claim, Thing
from graph.wording import differ_on_purpose, near_pairs

DEMANDS = [
    *("Ships pass the strait freely.", "Ships freely pass the strait!", "Ships pass the strait."),
    *("Ships pay a toll of 5.", "Ships pay a toll of 6.", "Ships pay no toll of 5."),
]
WORDS = ["It said so.", "so: it said", "It said so again.", "Quite another thing.", "", None]
PLACES = ["page 2", "page 3", "the page", "a page", None]
DAYS = ["2031-05-02", "2031-05-03", "2031-05", "2031-05-20", "2031-09-01", "2032"]

SOURCES = st.lists(st.tuples(st.sampled_from("stu"), st.sampled_from(PLACES)), max_size=2)
Rows = list[tuple[str, str, int, str | None, str | None, list[tuple[str, str | None]]]]
ROWS: st.SearchStrategy[Rows] = st.lists(
    st.tuples(
        st.sampled_from(["demands", "rejects", "controls"]),
        st.sampled_from("pq"),
        st.integers(0, len(DEMANDS) - 1),
        st.sampled_from([*DAYS, None]),
        st.sampled_from(WORDS),
        SOURCES,
    ),
    max_size=12,
)


def coding(coder: str, rows: Rows) -> Coding:
    """A coding with these claims, of all the things that may be in one."""
    things = [
        *(Thing(id=name, label="Party", name=f"Party {name}") for name in "pq"),
        *(Thing(id=f"d{n}", label="Demand", name=text) for n, text in enumerate(DEMANDS)),
        *(Thing(id=f"a{n}", label="Asset", name=text) for n, text in enumerate(DEMANDS)),
        *(Thing(id=name, label="Source", name=f"Source {name}") for name in "stu"),
    ]
    claims = [
        Claim(
            uid=f"{coder}{number}",
            id=f"{coder}{number}",
            dossier="d",
            relation=relation,
            subject=subject,
            object=f"{'a' if relation == 'controls' else 'd'}{thing}",
            said_on=Period.parse(day) if day else None,
            paraphrase=words,
            citations=tuple(Citation(*source) for source in sources),
        )
        for number, (relation, subject, thing, day, words, sources) in enumerate(rows)
    ]
    return Coding(coder, {thing.id: thing for thing in things}, tuple(claims))


def plain_candidates(
    ones: Sequence[Coded], others: Sequence[Coded]
) -> Iterator[tuple[int, int, float]]:
    """All pairs, each looked at."""
    for (one, row), (other, another) in product(enumerate(ones), enumerate(others)):
        alike = similarity(row, another)
        if alike >= THRESHOLD:
            bonus = matching._SAME_RELATION * (row.claim.relation == another.claim.relation)
            yield one, other, alike + bonus


Numbered = Sequence[tuple[tuple[int, str], Thing]]


def plain_near(before: Numbered, own: Numbered) -> Iterator[tuple[int, int, float]]:
    """All pairs of demands, each looked at."""
    texts = [thing.name for _, thing in (*before, *own)]
    for one, other, near in near_pairs(texts, same_things.SAME_DEMAND):
        if one < len(before) <= other and not differ_on_purpose(texts[one], texts[other]):
            yield one, other - len(before), near


@settings(max_examples=150)
@given(ROWS, ROWS)
def test_the_index_finds_what_comparing_all_with_all_finds(first: Rows, second: Rows) -> None:
    codings = [coding("one", first), coding("two", second)]
    same = same_things.SameThings(codings)
    ones, others = (matching.coded(place, row, same) for place, row in enumerate(codings))
    assert list(candidates(ones, others)) == list(plain_candidates(ones, others))


@settings(max_examples=60)
@given(st.lists(ROWS, min_size=2, max_size=3))
def test_the_whole_comparison_is_that_of_the_plain_definition(rows: list[Rows]) -> None:
    codings = [coding(f"coder {number}", part) for number, part in enumerate(rows)]
    with (
        patch.object(units, "candidates", plain_candidates),
        patch.object(same_things, "_near", plain_near),
    ):
        plain = compare_codings(codings)
    assert compare_codings(codings) == plain


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["toll", "5", "6", "no", "not", "ships", "three"]), max_size=6))
def test_demands_are_near_by_marks_as_by_pairs(words: list[str]) -> None:
    texts = [f"Ships pay the toll {word}" for word in words]
    things = [((0, str(n)), Thing(id=str(n), label="Demand", name=t)) for n, t in enumerate(texts)]
    assert sorted(same_things._near(things, things)) == sorted(plain_near(things, things))


WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0.65, 1.01), max_size=30
)


@settings(max_examples=150)
@given(WEIGHTS)
def test_a_large_group_is_assigned_as_well_as_a_small_one(
    weights: dict[tuple[int, int], float],
) -> None:
    in_table = best_pairs(weights)
    with patch.object(assignment, "MOST_CELLS", 0):
        sparsely = best_pairs(weights)
    for side in (0, 1):
        assert len({pair[side] for pair in sparsely}) == len(sparsely)
    assert set(sparsely) <= weights.keys()
    total = sum(weights[pair] for pair in in_table)
    assert sum(weights[pair] for pair in sparsely) == pytest.approx(total)
