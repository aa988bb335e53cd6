"""Who moved: whose position or holding was not the same all the while.

What neither of two moved in can neither begin nor end a conflict between them, so that what changed
is found without comparing all with all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from graph.dates import Window, day_after
from graph.mediation import DualRole
from graph.positions import span_at
from graph.spans import RelationSpan
from graph.view import History, Spans, View

Movers = Mapping[str, set[str]]
Held = Mapping[str, tuple[RelationSpan, ...]]


class Moving(Protocol):
    """A time within which, or two moments between which, somebody may have moved."""

    def positions(self, histories: Mapping[str, Spans]) -> Movers:
        """By demand, whose position on it moved."""

    def holdings(self, held: Held) -> Movers:
        """By asset, whose holding or view of it moved."""

    def roles(self, roles: Iterable[DualRole]) -> Iterable[DualRole]:
        """Those of some dual roles that may begin or end."""


@dataclass(frozen=True, slots=True)
class Within:
    """The days of a window."""

    window: Window

    def positions(self, histories: Mapping[str, Spans]) -> Movers:
        """Whose position begins, ends or becomes another on one of the days."""
        return {
            demand: {party for party, history in spans.items() if self._turns(history)}
            for demand, spans in histories.items()
        }

    def _turns(self, history: History) -> bool:
        return any(
            span.first in self.window
            or (span.last < date.max and day_after(span.last) in self.window)
            for span in history
        )

    def holdings(self, held: Held) -> Movers:
        """Whose holding or view begins or ends, or comes to be certain, on one of the days."""
        return {
            asset: {span.party for span in spans if self._includes(span.days())}
            for asset, spans in held.items()
        }

    def roles(self, roles: Iterable[DualRole]) -> Iterable[DualRole]:
        """Those of which anything that counts changes on one of the days."""
        return (role for role in roles if self._includes(role.days()))

    def _includes(self, days: Iterable[date]) -> bool:
        return any(day in self.window for day in days)


@dataclass(frozen=True, slots=True)
class Between:
    """What one view saw of a day otherwise than another."""

    view: View
    other: View
    day: date
    roll_up: bool

    def positions(self, histories: Mapping[str, Spans]) -> Movers:
        """Whose position is another; everybody's where what it rests on of structure is."""
        others = self.other.spans_on(histories, roll_up=self.roll_up)
        return {
            demand: spans.keys() | others[demand].keys()
            if self._is_restructured(demand)
            else self._differing(spans, others[demand])
            for demand, spans in histories.items()
        }

    def _is_restructured(self, demand: str) -> bool:
        one, other = self.view.structure, self.other.structure
        excluding = one.excluding(demand)
        return (
            one.assets_of(demand) != other.assets_of(demand)
            or excluding != other.excluding(demand)
            or any(one.exclusion(demand, row) != other.exclusion(demand, row) for row in excluding)
        )

    def _differing(self, spans: Spans, others: Spans) -> set[str]:
        return {
            party
            for party in spans.keys() | others.keys()
            if span_at(spans.get(party, ()), self.day) != span_at(others.get(party, ()), self.day)
        }

    def holdings(self, held: Held) -> Movers:
        """Whose holding or view is another; everybody's where what the asset is part of is."""
        others = self.other.holdings_on(held, roll_up=self.roll_up)
        found: dict[str, set[str]] = {}
        for asset, spans in held.items():
            one, other = self._alive(spans), self._alive(others[asset])
            found[asset] = {
                party for party in one.keys() | other.keys() if one.get(party) != other.get(party)
            } | self._rehoused(asset)
        return found

    def _rehoused(self, asset: str) -> set[str]:
        """Who ever held an asset or a whole of it, where what it is part of is not the same."""
        views = (self.view, self.other)
        parts = [view.structure.whole_claims(asset) for view in views]
        if parts[0] == parts[1]:
            return set()
        near = {asset, *(claim.object for claims in parts for claim in claims)}
        held = [view.holdings_on(near, roll_up=self.roll_up).values() for view in views]
        return {span.party for rows in held for spans in rows for span in spans}

    def _alive(self, spans: Sequence[RelationSpan]) -> dict[str, list[RelationSpan]]:
        """The spans of each party that hold, or may hold, on the day."""
        found: dict[str, list[RelationSpan]] = {}
        for span in spans:
            if span.holds_at(self.day) != "no":
                found.setdefault(span.party, []).append(span)
        return found

    def roles(self, roles: Iterable[DualRole]) -> Iterable[DualRole]:
        """All of them, since there are few."""
        return roles
