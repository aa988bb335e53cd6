"""What a conflict is: who is in it, over what, and on which days its rule is met.

Each rule makes *cases*: two parties (or a mediator and two) and what may be in conflict between
them. A case says of any day whether its rule is met and by which spans; that is all a rule has to
say. Since when it has been met, and over which spans of time, follows here for all rules alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, Protocol, get_args

from graph.dates import Period, day_before
from graph.model import Claim
from graph.positions import PositionSpan, Statement
from graph.spans import RelationSpan

ConflictKind = Literal["opposed", "exclusive", "rival_holding", "dual_role"]
StakeName = Literal["side", "gain", "tie"]
Side = PositionSpan | RelationSpan

KINDS: tuple[ConflictKind, ...] = get_args(ConflictKind)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Who is in conflict over what, apart from time; all ids.

    `parties` are sorted; of a recogniser and a holder the recogniser, of a dual role the mediator
    comes first. `assets` are those that the demands concern, or the asset held.
    """

    kind: ConflictKind
    parties: tuple[str, ...]
    demands: tuple[str, ...]
    assets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """What a mediator has of its own in a conflict, by which spans."""

    name: StakeName
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds on one day: by which spans it is met, and on which structure it rests.

    `conflict` is what is in conflict on that day, which for a dual role changes with time.
    """

    conflict: Conflict
    certain: bool
    sides: tuple[Side, ...]
    structure: tuple[Claim, ...] = ()
    stakes: tuple[Stake, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of its proof, each once."""
        stakes = (side for stake in self.stakes for side in stake.sides)
        rows = [row for side in (*self.sides, *stakes) for row in side.statements]
        return tuple({(row.claim.uid, row.party): row for row in rows}.values())


class Case(Protocol):
    """What may be in conflict, from one rule's point of view."""

    @property
    def parties(self) -> tuple[str, ...]:
        """Who may be in conflict, in the order of `Conflict.parties`."""

    def days(self) -> Iterable[date]:
        """The days on which what `at` says may change."""

    def at(self, day: date) -> Finding | None:
        """What the rule finds on a day; None where it is not met."""


class Base(Case, Protocol):
    """What may be in conflict between two over always the same: all kinds but a dual role."""

    @property
    def conflict(self) -> Conflict:
        """What is in conflict whenever the rule is met."""


@dataclass(frozen=True, slots=True)
class ConflictSpan:
    """A conflict from `first` to `last`, both included, with the same proof all the while.

    `since` is the first day of the unbroken time in which the rule is met; `begin` is that day or,
    where it may have begun later, the coarse date that leaves it open.
    """

    finding: Finding
    first: date
    last: date
    since: date
    begin: Period


def since(case: Case, day: date) -> date:
    """The first day of the unbroken time, up to a day on which it is met, in which it was."""
    start = day
    for earlier in sorted({found for found in case.days() if found <= day}, reverse=True):
        if case.at(earlier) is None:
            return start
        start = earlier
    return start


@dataclass(frozen=True, slots=True)
class Sighting:
    """A conflict as it was found on a day; since when it had been met is not yet worked out."""

    case: Case
    finding: Finding
    day: date

    def span(self) -> ConflictSpan:
        """The conflict of that day, with when its unbroken time began."""
        start = since(self.case, self.day)
        first = self.case.at(start) or self.finding
        return ConflictSpan(self.finding, self.day, self.day, start, begun(first, start))


def begun(finding: Finding, day: date) -> Period:
    """When what was found on its first day began: that day, or the coarse date that covers it."""
    if finding.certain:
        return Period.of_day(day)
    sides = (*finding.sides, *(side for stake in finding.stakes for side in stake.sides))
    coarse = (
        period
        for side in sides
        for period in _beginnings(side)
        if not period.is_day and period.first <= day <= period.last
    )
    return max(coarse, key=lambda period: period.last, default=Period.of_day(day))


def _beginnings(side: Side) -> Iterable[Period]:
    if isinstance(side, PositionSpan):
        return [row.begin for row in side.statements]
    return [interval.begin for interval in side.intervals if interval.begin]


def conflict_spans(case: Case) -> Iterator[ConflictSpan]:
    """All spans of a case, in order of time; those of an unbroken time share their `since`."""
    days = sorted(set(case.days()))
    ends = [*(day_before(later) for _, later in pairwise(days)), date.max]
    spans: list[ConflictSpan] = []
    for first, last in zip(days, ends, strict=True):
        finding = case.at(first)
        before = spans[-1] if spans and spans[-1].last == day_before(first) else None
        if finding is None:
            continue
        if before and before.finding == finding:
            spans[-1] = replace(before, last=last)
        elif before:
            spans.append(ConflictSpan(finding, first, last, before.since, before.begin))
        else:
            spans.append(ConflictSpan(finding, first, last, first, begun(finding, first)))
    yield from spans
