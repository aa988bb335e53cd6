"""Laws: what is narrowed to few pairs is what comparing all with all finds, on both clocks.

The plain definition forms every case that there is, looks at each on the day, and keeps what is
sought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.cases import Case, Finding, Sighting, conflict_spans
from graph.changes import between_days, between_moments
from graph.conflicts import Sought, cases, conflicts_on, is_sought
from graph.couples import couples
from graph.dates import Window
from graph.history import Scope
from graph.model import Claim, Pin
from graph.opened import Opened
from graph.positions import PositionSpan
from graph.selection import Wanted, histories_of, who
from graph.timeline import identity
from graph.view import History, View
from tests.graph.drawn import DEMANDS, EXAMPLES, MOMENTS, Days, People, claims, graphs, sought
from tests.graph.remembered import view_of

Names = st.sets(st.sampled_from("abcdef"))


@given(Names, Names, st.lists(Names, max_size=3))
def test_couples_are_the_pairs_of_whom_one_is_in_each_set(
    ones: set[str], others: set[str], each: list[set[str]]
) -> None:
    found = list(couples(ones, others, each))
    assert len(found) == len(set(found))
    assert set(found) == {
        (one, other)
        for one, other in product(ones, others)
        if one != other and all({one, other} & part for part in each)
    }


def plain(view: View, asked: Sought, day: date) -> Iterator[tuple[Case, Finding]]:
    """The conflicts of a day, of all cases that there are."""
    for case in cases(view, Sought(roll_up=asked.roll_up)):
        finding = case.at(day)
        if finding and is_sought(view, finding, asked):
            yield case, finding


@settings(max_examples=EXAMPLES)
@given(graphs(), People, st.booleans())
def test_the_positions_of_a_party_are_its_own_among_those_of_all(
    view: View, party: str, roll_up: bool
) -> None:
    everybody = view.spans_on(DEMANDS, roll_up=roll_up)
    all_of_them = (history for spans in everybody.values() for history in spans.values())
    own = histories_of(view, Wanted(party=party), frozenset(), roll_up)

    def spoken(histories: Iterable[History]) -> list[PositionSpan]:
        found = [span for row in histories for span in row if party in who(span)]
        return sorted(found, key=lambda span: (span.demand, span.party, span.first))

    assert spoken(own) == spoken(all_of_them)


@settings(max_examples=EXAMPLES)
@given(graphs(), sought(), Days)
def test_conflicts_are_those_of_all_cases_that_are_sought(
    view: View, asked: Sought, day: date
) -> None:
    found = conflicts_on(view, day, asked)
    expected = {finding.conflict: finding for _, finding in plain(view, asked, day)}
    assert {one.conflict: one.findings for one in found} == {
        conflict: (finding,) for conflict, finding in expected.items()
    }
    assert len(found) == len(expected)


@settings(max_examples=EXAMPLES)
@given(graphs(), sought(), Days, Days)
def test_spans_are_those_of_all_cases_that_are_sought(
    view: View, asked: Sought, one: date, other: date
) -> None:
    days = Window(*sorted((one, other)))

    def spans(rows: Iterator[Case]) -> list[tuple[object, ...]]:
        return [
            (part.finding, part.first, part.last, part.since, part.begin)
            for case in rows
            for part in conflict_spans(case)
            if part.first <= days.last
            and days.first <= part.last
            and is_sought(view, part.finding, asked)
        ]

    assert spans(cases(view, asked, days)) == spans(cases(view, Sought(roll_up=asked.roll_up)))


def scope_of(asked: Sought) -> Scope:
    """The same of spans: conflicts alone."""
    return Scope(asked.party, asked.asset, asked.demand, "conflict", asked.roll_up)


@settings(max_examples=EXAMPLES)
@given(graphs(), sought(), Days, Days)
def test_changes_are_the_differences_between_one_day_and_the_next(
    view: View, asked: Sought, one: date, other: date
) -> None:
    asked = Sought(asked.party, asked.asset, asked.demand, None, asked.roll_up)
    window = Window(*sorted((one, other)))
    found = sorted(
        (turn.day, turn.change, identity(turn.thing))
        for turn in between_days(view, scope_of(asked), window)
    )
    every = {day for case in cases(view, Sought(roll_up=asked.roll_up)) for day in case.days()}
    expected = []
    for day in sorted(every):
        if day in window:
            before = _held(view, asked, day - timedelta(1))
            after = _held(view, asked, day)
            expected += [(day, "ended", key) for key in before - after]
            expected += [(day, "began", key) for key in after - before]
    assert found == sorted(expected)


def _held(view: View, asked: Sought, day: date) -> set[tuple[str, ...]]:
    return {identity(Sighting(case, finding, day)) for case, finding in plain(view, asked, day)}


@st.composite
def recorded(draw: st.DrawFn) -> Sequence[Claim]:
    """Claims, those of the structure too, of which some came and went between moments."""
    return [_recorded(draw, row) for row in draw(claims())]


def _recorded(draw: st.DrawFn, row: Claim) -> Claim:
    came = draw(st.sampled_from((*MOMENTS[:1] * 3, *MOMENTS)))
    later = [moment for moment in MOMENTS if moment > came]
    gone = draw(st.none() | st.none() | st.none() | st.sampled_from(later)) if later else None
    return replace(row, recorded_at=came, retracted_at=gone)


@settings(max_examples=EXAMPLES)
@given(recorded(), sought(), Days)
def test_what_was_learnt_is_the_difference_between_all_that_each_moment_knew(
    rows: Sequence[Claim], asked: Sought, day: date
) -> None:
    asked = Sought(asked.party, asked.asset, asked.demand, None, asked.roll_up)
    earlier, later = (_opened(rows, day, moment) for moment in (MOMENTS[0], MOMENTS[1]))
    found = sorted(
        (turn.change, identity(turn.thing))
        for turn in between_moments(earlier, later, scope_of(asked))
    )
    before, after = (_held(opened.view, asked, day) for opened in (earlier, later))
    expected = [("ended", key) for key in before - after] + [
        ("began", key) for key in after - before
    ]
    assert found == sorted(expected)


def _opened(rows: Sequence[Claim], day: date, moment: str) -> Opened:
    view = view_of(*rows, known_at=moment)
    return Opened(Pin(1, day.isoformat(), moment, moment), view.snapshot, view)
