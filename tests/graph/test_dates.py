"""Dates of three precisions: their order and their intervals, as laws."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import (
    Interval,
    Period,
    day_after,
    day_before,
    earliest,
    instant_text,
    latest,
    parse_instant,
)

days = st.dates(min_value=date(1000, 1, 1))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any year, month or day."""
    return Period.parse(draw(days).isoformat()[: draw(st.sampled_from([4, 7, 10]))])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-02", date(2014, 2, 1), date(2014, 2, 28)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2014-03-18", date(2014, 3, 18), date(2014, 3, 18)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_period_lasts_from_its_first_day_to_its_last(text: str, first: date, last: date) -> None:
    period = Period.parse(text)
    assert (period.first, period.last, str(period)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    ["", "14", "2014-3", "2014-13", "2014-02-30", "2014-03-18T00:00", "0000", "\uff12014", "x"],
)
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        Period.parse(text)


@given(periods(), periods())
def test_exactly_one_of_before_after_and_overlap_holds(one: Period, other: Period) -> None:
    before, after = one.certainly_before(other), other.certainly_before(one)
    assert [before, after, one.may_overlap(other)].count(True) == 1


@given(periods(), periods(), periods())
def test_certainly_before_is_transitive(one: Period, two: Period, three: Period) -> None:
    if one.certainly_before(two) and two.certainly_before(three):
        assert one.certainly_before(three)


@given(periods())
def test_a_period_overlaps_itself_and_is_equal_to_its_reading(period: Period) -> None:
    assert period.may_overlap(period)
    assert Period.parse(str(period)) == period
    assert period.is_day == (len(period.text) == 10)


@given(st.lists(periods(), min_size=1))
def test_earliest_and_latest_bound_all(found: list[Period]) -> None:
    first, last = earliest(found), latest(found)
    assert first is not None
    assert last is not None
    assert all(first.first <= period.first <= last.first for period in found)


@given(st.none() | periods(), st.none() | periods(), days)
def test_an_interval_is_certain_only_where_it_may_hold(
    begin: Period | None, end: Period | None, day: date
) -> None:
    interval = Interval(begin, end)
    truth = interval.holds_at(day)
    assert (truth == "no") == (not interval.first <= day <= interval.last)
    if truth == "yes":
        assert interval.certain_first <= day <= interval.certain_last


@given(days, days)
def test_an_interval_between_days_is_never_in_doubt(begin: date, end: date) -> None:
    interval = Interval(Period.of_day(begin), Period.of_day(end))
    assert interval.holds_at(begin) == ("yes" if begin <= end else "no")


def test_coarse_bounds_leave_their_periods_open() -> None:
    interval = Interval(Period.parse("2014"), Period.parse("2016-05"))
    answers = {
        "2013-12-31": "no",
        "2014-01-01": "may",
        "2014-12-31": "yes",
        "2016-05-01": "yes",
        "2016-05-02": "may",
        "2016-05-31": "may",
        "2016-06-01": "no",
    }
    assert {day: interval.holds_at(date.fromisoformat(day)) for day in answers} == answers


def test_an_unknown_start_is_certain_from_the_evidence_on() -> None:
    interval = Interval(None, Period.parse("2020-01-31"), date(2019, 6, 1))
    assert interval.holds_at(date(1900, 1, 1)) == "may"
    assert interval.holds_at(date(2019, 6, 1)) == "yes"


@given(periods(), periods(), periods(), st.data())
def test_an_interval_touches_the_periods_on_whose_days_it_may_hold(
    begin: Period, end: Period, period: Period, data: st.DataObject
) -> None:
    interval = Interval(begin, end)
    day = data.draw(st.dates(period.first, period.last))
    if interval.holds_at(day) != "no":
        assert interval.touches(period)
    if interval.first <= interval.last and interval.touches(period):
        assert interval.holds_at(max(interval.first, period.first)) != "no"


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_reads_back_and_sorts_as_text(moment: datetime) -> None:
    text = instant_text(moment)
    assert len(text) == 27
    assert parse_instant(text) == moment
    if moment.year > 1:
        assert instant_text(moment - timedelta(days=1)) < text


def test_an_instant_may_carry_an_offset() -> None:
    kyiv = datetime(2025, 3, 18, 14, tzinfo=timezone(timedelta(hours=2)))
    assert parse_instant("2025-03-18T14:00:00+02:00") == kyiv
    assert instant_text(kyiv) == "2025-03-18T12:00:00.000000Z"
    assert parse_instant("2025-03-18T12:00:00") == kyiv
    assert instant_text(parse_instant("0001-01-01T00:30:00+01:00")) == "0001-01-01T00:00:00.000000Z"
    assert instant_text(parse_instant("9999-12-31T23:30:00-01:00")) == "9999-12-31T23:59:59.999999Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025-13-01",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date-time"):
        parse_instant(text)


def test_the_ends_of_the_calendar_stay() -> None:
    assert day_before(date.min) == date.min
    assert day_after(date.max) == date.max
    assert day_after(date(2024, 2, 28)) == date(2024, 2, 29)
    assert day_before(date(2024, 3, 1)) == date(2024, 2, 29)
