"""Laws between days, spans and changes, on small random graphs (PARLEY_FUZZ says how many).

What holds on a day is the cut of the spans; a conflict has held since its first day without a
break; and what changed between two days leads from what held on the one to what held on the other.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings

from graph.cases import conflict_spans
from graph.changes import Turn, between_days
from graph.conflicts import Sought, cases, conflicts_on, is_sought
from graph.dates import Window
from graph.history import Scope
from graph.timeline import identity, spells
from graph.view import View
from tests.graph.drawn import EXAMPLES, START, Days, graphs

EVERYTHING = Scope(None, None, None, None, roll_up=True)


@settings(max_examples=EXAMPLES)
@given(graphs(), Days)
def test_the_conflicts_of_a_day_are_the_cut_of_their_spans(view: View, day: date) -> None:
    found = conflicts_on(view, day, Sought())
    spans = [
        span
        for case in cases(view, Sought())
        for span in conflict_spans(case)
        if span.first <= day <= span.last
    ]
    assert {one.conflict for one in found} == {span.finding.conflict for span in spans}
    assert len(found) == len(spans)
    assert len({one.conflict for one in found}) == len(found)
    findings = {span.finding.conflict: span for span in spans}
    for one in found:
        span = findings[one.conflict]
        assert (one.findings[0], one.since(day)) == (span.finding, span.since)
        assert one.begin(span.since) == span.begin
        assert span.begin.first <= span.since <= span.begin.last


@settings(max_examples=EXAMPLES)
@given(graphs(), Days)
def test_since_is_the_first_day_of_the_unbroken_time(view: View, day: date) -> None:
    for case in cases(view, Sought()):
        finding = case.at(day)
        if finding is None:
            continue
        assert is_sought(view, finding, Sought())
        start = next(span.since for span in conflict_spans(case) if span.first <= day <= span.last)
        assert start == date.min or case.at(start - timedelta(1)) is None
        for step in range(0, (day - max(start, START)).days + 1, 7):
            assert case.at(day - timedelta(step)) is not None


@settings(max_examples=EXAMPLES)
@given(graphs(), Days, Days)
def test_changes_lead_from_one_day_to_the_other(view: View, one: date, other: date) -> None:
    first, last = sorted((one, other))
    held = _held(view, first)
    window = Window(first + timedelta(1), last)
    for change in sorted(between_days(view, EVERYTHING, window), key=_when):
        assert change.day in window
        _apply(held, change)
    assert held == _held(view, last)


Keys = set[tuple[str, ...]]


def _held(view: View, day: date) -> Keys:
    """All that holds or may hold on a day, with the stance of positions."""
    rows = (row for row in spells(view, EVERYTHING) if row.first <= day <= row.last)
    return {(row.kind, *identity(row.thing), *_stance(row.thing)) for row in rows}


def _stance(thing: object) -> tuple[str, ...]:
    polarity, stance = getattr(thing, "polarity", None), getattr(thing, "stance", None)
    return (polarity, stance) if polarity and stance else ()


def _when(change: Turn) -> tuple[date, int]:
    return change.day, ("ended", "moved", "began").index(change.change)


def _apply(held: Keys, change: Turn) -> None:
    now = (change.kind, *identity(change.thing), *_stance(change.thing))
    if change.change == "began":
        assert now not in held
        held.add(now)
    elif change.change == "ended":
        held.remove(now)
    else:
        assert change.before is not None
        held.remove((change.kind, *identity(change.before), *_stance(change.before)))
        if identity(change.before) == identity(change.thing):
            held.add(now)
