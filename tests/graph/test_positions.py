"""Positions over time: cases checked by hand, and laws that hold for any claims."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import day_after
from graph.positions import (
    PositionSpan,
    Statement,
    moves_to,
    position_spans,
    span_at,
    stances_of,
)
from graph.vocabulary import VOCABULARY
from tests.graph.build import stated


def at(spans: tuple[PositionSpan, ...], day: str) -> tuple[str, str, str, bool] | None:
    """Polarity, stance, since and certainty on a day."""
    span = span_at(spans, date.fromisoformat(day))
    return (span.polarity, span.stance, span.since.text, span.certain) if span else None


def test_a_position_begins_when_it_is_said_and_goes_on() -> None:
    spans = position_spans([stated("a", "demands", "2025-03-18")])
    assert at(spans, "2025-03-17") is None
    assert at(spans, "2025-03-18") == ("for", "demands", "2025-03-18", True)
    assert at(spans, "9999-12-31") == ("for", "demands", "2025-03-18", True)


def test_a_later_claim_of_the_same_polarity_goes_on_with_the_run() -> None:
    spans = position_spans([stated("a", "demands", "2025-01"), stated("b", "offers", "2025-06-01")])
    assert at(spans, "2025-02-01") == ("for", "demands", "2025-01", True)
    assert at(spans, "2025-06-01") == ("for", "offers", "2025-01", True)


def test_a_replaced_claim_does_not_come_back_when_its_successor_ends() -> None:
    spans = position_spans(
        [
            stated("a", "demands", "2025-01-01"),
            stated("b", "rejects", "2025-02-01", valid_to="2025-03-01"),
        ]
    )
    assert at(spans, "2025-01-31") == ("for", "demands", "2025-01-01", True)
    assert at(spans, "2025-03-01") == ("against", "rejects", "2025-02-01", True)
    assert at(spans, "2025-03-02") is None


def test_for_and_against_on_one_day_is_disputed_and_certain() -> None:
    spans = position_spans(
        [stated("b", "demands", "2025-01-01"), stated("a", "rejects", "2025-01-01")]
    )
    assert at(spans, "2025-01-01") == ("disputed", "rejects", "2025-01-01", True)


def test_for_and_against_of_open_order_is_disputed_and_not_certain() -> None:
    spans = position_spans([stated("a", "demands", "2025-03-18"), stated("b", "rejects", "2025")])
    assert at(spans, "2025-02-01") == ("against", "rejects", "2025", False)
    assert at(spans, "2025-03-18") == ("disputed", "demands", "2025-03-18", False)
    assert at(spans, "2026-01-01") == ("disputed", "demands", "2025-03-18", False)


def test_a_coarse_claim_is_certain_from_its_last_day() -> None:
    spans = position_spans([stated("a", "demands", "2025-03")])
    assert at(spans, "2025-02-28") is None
    assert at(spans, "2025-03-01") == ("for", "demands", "2025-03", False)
    assert at(spans, "2025-03-31") == ("for", "demands", "2025-03", True)


def test_a_coarse_repetition_leaves_nothing_in_doubt() -> None:
    spans = position_spans([stated("a", "demands", "2024-01-01"), stated("b", "demands", "2025")])
    assert at(spans, "2025-05-01") == ("for", "demands", "2024-01-01", True)


def test_a_coarse_end_leaves_its_period_open() -> None:
    spans = position_spans([stated("a", "demands", "2024-01-01", valid_to="2025-03")])
    assert at(spans, "2025-03-01") == ("for", "demands", "2024-01-01", True)
    assert at(spans, "2025-03-02") == ("for", "demands", "2024-01-01", False)
    assert at(spans, "2025-04-01") is None


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        (("considers", "demands"), ("for", "demands")),
        (("threatens", "doubts"), ("other", "threatens")),
        (("rejects", "considers"), ("against", "rejects")),
        (("considers", "doubts"), ("open", "considers")),
    ],
)
def test_for_against_other_open_count_in_this_order(
    relations: tuple[str, str], expected: tuple[str, str]
) -> None:
    spans = position_spans(
        [stated(uid, relation, "2025-01-01") for uid, relation in zip("ab", relations, strict=True)]
    )
    found = at(spans, "2025-01-01")
    assert found is not None
    assert found[:2] == expected


def test_the_lowest_uid_gives_the_stance_of_one_day() -> None:
    spans = position_spans(
        [stated("b", "offers", "2025-01-01"), stated("a", "accepts", "2025-01-01")]
    )
    assert at(spans, "2025-01-01") == ("for", "accepts", "2025-01-01", True)


def test_valid_from_says_when_a_stance_begins() -> None:
    spans = position_spans([stated("a", "offers", "2025-03-11", valid_from="2025-03-20")])
    assert at(spans, "2025-03-19") is None
    assert at(spans, "2025-03-20") == ("for", "offers", "2025-03-20", True)


def test_a_party_moves_on_to_a_demand_that_excludes_the_first() -> None:
    on = {
        "d": [stated("a", "demands", "2025-01-01")],
        "e": [stated("b", "accepts", "2025-06-01", thing="e", valid_to="2025-07-01")],
    }
    spans = stances_of(on, ["e"], "d")["p"]
    assert at(spans, "2025-05-31") == ("for", "demands", "2025-01-01", True)
    assert at(spans, "2025-06-01") is None
    assert at(spans, "2025-08-01") is None  # it does not come back by itself


def test_who_moved_on_comes_back_by_saying_so() -> None:
    on = {
        "d": [stated("a", "demands", "2025-01-01"), stated("c", "demands", "2025-09-01")],
        "e": [stated("b", "accepts", "2025-06-01", thing="e")],
    }
    assert at(stances_of(on, ["e"], "d")["p"], "2025-09-01") == (
        "for",
        "demands",
        "2025-09-01",
        True,
    )
    assert at(stances_of(on, ["d"], "e")["p"], "2025-08-31") is not None
    assert at(stances_of(on, ["d"], "e")["p"], "2025-09-01") is None


def test_only_claims_for_a_demand_end_by_moving_on() -> None:
    on = {
        "d": [stated("a", "rejects", "2025-01-01")],
        "e": [stated("b", "accepts", "2025-06-01", thing="e")],
    }
    assert at(stances_of(on, ["e"], "d")["p"], "2025-06-01") is not None


def test_nobody_moves_on_to_what_its_own_spokesmen_dispute() -> None:
    on = {
        "d": [stated("a", "demands", "2025-01-01")],
        "e": [
            stated("b", "accepts", "2025-06-01", thing="e"),
            stated("c", "rejects", "2025-06-01", thing="e", valid_to="2025-06-30"),
        ],
    }
    spans = stances_of(on, ["e"], "d")["p"]
    assert at(spans, "2025-06-30") is not None
    assert at(spans, "2025-07-01") is None  # the rejection ended: now it is for the other


def test_a_claim_of_the_same_time_does_not_move_anybody_on() -> None:
    on = {
        "d": [stated("a", "demands", "2025-06-01")],
        "e": [stated("b", "accepts", "2025-06", thing="e")],
    }
    assert at(stances_of(on, ["e"], "d")["p"], "2026-01-01") is not None


RELATIONS = sorted(VOCABULARY.names("stance"))
texts = st.builds(
    lambda day, cut: day.isoformat()[:cut],
    st.dates(date(2020, 1, 1), date(2023, 12, 31)),
    st.sampled_from([4, 7, 10]),
)


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """Up to eight statements of one party on one demand."""
    count = draw(st.integers(1, 8))
    return [
        stated(
            f"u{number}",
            draw(st.sampled_from(RELATIONS)),
            draw(texts),
            valid_to=draw(st.none() | texts),
        )
        for number in range(count)
    ]


def resting(rows: list[Statement], day: date) -> set[str]:
    """The rule of the design, word for word: begun, not ended, none certainly later has begun."""
    begun = [row for row in rows if row.begin.first <= day]
    return {
        row.claim.uid
        for row in begun
        if not (row.claim.valid_to and row.claim.valid_to.last < day)
        and not any(row.said_on.certainly_before(other.said_on) for other in begun)
    }


@given(statements(), st.dates(date(2019, 12, 1), date(2024, 2, 1)))
def test_a_position_rests_on_the_claims_that_the_rule_names(
    rows: list[Statement], day: date
) -> None:
    span = span_at(position_spans(rows), day)
    assert ({row.claim.uid for row in span.statements} if span else set()) == resting(rows, day)


@given(statements())
def test_spans_follow_each_other_and_never_overlap(rows: list[Statement]) -> None:
    spans = position_spans(rows)
    for before, after in pairwise(spans):
        assert before.first <= before.last < after.first
        if day_after(before.last) == after.first and before.polarity == after.polarity:
            assert before.since == after.since


@given(statements(), st.data())
def test_the_order_of_claims_changes_nothing(rows: list[Statement], data: st.DataObject) -> None:
    assert position_spans(data.draw(st.permutations(rows))) == position_spans(rows)


@given(statements())
def test_days_alone_leave_nothing_uncertain(rows: list[Statement]) -> None:
    if all(row.said_on.is_day for row in rows) and not any(row.claim.valid_to for row in rows):
        assert all(span.certain for span in position_spans(rows))


@given(statements())
def test_moves_name_statements_for_the_demand_no_earlier_than_they_begin(
    rows: list[Statement],
) -> None:
    for move in moves_to(rows):
        assert move.statement.polarity == "for"
        assert move.statement.begin.first <= move.day <= move.strict_day
