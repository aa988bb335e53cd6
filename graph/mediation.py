"""Dual roles: a mediator's conflict of interest.

A party mediates between two others that are in conflict, and has a stake of its own: a *side*, a
*gain* or a *tie*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.cases import Base, Conflict, Finding, Side, Stake, StakeName
from graph.dates import day_after
from graph.positions import PositionSpan, Statement, span_at
from graph.spans import RelationSpan

History = tuple[PositionSpan, ...]

TIES = frozenset({"allied_with", "sanctions", "distrusts", "accuses"})
_POLES = ("for", "against")


@dataclass(frozen=True, slots=True)
class Mediator:
    """What a mediator has of its own: positions by demand, possessions and titles, and ties."""

    party: str
    histories: Mapping[str, History]
    holdings: Sequence[RelationSpan]
    ties: Sequence[RelationSpan]

    def between(self, pair: tuple[str, str], things: Collection[str]) -> Mediator:
        """What of all this can be a stake in a conflict of two over these demands and assets."""
        return Mediator(
            self.party,
            {
                demand: history
                for demand, history in self.histories.items()
                if demand in things or any(map(self.is_own_gain, _statements(history)))
            },
            [span for span in self.holdings if span.object in things],
            [
                span
                for span in self.ties
                if (span.party == self.party and span.object in pair)
                or (span.object == self.party and span.party in pair)
            ],
        )

    def is_own_gain(self, row: Statement) -> bool:
        """Whether it is for a demand by a claim in favour of itself."""
        return row.polarity == "for" and self.party in row.claim.in_favour_of


def _statements(history: History) -> Iterator[Statement]:
    return (row for span in history for row in span.statements)


@dataclass(frozen=True, slots=True)
class DualRole:
    """A mediator and two between whom it may mediate.

    `mediations` are its ties to the one and to the other, `bases` the cases between these two, and
    `own` those between the mediator and one of them over the same.
    """

    mediator: Mediator
    pair: tuple[str, str]
    mediations: tuple[tuple[RelationSpan, ...], tuple[RelationSpan, ...]]
    bases: tuple[Base, ...]
    own: tuple[Base, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """The mediator, then the two by id."""
        return (self.mediator.party, *self.pair)

    @property
    def things(self) -> set[str]:
        """The demands and assets over which the two may be in conflict."""
        return things_of(self.bases)

    def days(self) -> set[date]:
        """The days on which anything that counts changes."""
        cases = {day for case in (*self.bases, *self.own) for day in case.days()}
        spans = (
            *self.mediations[0],
            *self.mediations[1],
            *self.mediator.holdings,
            *self.mediator.ties,
        )
        stances = (span for history in self.mediator.histories.values() for span in history)
        return cases.union(
            *(span.days() for span in spans),
            *({span.first, day_after(span.last)} - {date.max} for span in stances),
        )

    def at(self, day: date) -> Finding | None:
        """The mediation, what the two are in conflict by, and the stakes."""
        mediations = [_held(spans, day) for spans in self.mediations]
        if not all(mediations):
            return None
        bases = [found for case in self.bases if (found := case.at(day))]
        stakes = tuple(self._stakes(bases, day)) if bases else ()
        if not stakes:
            return None
        sure = (
            *(_any_certain(spans, day) for spans in mediations),
            any(found.certain for found in bases),
            any(_any_certain(stake.sides, day) for stake in stakes),
        )
        ties = (span for spans in mediations for span in spans)
        sides = (*ties, *(side for found in bases for side in found.sides))
        structure = tuple(dict.fromkeys(row for found in bases for row in found.structure))
        return Finding(
            self._conflict(bases), all(sure), tuple(dict.fromkeys(sides)), structure, stakes
        )

    def _conflict(self, bases: Sequence[Finding]) -> Conflict:
        return Conflict("dual_role", self.parties, _demands(bases), _assets(bases))

    def _stakes(self, bases: Sequence[Finding], day: date) -> Iterable[Stake]:
        demands, assets = _demands(bases), _assets(bases)
        found: dict[StakeName, Iterable[Side]] = {
            "side": (*self._stances(demands, day), *self._own_conflicts(demands, assets, day)),
            "gain": (*self._held_assets(assets, day), *self._wanted(assets, day)),
            "tie": _held(self.mediator.ties, day),
        }
        for name, sides in found.items():
            if unique := tuple(dict.fromkeys(sides)):
                yield Stake(name, unique)

    def _stances(self, demands: Iterable[str], day: date) -> Iterable[Side]:
        """Its positions for or against a demand in the conflict."""
        for demand in demands:
            span = span_at(self.mediator.histories.get(demand, ()), day)
            if span and span.polarity in _POLES:
                yield span

    def _own_conflicts(
        self, demands: Collection[str], assets: Collection[str], day: date
    ) -> Iterable[Side]:
        """The spans of its own conflicts with one of the two over the same demand or asset."""
        for case in self.own:
            found = case.at(day)
            if found and (
                not set(demands).isdisjoint(found.conflict.demands)
                or not set(assets).isdisjoint(found.conflict.assets)
            ):
                yield from found.sides

    def _held_assets(self, assets: Collection[str], day: date) -> Iterable[Side]:
        return (span for span in _held(self.mediator.holdings, day) if span.object in assets)

    def _wanted(self, assets: Collection[str], day: date) -> Iterable[Side]:
        """Its positions for a demand by a claim to its own gain, on one of the two or the asset."""
        for history in self.mediator.histories.values():
            span = span_at(history, day)
            if span and span.polarity == "for" and (rows := self._gains(span, assets)):
                yield rows

    def _gains(self, span: PositionSpan, assets: Collection[str]) -> PositionSpan | None:
        pair = set(self.pair)
        rows = tuple(
            row
            for row in span.statements
            if self.mediator.is_own_gain(row)
            and (
                not pair.isdisjoint(row.claim.addressed_to)
                or not set(assets).isdisjoint(row.claim.about)
            )
        )
        return replace(span, statements=rows) if rows else None


def things_of(cases: Iterable[Base]) -> set[str]:
    """The demands and assets over which cases are."""
    conflicts = [case.conflict for case in cases]
    return {name for one in conflicts for name in (*one.demands, *one.assets)}


def _held(spans: Iterable[RelationSpan], day: date) -> list[RelationSpan]:
    return [span for span in spans if span.holds_at(day) != "no"]


def _any_certain(sides: Iterable[Side], day: date) -> bool:
    return any(
        side.certain if isinstance(side, PositionSpan) else side.holds_at(day) == "yes"
        for side in sides
    )


def _demands(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(sorted({name for found in findings for name in found.conflict.demands}))


def _assets(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(sorted({name for found in findings for name in found.conflict.assets}))
