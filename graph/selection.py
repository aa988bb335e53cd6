"""Which positions a question asks for: first the demands that can matter, then the filters.

Filters choose among finished positions and change none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import Period
from graph.names import fold
from graph.positions import PositionSpan, span_at
from graph.questions import PositionsQuestion
from graph.snapshot import History, View

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


def spans_wanted(
    view: View, day: date, question: PositionsQuestion, wanted: Wanted
) -> list[PositionSpan]:
    """The positions of one day that a question asks for: last said first, then by party, demand."""
    assets = view.structure.with_parts(wanted.asset) if wanted.asset else frozenset[str]()
    found = [
        span
        for history in _histories(view, wanted, assets, question.roll_up)
        if (span := span_at(history, day)) and _matches(view, span, question, wanted, assets)
    ]
    return sorted(found, key=_order)


def completed(
    view: View, day: date, spans: Sequence[PositionSpan], *, roll_up: bool
) -> list[Position]:
    """Spans with what else an answer says of them; asked for those that are shown alone."""
    near = view.spans_on({span.demand for span in spans}, roll_up=roll_up)
    held = {
        demand: [span for row in by_party.values() if (span := span_at(row, day))]
        for demand, by_party in near.items()
    }
    return [_completed(view, span, held[span.demand]) for span in spans]


def _completed(view: View, span: PositionSpan, held: Sequence[PositionSpan]) -> Position:
    opposite = _OPPOSITE.get(span.polarity)
    objectors = sorted(other.party for other in held if other.polarity == opposite)
    return Position(span, tuple(sorted(_assets(view, span))), tuple(objectors))


def _order(span: PositionSpan) -> tuple[int, str, str]:
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


def _histories(
    view: View, wanted: Wanted, assets: frozenset[str], roll_up: bool
) -> Iterable[History]:
    """The spans of each party on each demand that may have the wanted position on some day.

    Those of an asset are kept, since one asset is asked about on many days.
    """
    if wanted.asset is None or wanted.demand or wanted.party:
        return _gather(view, _demands(view, wanted, assets), assets, roll_up)

    def make() -> list[History]:
        return list(_gather(view, _demands(view, wanted, assets), assets, roll_up))

    return view.histories.get_or((wanted.asset, roll_up), make)


def _gather(
    view: View, demands: Sequence[str], assets: frozenset[str], roll_up: bool
) -> Iterator[History]:
    for start in range(0, len(demands), _CHUNK):
        spans_on = view.spans_on(demands[start : start + _CHUNK], roll_up=roll_up)
        for demand, by_party in spans_on.items():
            all_fit = not assets or not assets.isdisjoint(view.structure.assets_of(demand))
            for history in by_party.values():
                if all_fit or any(not assets.isdisjoint(_about(span)) for span in history):
                    yield history


def _about(span: PositionSpan) -> set[str]:
    return {asset for row in span.statements for asset in row.claim.about}


def _assets(view: View, span: PositionSpan) -> frozenset[str]:
    """What the demand concerns and what the position's claims are about."""
    return view.structure.assets_of(span.demand).union(_about(span))


def _matches(
    view: View,
    span: PositionSpan,
    question: PositionsQuestion,
    wanted: Wanted,
    assets: frozenset[str],
) -> bool:
    return (
        question.stance in (None, span.stance)
        and question.polarity in (None, span.polarity)
        and (wanted.party is None or wanted.party in _who(span))
        and (wanted.asset is None or not assets.isdisjoint(_assets(view, span)))
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
