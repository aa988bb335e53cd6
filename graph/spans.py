"""When a holding or a tie held: the spans that its claims stand for.

Holdings and ties hold from `valid_from` to `valid_to`. Without `valid_to` they have not ended.
Without `valid_from` they began at an unknown earlier time if there is a `valid_to`, else on
`said_on` at the latest. A tie said at an event, with neither bound, lasts as long as the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.dates import Interval, Period, Truth, day_after
from graph.model import Claim, Thing
from graph.positions import Statement
from graph.vocabulary import VOCABULARY

_TIES = VOCABULARY.names("tie")


def interval_of(claim: Claim, events: Mapping[str, Thing]) -> Interval:
    """The interval in which what a claim says holds; `events` by id gives those it was said at."""
    if claim.valid_from or claim.valid_to:
        evidence = None if claim.valid_from else _known_by(claim)
        return Interval(claim.valid_from, claim.valid_to, evidence)
    event = events.get(claim.said_at or "") if claim.relation in _TIES else None
    if event and event.start:
        return Interval(event.start, event.end or event.start)
    return Interval(claim.said_on, None, date.min if claim.said_on is None else None)


def since_at_latest(claim: Claim, events: Mapping[str, Thing]) -> bool:
    """Whether the start of its interval is only the day by which it is known to have begun."""
    if claim.valid_from or claim.valid_to or claim.said_on is None:
        return False
    event = events.get(claim.said_at or "") if claim.relation in _TIES else None
    return event is None or event.start is None


def _known_by(claim: Claim) -> date | None:
    """The first day on which something with an end but no known start certainly held."""
    periods: list[Period] = [part for part in (claim.said_on, claim.valid_to) if part]
    return min(period.last for period in periods) if periods else None


@dataclass(frozen=True, slots=True)
class RelationSpan:
    """A party's holding of an asset or tie to another party, from `interval.begin` to its `end`.

    `in_favour_of` are the parties whose the asset is in the view of one who `recognises`. With
    `at_latest`, it is only known that it had begun by then.
    """

    party: str
    relation: str
    object: str
    in_favour_of: tuple[str, ...]
    interval: Interval
    at_latest: bool
    statements: tuple[Statement, ...]
    intervals: tuple[Interval, ...]

    def __hash__(self) -> int:
        return hash((self.party, self.relation, self.object, self.interval.first))

    def holds_at(self, day: date) -> Truth:
        """Whether it holds on a day: the best that one of its claims says."""
        if len(self.intervals) == 1:
            return self.interval.holds_at(day)
        answers = {interval.holds_at(day) for interval in self.intervals}
        return next((truth for truth in _BEST_FIRST if truth in answers), "no")

    def days(self) -> set[date]:
        """The days on which what `holds_at` says may change."""
        bounds = {
            bound
            for interval in self.intervals
            for bound in (
                *(interval.first, interval.certain_first),
                *(day_after(interval.certain_last), day_after(interval.last)),
            )
        }
        return bounds - {date.max}


_BEST_FIRST: tuple[Truth, ...] = ("yes", "may")


def relation_span(
    claim: Claim, party: str, thing: str, events: Mapping[str, Thing]
) -> RelationSpan:
    """The span of one claim, as one party's and on one thing."""
    interval = interval_of(claim, events)
    return RelationSpan(
        party,
        claim.relation,
        thing,
        claim.in_favour_of,
        interval,
        since_at_latest(claim, events),
        (Statement(claim, party, None if party == claim.subject else claim.subject),),
        (interval,),
    )


def united(spans: Iterable[RelationSpan]) -> list[RelationSpan]:
    """Spans of one party, relation and thing in order of time, those that meet joined."""
    joined: list[RelationSpan] = []
    for span in sorted(spans, key=lambda span: (span.interval.first, span.statements[0].claim.uid)):
        if joined and span.interval.first <= day_after(joined[-1].interval.last):
            joined[-1] = _join(joined[-1], span)
        else:
            joined.append(span)
    return joined


def _join(one: RelationSpan, other: RelationSpan) -> RelationSpan:
    """Both as one span; of two starts on one day the more precise counts."""
    first, second = one.interval, other.interval
    begin = first.begin
    if begin and second.begin and begin.first == second.begin.first:
        begin = min((begin, second.begin), key=lambda period: period.last)
    evidence = min((day for day in (first.evidence, second.evidence) if day), default=None)
    return RelationSpan(
        one.party,
        one.relation,
        one.object,
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
