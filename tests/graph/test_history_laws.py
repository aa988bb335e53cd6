"""Laws between days, spans and changes, on small random graphs (PARLEY_FUZZ says how many).

What holds on a day is the cut of the spans; a conflict has held since its first day without a
break; and what changed between two days leads from what held on the one to what held on the other.
"""

from __future__ import annotations

import os
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.cases import conflict_spans
from graph.changes import Change, Window, between_days
from graph.conflicts import Sought, cases, conflicts_on, is_sought
from graph.dates import Period
from graph.history import Scope
from graph.model import Claim
from graph.timeline import identity, spells
from graph.view import View
from tests.graph.build import claim
from tests.graph.remembered import view_of

PARTIES, DEMANDS, ASSETS = ("north", "south", "west"), ("d", "e"), ("coast", "port")
STRUCTURE = (
    claim("x", "d", "excludes", "e", None),
    claim("c", "d", "concerns", "port", None),
    claim("p", "port", "part_of", "coast", None),
    claim("s", "envoy", "speaks_for", "west", "2020-01-01", valid_from="2020", valid_to="2024-06"),
)
EVERYTHING = Scope(None, None, None, None, roll_up=True)
DATES = (
    "2024",
    "2024-03",
    "2024-06",
    "2024-03-10",
    "2024-04-01",
    "2024-06-15",
    "2024-07-01",
    "2025",
)
EXAMPLES = int(os.environ.get("PARLEY_FUZZ", "100"))
START, END = date(2023, 12, 1), date(2026, 2, 1)

People = st.sampled_from((*PARTIES, "envoy"))
Dates = st.sampled_from(DATES)


@st.composite
def _claim(draw: st.DrawFn, number: int) -> Claim:
    sort = draw(st.sampled_from(("stance", "stance", "holding", "tie")))
    subject = draw(People)
    if sort == "stance":
        relation = draw(st.sampled_from(("demands", "offers", "rejects", "considers")))
        thing = draw(st.sampled_from(DEMANDS))
    elif sort == "holding":
        relation = draw(st.sampled_from(("controls", "claims", "recognises")))
        thing = draw(st.sampled_from(ASSETS))
    else:
        relation = draw(st.sampled_from(("mediates", "accuses")))
        thing = draw(People.filter(lambda name: name != subject))
    favour = draw(st.sampled_from(PARTIES)) if relation in ("recognises", "demands") else None
    valid_from = draw(st.none() | Dates) if sort != "stance" else None
    last = draw(st.none() | st.none() | Dates)
    begins = Period.parse(valid_from).first if valid_from else date.min
    valid_to = last if last and begins <= Period.parse(last).first else None
    return claim(
        f"{number}",
        subject,
        relation,
        thing,
        draw(Dates),
        valid_from=valid_from,
        valid_to=valid_to,
        in_favour_of=(favour,) if favour else (),
        addressed_to=("north",) if relation == "demands" else (),
    )


@st.composite
def graphs(draw: st.DrawFn) -> View:
    """A view of up to a dozen claims."""
    count = draw(st.integers(0, 12))
    return view_of(*STRUCTURE, *(draw(_claim(number)) for number in range(count)))


Days = st.dates(START, END)


@settings(max_examples=EXAMPLES, deadline=None)
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


@settings(max_examples=EXAMPLES, deadline=None)
@given(graphs(), Days)
def test_since_is_the_first_day_of_the_unbroken_time(view: View, day: date) -> None:
    for case in cases(view, Sought()):
        finding = case.at(day)
        assert case.is_met(day) == (finding is not None)
        if finding is None:
            continue
        assert is_sought(view, finding, Sought())
        start = next(span.since for span in conflict_spans(case) if span.first <= day <= span.last)
        assert start == date.min or case.at(start - timedelta(1)) is None
        for step in range(0, (day - max(start, START)).days + 1, 7):
            assert case.at(day - timedelta(step)) is not None


@settings(max_examples=EXAMPLES, deadline=None)
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


def _when(change: Change) -> tuple[date, int]:
    return change.day, ("ended", "moved", "began").index(change.change)


def _apply(held: Keys, change: Change) -> None:
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
