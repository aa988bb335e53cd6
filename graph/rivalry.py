"""Rival holdings: two who hold one asset, or one who holds what another sees as a third's.

Holding is possession or title. Possession of or title to a whole counts for its parts, and a whole
that both hold is not listed again for its parts. Where the one ends in the period in which the
other begins, it was handed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from graph.cases import Conflict, Finding
from graph.couples import Near, couples
from graph.dates import Window
from graph.model import Claim
from graph.spans import RelationSpan
from graph.vocabulary import VOCABULARY

_HELD = frozenset(
    name for name, row in VOCABULARY.relations.items() if row.sort in ("possession", "title")
)
_VIEWS = frozenset(name for name, row in VOCABULARY.relations.items() if row.sort == "view")

Holders = Mapping[str, tuple[RelationSpan, ...]]


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two holders of one asset, directly or of a whole that it is part of.

    `above` are the cases of the same two over the wholes; `parts` are the claims that say what it
    is part of.
    """

    conflict: Conflict
    ones: tuple[RelationSpan, ...]
    others: tuple[RelationSpan, ...]
    above: tuple[Rivals, ...]
    parts: tuple[Claim, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """The two, by id."""
        return self.conflict.parties

    def days(self) -> set[date]:
        """The days on which any of the holdings, here or above, changes."""
        own = {day for span in (*self.ones, *self.others) for day in span.days()}
        return own.union(*(case.days() for case in self.above))

    def at(self, day: date) -> Finding | None:
        """The holdings of both that stand against each other."""
        if any(case.at(day) for case in self.above):
            return None
        [asset] = self.conflict.assets
        pairs = [
            (one, other)
            for one, other in product(_held_at(self.ones, day), _held_at(self.others, day))
            if asset in (one.object, other.object) and not handed_over(one, other)
        ]
        return _found(self.conflict, pairs, self.parts, day)


@dataclass(frozen=True, slots=True)
class Recognised:
    """One who recognises an asset as a third party's, and one who holds it.

    Where the recogniser holds it too, `instead` is the case of the two as holders: a pair is in one
    conflict over one asset.
    """

    conflict: Conflict
    views: tuple[RelationSpan, ...]
    holdings: tuple[RelationSpan, ...]
    parts: tuple[Claim, ...]
    instead: Rivals | None

    @property
    def parties(self) -> tuple[str, ...]:
        """The recogniser, then the holder."""
        return self.conflict.parties

    def days(self) -> set[date]:
        """The days on which the view or a holding changes."""
        own = {day for span in (*self.views, *self.holdings) for day in span.days()}
        return own | self.instead.days() if self.instead else own

    def at(self, day: date) -> Finding | None:
        """The view and the holdings that stand against each other."""
        if self.instead and self.instead.at(day):
            return None
        pairs = list(product(_held_at(self.views, day), _held_at(self.holdings, day)))
        return _found(self.conflict, pairs, self.parts, day)


def handed_over(one: RelationSpan, other: RelationSpan) -> bool:
    """Whether one of two holdings ends in the period in which the other begins."""
    return any(
        before.interval.end is not None
        and after.interval.begin is not None
        and before.interval.end.may_overlap(after.interval.begin)
        for before, after in ((one, other), (other, one))
    )


def _held_at(spans: Iterable[RelationSpan], day: date) -> list[RelationSpan]:
    return [span for span in spans if span.holds_at(day) != "no"]


def _found(
    conflict: Conflict,
    pairs: Sequence[tuple[RelationSpan, RelationSpan]],
    parts: tuple[Claim, ...],
    day: date,
) -> Finding | None:
    if not pairs:
        return None
    certain = any(one.holds_at(day) == other.holds_at(day) == "yes" for one, other in pairs)
    both = (*(one for one, _ in pairs), *(other for _, other in pairs))
    sides = tuple({id(side): side for side in both}.values())
    by_whole = any(side.object not in conflict.assets for side in sides)
    return Finding(conflict, certain, sides, parts if by_whole else ())


class Tenure:
    """Who holds one asset or a whole of it, and who sees it as whose.

    `holdings` are those on the asset and its wholes, `parts` the claims that say what it is part
    of, `above` the tenures of the wholes.
    """

    def __init__(
        self,
        asset: str,
        holdings: Mapping[str, Sequence[RelationSpan]],
        parts: tuple[Claim, ...] = (),
        above: Sequence[Tenure] = (),
    ) -> None:
        self.asset = asset
        self._parts = parts
        self._above = above
        spans = [span for part in holdings.values() for span in part]
        self._holders = _by_party(span for span in spans if span.relation in _HELD)
        self._views = _by_party(
            span for span in spans if span.relation in _VIEWS and span.object == asset
        )

    def cases(self, near: Near) -> Iterator[Rivals | Recognised]:
        """The pairs that may be rivals over the asset."""
        holders = _alive(self._holders, near.days)
        direct = {
            name for name in holders if any(row.object == self.asset for row in holders[name])
        }
        found = couples(holders, holders, (*near.each, direct))
        for one, other in sorted({(min(pair), max(pair)) for pair in found}):
            yield self.rivals(one, other)
        for recogniser, holder in sorted(
            couples(_alive(self._views, near.days), holders, near.each)
        ):
            yield from self._recognised(recogniser, holder)

    def rivals(self, one: str, other: str) -> Rivals:
        """The case of two holders."""
        conflict = Conflict("rival_holding", (one, other), (), (self.asset,))
        above = tuple(whole.rivals(one, other) for whole in self._above)
        held = self._holders
        return Rivals(conflict, held.get(one, ()), held.get(other, ()), above, self._parts)

    def _recognised(self, recogniser: str, holder: str) -> Iterator[Recognised]:
        views = tuple(
            view
            for view in self._views[recogniser]
            if view.in_favour_of and not {recogniser, holder} & set(view.in_favour_of)
        )
        if views:
            conflict = Conflict("rival_holding", (recogniser, holder), (), (self.asset,))
            both = recogniser in self._holders
            instead = self.rivals(*sorted((recogniser, holder))) if both else None
            yield Recognised(conflict, views, self._holders[holder], self._parts, instead)


def _by_party(spans: Iterable[RelationSpan]) -> dict[str, tuple[RelationSpan, ...]]:
    found: dict[str, list[RelationSpan]] = {}
    for span in spans:
        found.setdefault(span.party, []).append(span)
    return {party: tuple(rows) for party, rows in found.items()}


def _alive(spans: Holders, days: Window | None) -> Holders:
    """Those of whom a span may hold on any of these days."""
    if days is None:
        return spans
    return {
        party: rows
        for party, rows in spans.items()
        if any(interval.touches(days) for row in rows for interval in row.intervals)
    }
