"""Dates of three precisions, and what can be said about their order.

`2014`, `2014-03` and `2014-03-18` mean a year, a month, a day: a *period* from its first day to its
last. What is uncertain about a coarse date stays uncertain: one period is certainly earlier than
another only when it ends before the other begins.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
ONE_DAY = timedelta(days=1)
END_OF_TIME = "9999-12-31T23:59:59.999999Z"

Truth = Literal["yes", "may", "no"]


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day; `text` is as the curator wrote it. Equal when the text is."""

    text: str
    first: date = field(compare=False)
    last: date = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that `text` names; ValueError where it names none."""
        return _parse(text)

    @classmethod
    def of_day(cls, day: date) -> Period:
        """The period of one day."""
        return cls(day.isoformat(), day, day)

    @property
    def is_day(self) -> bool:
        """Whether the date is known to the day."""
        return self.first == self.last

    def certainly_before(self, other: Period) -> bool:
        """Whether every day of this period comes before every day of the other."""
        return self.last < other.first

    def may_overlap(self, other: Period) -> bool:
        """Whether both may mean the same day."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=65_536)
def _parse(text: str) -> Period:
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not a date: write 2014, 2014-03 or 2014-03-18")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern has it
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"'{text}' is not a date: there is no such day") from None
    last_month = month or 12
    last = date(year, last_month, day or monthrange(year, last_month)[1])
    return Period(text, first, last)


@dataclass(frozen=True, slots=True)
class Interval:
    """From one period to another, both included.

    `begin` is None when it is not known; `evidence` is then the first day on which it certainly
    held, as far as is known. `end` is None while it has not ended.
    """

    begin: Period | None
    end: Period | None
    evidence: date | None = None

    @property
    def first(self) -> date:
        """The first day on which it may hold."""
        return self.begin.first if self.begin else date.min

    @property
    def last(self) -> date:
        """The last day on which it may hold."""
        return self.end.last if self.end else date.max

    @property
    def certain_first(self) -> date:
        """The first day on which it certainly holds."""
        if self.begin:
            return self.begin.last
        return self.evidence or date.max

    @property
    def certain_last(self) -> date:
        """The last day on which it certainly holds."""
        return self.end.first if self.end else date.max

    def holds_at(self, day: date) -> Truth:
        """Whether it holds on a day: yes, may, or no."""
        begin, end = self.begin, self.end
        if (begin and day < begin.first) or (end and end.last < day):
            return "no"
        began = begin.last if begin else self.evidence or date.max
        return "yes" if began <= day and (end is None or day <= end.first) else "may"

    def touches(self, period: Period | Window) -> bool:
        """Whether it may hold on any day of a period or window."""
        return self.first <= period.last and period.first <= self.last


@dataclass(frozen=True, slots=True)
class Window:
    """The days from one to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def day_before(day: date) -> date:
    """The day before; the first day that there is stays."""
    return day - ONE_DAY if day > date.min else day


def day_after(day: date) -> date:
    """The day after; the last day that there is stays."""
    return day + ONE_DAY if day < date.max else day


def earliest(periods: Iterable[Period]) -> Period | None:
    """The period that begins first; of several, the one that ends first."""
    return min(periods, key=lambda period: (period.first, period.last), default=None)


def latest(periods: Iterable[Period]) -> Period | None:
    """The period that begins last; of several, the one that ends last."""
    return max(periods, key=lambda period: (period.first, period.last), default=None)


def instant_text(moment: datetime) -> str:
    """A moment as Parley stores and shows it: UTC, to the microsecond, of fixed width."""
    return moment.astimezone(UTC).strftime(_INSTANT).rjust(27, "0")


def parse_instant(text: str) -> datetime:
    """A moment from ISO 8601; without an offset UTC is meant. ValueError where it is none.

    One that falls before the year 1 or after 9999 only by its offset is the first or last moment.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"'{text}' is not a date-time: write it like 2025-03-18T12:00:00Z"
        ) from None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return (datetime.min if moment.year == 1 else datetime.max).replace(tzinfo=UTC)
