"""Who stands how towards a demand, and since when: positions as spans, from stance claims alone.

A party's position on a demand rests on those of its claims that have begun, have not ended, and to
which no other is certainly later. What a later claim has replaced does not come back. A claim for a
demand also ends when the same party is certainly later for a demand that excludes it.

A date coarser than a day is read twice: *generously* (it begins on its first day and ends on its
last) and *strictly* (the other way round). The generous reading gives the position; it is certain
where the strict one gives the same, and no two of its claims differ whose order is open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, combinations

from graph.dates import Period, day_after, day_before
from graph.model import Claim
from graph.vocabulary import VOCABULARY, PositionPolarity

_POLARITY = {name: VOCABULARY.polarity(name) for name in VOCABULARY.names("stance")}
_RANK: tuple[PositionPolarity, ...] = ("for", "against", "other", "open")

Edge = Callable[[Period], date]
Key = tuple[PositionPolarity, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """A stance claim as one party's: `voice` is who spoke, where that was not the party itself."""

    claim: Claim
    party: str
    voice: str | None

    @property
    def said_on(self) -> Period:
        """The date of the claim; a stance claim has one."""
        assert self.claim.said_on is not None  # noqa: S101 - checked when loaded
        return self.claim.said_on

    @property
    def begin(self) -> Period:
        """When it takes effect."""
        return self.claim.valid_from or self.said_on

    @property
    def polarity(self) -> PositionPolarity:
        """The polarity of its relation."""
        return _POLARITY[self.claim.relation]


@dataclass(frozen=True, slots=True)
class Move:
    """A party is for another demand that excludes this one: from `day`, by `statement`."""

    statement: Statement
    day: date
    strict_day: date


@dataclass(frozen=True, slots=True)
class PositionSpan:
    """A party's position on a demand from `first` to `last`, both included.

    `since` is the start of the unbroken run of this polarity; `statements` are those it rests on,
    the latest first; `latest` is the one that gives the stance.
    """

    party: str
    demand: str
    polarity: PositionPolarity
    first: date
    last: date
    since: Period
    certain: bool
    latest: Statement
    statements: tuple[Statement, ...]

    def __hash__(self) -> int:
        return hash((self.party, self.demand, self.first))

    @property
    def stance(self) -> str:
        """The relation of the latest statement of its polarity."""
        return self.latest.claim.relation


@dataclass(frozen=True, slots=True)
class _Life:
    """The days on which a statement may carry a position, in one reading of coarse dates."""

    statement: Statement
    first: date
    last: date


def position_spans(
    statements: Sequence[Statement], moves: Sequence[Move] = ()
) -> tuple[PositionSpan, ...]:
    """The spans of one party's position on one demand, in order of time, none overlapping.

    `statements` are all by one party on one demand, `moves` those of the same party elsewhere.
    """
    if len(statements) == 1 and not moves and _is_plain(statements[0]):
        return (_alone(statements[0]),)
    generous = _lives(statements, moves, _first, _last, lambda move: move.day)
    strict = _lives(statements, moves, _last, _first, lambda move: move.strict_day)
    cuts = {life.first for life in (*generous, *strict)}
    cuts |= {day_after(life.last) for life in (*generous, *strict) if life.last < date.max}
    return _runs(_segments(sorted(cuts), generous, strict))


def _is_plain(row: Statement) -> bool:
    """Whether the days on which it begins and ends are known, and in order."""
    ends = row.claim.valid_to
    if not row.begin.is_day or not row.said_on.is_day:
        return False
    return ends is None or (ends.is_day and row.begin.first <= ends.first)


def _alone(row: Statement) -> PositionSpan:
    """The one span of a single plain statement: what the general way comes to, much sooner."""
    last = row.claim.valid_to.last if row.claim.valid_to else date.max
    first = row.begin.first
    only = (row,)
    return PositionSpan(
        row.party, row.claim.object, row.polarity, first, last, row.begin, True, row, only
    )


def moves_to(statements: Sequence[Statement]) -> tuple[Move, ...]:
    """When, by its statements on one demand, a party came to be for it: for demands it excludes."""
    days = _days_for(_lives(statements, (), _first, _last, lambda move: move.day))
    strict = _days_for(_lives(statements, (), _last, _first, lambda move: move.strict_day))
    return tuple(
        Move(statement, days[uid], max(days[uid], strict.get(uid, date.max)))
        for uid, statement in {row.claim.uid: row for row in statements}.items()
        if uid in days
    )


def span_at(spans: Sequence[PositionSpan], day: date) -> PositionSpan | None:
    """The span that covers a day, if any; `spans` in order of time."""
    place = bisect_right(spans, day, key=lambda span: span.first) - 1
    return spans[place] if place >= 0 and day <= spans[place].last else None


