"""Who held what, as spans: possession of, title to, use of and views on one asset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.dates import Interval, Period, Truth, day_after
from graph.model import Claim, Thing
from graph.positions import Statement
from graph.spans import interval_of, since_at_latest
from graph.speaking import Speakers


@dataclass(frozen=True, slots=True)
class HoldingSpan:
    """One party's holding of one asset by one relation, from `interval.begin` to `interval.end`.

    `in_favour_of` are the parties whose the asset is in the view of one who `recognises`. With
    `at_latest`, it is only known that it had begun by then.
    """

    party: str
    relation: str
    asset: str
    in_favour_of: tuple[str, ...]
    interval: Interval
    at_latest: bool
    statements: tuple[Statement, ...]
    intervals: tuple[Interval, ...]

    def holds_at(self, day: date) -> Truth:
        """Whether it holds on a day: the best that one of its claims says."""
        answers = {interval.holds_at(day) for interval in self.intervals}
        return next((truth for truth in _BEST_FIRST if truth in answers), "no")


_BEST_FIRST: tuple[Truth, ...] = ("yes", "may")

Key = tuple[str, str, str, tuple[str, ...]]


def holding_spans(
    claims: Iterable[Claim],
    events: Mapping[str, Thing],
    speakers: Speakers | None = None,
) -> tuple[HoldingSpan, ...]:
    """The holdings that claims amount to, by asset, party, relation and time.

    Claims of the same party, relation and asset whose intervals meet are one span. With `speakers`,
    subjects stand for the party that they speak for.
    """
    groups: dict[Key, list[HoldingSpan]] = defaultdict(list)
    for claim in claims:
        for party in (
            speakers.parties(claim.subject, claim.said_on) if speakers else (claim.subject,)
        ):
            key = (claim.object, party, claim.relation, claim.in_favour_of)
            groups[key].append(_span_of(claim, party, events))
    return tuple(span for key in sorted(groups) for span in _united(groups[key]))


def _span_of(claim: Claim, party: str, events: Mapping[str, Thing]) -> HoldingSpan:
    interval = interval_of(claim, events)
    return HoldingSpan(
        party,
        claim.relation,
        claim.object,
        claim.in_favour_of,
        interval,
        since_at_latest(claim, events),
        (Statement(claim, party, None if party == claim.subject else claim.subject),),
        (interval,),
    )


def _united(spans: Iterable[HoldingSpan]) -> list[HoldingSpan]:
    """Spans of one key in order of time, those that meet joined."""
    joined: list[HoldingSpan] = []
    for span in sorted(spans, key=lambda span: (span.interval.first, span.statements[0].claim.uid)):
        if joined and span.interval.first <= day_after(joined[-1].interval.last):
            joined[-1] = _join(joined[-1], span)
        else:
            joined.append(span)
    return joined


def _join(one: HoldingSpan, other: HoldingSpan) -> HoldingSpan:
    """Both as one span; of two starts on one day the more precise counts."""
    first, second = one.interval, other.interval
    begin = first.begin
    if begin and second.begin and begin.first == second.begin.first:
        begin = min((begin, second.begin), key=lambda period: period.last)
    evidence = min((day for day in (first.evidence, second.evidence) if day), default=None)
    return HoldingSpan(
        one.party,
        one.relation,
        one.asset,
        one.in_favour_of,
        Interval(begin, _later_end(first.end, second.end), evidence),
        one.at_latest and first.begin == begin,
        (*one.statements, *other.statements),
        (*one.intervals, *other.intervals),
    )


def _later_end(one: Period | None, other: Period | None) -> Period | None:
    if one is None or other is None:
        return None
    return max((one, other), key=lambda period: (period.last, period.first))
