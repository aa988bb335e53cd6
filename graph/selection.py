"""Which positions a question asks for: first the demands that can matter, then the filters.

Filters choose among finished positions and change none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.dates import Period
from graph.names import fold
from graph.positions import PositionSpan, span_at
from graph.questions import PositionsQuestion
from graph.snapshot import View

_OPPOSITE = {"for": "against", "against": "for"}
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Position:
    """A span that covers the day, with those who stand against it."""

    span: PositionSpan
    assets: tuple[str, ...]
    objectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A positions question with its names resolved to ids."""

    party: str | None = None
    demand: str | None = None
    asset: str | None = None
    addressed_to: str | None = None


def positions_at(
    view: View, day: date, question: PositionsQuestion, wanted: Wanted
) -> list[Position]:
    """The positions of one day that a question asks for: last said first, then by party, demand."""
    assets = view.structure.with_parts(wanted.asset) if wanted.asset else frozenset[str]()
    found = [
        position
        for position in _all_at(view, day, _demands(view, wanted, assets), question.roll_up)
        if _matches(view, position, question, wanted, assets)
    ]
    return sorted(found, key=_order)


def _order(position: Position) -> tuple[int, str, str]:
    span = position.span
    return -span.latest.said_on.first.toordinal(), span.party, span.demand


def _demands(view: View, wanted: Wanted, assets: frozenset[str]) -> list[str]:
    """The demands on which a wanted position can stand, by id."""
    snapshot = view.snapshot
    narrowed = []
    if wanted.demand:
        narrowed.append(frozenset({wanted.demand}))
    if wanted.asset:
        narrowed.append(view.structure.demands_on(assets) | snapshot.demands_about(assets))
    if wanted.party:
        narrowed.append(snapshot.demands_of(view.structure.speakers.voices(wanted.party)))
    if narrowed:
        return sorted(frozenset.intersection(*narrowed))
    return sorted(name for name, thing in snapshot.things.items() if thing.label == "Demand")


def _all_at(view: View, day: date, demands: Iterable[str], roll_up: bool) -> Iterator[Position]:
    names = list(demands)
    for start in range(0, len(names), _CHUNK):
        spans_on = view.spans_on(names[start : start + _CHUNK], roll_up=roll_up)
        for demand, by_party in spans_on.items():
            held = [span for spans in by_party.values() if (span := span_at(spans, day))]
            concerned = view.structure.assets_of(demand)
            yield from (_position(span, held, concerned) for span in held)


def _position(
    span: PositionSpan, held: Iterable[PositionSpan], concerned: frozenset[str]
) -> Position:
    about = concerned.union(*(row.claim.about for row in span.statements))
    opposite = _OPPOSITE.get(span.polarity)
    objectors = sorted(other.party for other in held if other.polarity == opposite)
    return Position(span, tuple(sorted(about)), tuple(objectors))


def _matches(
    view: View,
    position: Position,
    question: PositionsQuestion,
    wanted: Wanted,
    assets: frozenset[str],
) -> bool:
    span = position.span
    return (
        question.stance in (None, span.stance)
        and question.polarity in (None, span.polarity)
        and (wanted.party is None or wanted.party in _who(span))
        and (wanted.asset is None or not assets.isdisjoint(position.assets))
        and (wanted.addressed_to is None or wanted.addressed_to in _addressed(span))
        and (question.certainty is None or question.certainty in _certainties(span))
        and _said_within(span, question)
        and (question.q is None or _reads(view, span, question.q))
    )


def _who(span: PositionSpan) -> set[str]:
    """The party and those who spoke for it."""
    return {span.party, *(row.voice for row in span.statements if row.voice)}


def _addressed(span: PositionSpan) -> set[str]:
    return {party for row in span.statements for party in row.claim.addressed_to}


def _certainties(span: PositionSpan) -> set[str | None]:
    return {row.claim.certainty for row in span.statements}


def _said_within(span: PositionSpan, question: PositionsQuestion) -> bool:
    """Whether it may last have been said from `said_since` on and before `said_before`."""
    said = span.latest.said_on
    if question.said_since and said.last < Period.parse(question.said_since).first:
        return False
    return not question.said_before or said.first < Period.parse(question.said_before).first


def _reads(view: View, span: PositionSpan, words: str) -> bool:
    """Whether every word stands in the party's, the demand's or the claims' text."""
    demand = view.snapshot.things.get(span.demand)
    texts = [view.snapshot.name(name) for name in (*_who(span), span.demand)]
    texts += demand.aliases if demand else ()
    texts += [row.claim.paraphrase for row in span.statements if row.claim.paraphrase]
    text = fold(" ".join(texts))
    return all(word in text for word in fold(words).split())