def by_party(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Statements grouped by party."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.party].append(statement)
    return groups


def _first(period: Period) -> date:
    return period.first


def _last(period: Period) -> date:
    return period.last


def _lives(
    statements: Sequence[Statement],
    moves: Sequence[Move],
    begin: Edge,
    end: Edge,
    moved: Callable[[Move], date],
) -> list[_Life]:
    """Each statement's days, replaced and moved-on-from statements cut; empty lives left out."""
    ordered = sorted(statements, key=lambda row: row.said_on.first)
    said = [row.said_on.first for row in ordered]
    starts = (begin(row.begin) for row in reversed(ordered))
    # soonest[i]: when the first of the statements from the i-th on takes effect.
    soonest = [*reversed(list(accumulate(starts, min))), date.max]
    lives = []
    for row in ordered:
        replaced = soonest[bisect_right(said, row.said_on.last)]
        last = date.max if replaced == date.max else day_before(replaced)
        if row.claim.valid_to:
            last = min(last, end(row.claim.valid_to))
        last = min([last, *_moved_on(row, moves, moved)])
        if begin(row.begin) <= last:
            lives.append(_Life(row, begin(row.begin), last))
    return lives


def _moved_on(
    row: Statement, moves: Sequence[Move], moved: Callable[[Move], date]
) -> Iterable[date]:
    if row.polarity == "for":
        for move in moves:
            if row.said_on.certainly_before(move.statement.said_on) and moved(move) < date.max:
                yield day_before(moved(move))


def _days_for(lives: Sequence[_Life]) -> dict[str, date]:
    """The first day on which each statement for the demand carries a position for it."""
    days: dict[str, date] = {}
    cuts = sorted({life.first for life in lives} | {day_after(life.last) for life in lives})
    for day, active in _sweep(cuts, lives):
        if active and _key(active)[0] == "for":
            for row in active:
                if row.polarity == "for":
                    days.setdefault(row.claim.uid, day)
    return days


def _sweep(
    cuts: Sequence[date], lives: Sequence[_Life]
) -> Iterable[tuple[date, tuple[Statement, ...]]]:
    """For each cut, the statements alive from it until the next."""
    waiting = sorted(lives, key=lambda life: life.first)
    alive: list[_Life] = []
    place = 0
    for day in cuts:
        while place < len(waiting) and waiting[place].first <= day:
            alive.append(waiting[place])
            place += 1
        alive = [life for life in alive if life.last >= day]
        yield day, tuple(life.statement for life in alive)


def _segments(
    cuts: Sequence[date], generous: Sequence[_Life], strict: Sequence[_Life]
) -> list[PositionSpan]:
    ends = [*(day_before(day) for day in cuts[1:]), date.max][: len(cuts)]
    readings = zip(_sweep(cuts, generous), _sweep(cuts, strict), ends, strict=True)
    return [
        _span(day, last, _latest_first(active), sure)
        for (day, active), (_, sure), last in readings
        if active
    ]


def _span(
    day: date, last: date, active: tuple[Statement, ...], sure: tuple[Statement, ...]
) -> PositionSpan:
    polarity, _ = _key(active)
    latest = _stance_of(active, polarity)
    starting = [row.begin for row in active if row.begin.first == day]
    since = min(starting, key=lambda begin: begin.last, default=Period.of_day(day))
    certain = bool(sure) and _key(sure) == _key(active) and not _order_open(active)
    claim = latest.claim
    return PositionSpan(
        latest.party, claim.object, polarity, day, last, since, certain, latest, active
    )


def _key(active: Sequence[Statement]) -> Key:
    """Polarity and stance of the claims that a position rests on."""
    found = {row.polarity for row in active}
    if {"for", "against"} <= found:
        polarity: PositionPolarity = "disputed"
    else:
        polarity = next(name for name in _RANK if name in found)
    return polarity, _stance_of(active, polarity).claim.relation


def _stance_of(active: Sequence[Statement], polarity: PositionPolarity) -> Statement:
    """The latest of the statements that carry the polarity; all do where it is disputed."""
    carrying = [row for row in active if polarity in (row.polarity, "disputed")]
    return _latest_first(carrying)[0]


def _latest_first(active: Sequence[Statement]) -> tuple[Statement, ...]:
    rows = sorted(active, key=lambda row: row.claim.uid)
    return tuple(sorted(rows, key=lambda row: row.said_on.first, reverse=True))


def _order_open(active: Sequence[Statement]) -> bool:
    """Whether two differ of which a coarse date leaves open which is the later."""
    return any(
        (one.claim.relation != other.claim.relation)
        and not (one.said_on.is_day and other.said_on.is_day)
        for one, other in combinations(active, 2)
    )


def _runs(segments: Sequence[PositionSpan]) -> tuple[PositionSpan, ...]:
    """The segments with `since` carried along unbroken runs, equal neighbours joined."""
    spans: list[PositionSpan] = []
    for segment in segments:
        span = segment
        if spans and _continues(spans[-1], span):
            span = replace(span, since=spans[-1].since)
            if _same(spans[-1], span):
                span = replace(span, first=spans.pop().first)
        spans.append(span)
    return tuple(spans)


def _continues(before: PositionSpan, after: PositionSpan) -> bool:
    return before.polarity == after.polarity and day_after(before.last) == after.first


def _same(before: PositionSpan, after: PositionSpan) -> bool:
    return before.certain == after.certain and before.statements == after.statements


def stances_of(
    statements_on: Mapping[str, Sequence[Statement]], excluding: Sequence[str], demand: str
) -> dict[str, tuple[PositionSpan, ...]]:
    """Every party's spans on a demand.

    `statements_on` gives the statements by demand, `excluding` the demands that exclude this one.
    """
    moves: dict[str, list[Move]] = defaultdict(list)
    for other in excluding:
        for party, rows in by_party(statements_on.get(other, ())).items():
            moves[party].extend(moves_to(rows))
    own = by_party(statements_on.get(demand, ()))
    return {party: position_spans(rows, moves.get(party, ())) for party, rows in own.items()}
