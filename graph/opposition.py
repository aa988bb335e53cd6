"""Two kinds of conflict over demands: one is for what another is against, or for what excludes it.

A disputed position takes part in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.cases import Conflict, Finding
from graph.couples import Near, couples
from graph.dates import Window, day_after
from graph.model import Claim
from graph.positions import PositionSpan, span_at

History = tuple[PositionSpan, ...]
_POLES = frozenset({"for", "against"})


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two parties, of whom one may be for a demand that the other is against."""

    conflict: Conflict
    one: History
    other: History

    @property
    def parties(self) -> tuple[str, ...]:
        """The two, by id."""
        return self.conflict.parties

    def days(self) -> set[date]:
        """The days on which either position changes."""
        return _changes((self.one, self.other))

    def at(self, day: date) -> Finding | None:
        """Both positions, where one is for and one against."""
        one, other = span_at(self.one, day), span_at(self.other, day)
        if one is None or other is None or {one.polarity, other.polarity} != _POLES:
            return None
        first, second = (one, other) if one.polarity == "for" else (other, one)
        return Finding(self.conflict, one.certain and other.certain, (first, second))


@dataclass(frozen=True, slots=True)
class Exclusive:
    """Two parties that may each be for one of two demands that exclude each other.

    `ones` and `others` are the histories of both on the first and on the second demand.
    """

    conflict: Conflict
    ones: tuple[History, History]
    others: tuple[History, History]
    exclusion: tuple[Claim, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """The two, by id."""
        return self.conflict.parties

    def days(self) -> set[date]:
        """The days on which any of the four positions changes."""
        return _changes((*self.ones, *self.others))

    def at(self, day: date) -> Finding | None:
        """The positions by which each is for what excludes what the other is for."""
        pairs = [
            (one, other)
            for one, other in zip(
                (_for_at(history, day) for history in self.ones),
                (_for_at(history, day) for history in reversed(self.others)),
                strict=True,
            )
            if one and other
        ]
        if not pairs:
            return None
        certain = any(one.certain and other.certain for one, other in pairs)
        sides = tuple(side for pair in pairs for side in pair)
        return Finding(self.conflict, certain, sides, self.exclusion)


def _changes(histories: Sequence[History]) -> set[date]:
    spans = [span for history in histories for span in history]
    ends = {day_after(span.last) for span in spans if span.last < date.max}
    return {span.first for span in spans} | ends


def _for_at(history: History, day: date) -> PositionSpan | None:
    span = span_at(history, day)
    return span if span and span.polarity == "for" else None


def opposed_cases(
    demand: str, histories: Mapping[str, History], assets: tuple[str, ...], near: Near
) -> Iterator[Opposed]:
    """The pairs that may be for and against a demand."""
    wanted = _by_pole(histories, near.days)
    found = couples(wanted["for"], wanted["against"], near.each)
    for one, other in sorted({(min(pair), max(pair)) for pair in found}):
        conflict = Conflict("opposed", (one, other), (demand,), assets)
        yield Opposed(conflict, histories[one], histories[other])


def _by_pole(histories: Mapping[str, History], days: Window | None) -> dict[str, list[str]]:
    """Who is for and who against, on any of these days or ever."""
    found: dict[str, list[str]] = {"for": [], "against": []}
    for party, history in histories.items():
        poles = {
            span.polarity
            for span in history
            if days is None or (span.first <= days.last and days.first <= span.last)
        }
        for pole in poles & _POLES:
            found[pole].append(party)
    return found


def exclusive_cases(
    demands: tuple[str, str],
    histories: tuple[Mapping[str, History], Mapping[str, History]],
    assets: tuple[str, ...],
    exclusion: tuple[Claim, ...],
    near: Near,
) -> Iterator[Exclusive]:
    """The pairs that may be for two demands that exclude each other."""
    first, second = (_by_pole(part, near.days)["for"] for part in histories)
    found = couples(first, second, near.each)
    for one, other in sorted({(min(pair), max(pair)) for pair in found}):
        conflict = Conflict("exclusive", (one, other), demands, assets)
        ones, others = (
            (histories[0].get(party, ()), histories[1].get(party, ())) for party in (one, other)
        )
        yield Exclusive(conflict, ones, others, exclusion)
