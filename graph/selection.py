"""Which positions a question asks for: first the demands that can matter, then the filters.

Filters choose among finished positions and change none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.answers import PositionAnswer
from graph.briefs import Position
from graph.dates import Period
from graph.names import fold
from graph.opened import Listing, Opened
from graph.positions import PositionSpan, span_at
from graph.questions import PositionsQuestion
from graph.view import History, Spans, View

_OPPOSITE = {"for": "against", "against": "for"}
_CHUNK = 500


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
        for history in histories_of(view, wanted, assets, question.roll_up)
        if (span := span_at(history, day)) and _matches(view, span, question, wanted, assets)
    ]
    if question.q:
        found = _that_read(view, found, question.q)
    return sorted(found, key=_order)


def positions_listing(opened: Opened, question: PositionsQuestion) -> Listing[PositionAnswer]:
    """The positions that a question asks for, and how they are shown."""
    wanted = Wanted(
        party=opened.id_of("Party", question.party, "party"),
        demand=opened.id_of("Demand", question.demand, "demand"),
        asset=opened.id_of("Asset", question.asset, "asset"),
        addressed_to=opened.id_of("Party", question.addressed_to, "addressed_to"),
    )
    view, day = opened.view, opened.day

    def show(spans: Sequence[PositionSpan]) -> list[PositionAnswer]:
        return opened.writer.positions(completed(view, day, spans, roll_up=question.roll_up))

    return Listing(spans_wanted(view, day, question, wanted), show)


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
    return Position(span, tuple(sorted(assets_of(view, span))), tuple(objectors))


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


def histories_of(
    view: View, wanted: Wanted, assets: frozenset[str], roll_up: bool
) -> Iterable[History]:
    """The spans of each party on each demand that may have the wanted position on some day.

    Those of an asset are kept, since one asset is asked about on many days.
    """
    demands = _demands(view, wanted, assets)
    if wanted.party:
        parties = view.counts_as(wanted.party, roll_up=roll_up)
        spans = view.spans_among(parties, demands, roll_up=roll_up)
        return _about_assets(view, spans, assets)
    if wanted.asset is None or wanted.demand:
        return _gather(view, demands, assets, roll_up)

    def make() -> list[History]:
        return list(_gather(view, demands, assets, roll_up))

    return view.histories.get_or((wanted.asset, roll_up), make)


def _gather(
    view: View, demands: Sequence[str], assets: frozenset[str], roll_up: bool
) -> Iterator[History]:
    for start in range(0, len(demands), _CHUNK):
        spans_on = view.spans_on(demands[start : start + _CHUNK], roll_up=roll_up)
        yield from _about_assets(view, spans_on, assets)


def _about_assets(
    view: View, spans_on: Mapping[str, Spans], assets: frozenset[str]
) -> Iterator[History]:
    """The histories on demands that concern one of these assets, or with claims about one."""
    for demand, by_party in spans_on.items():
        all_fit = not assets or not assets.isdisjoint(view.structure.assets_of(demand))
        for history in by_party.values():
            if all_fit or any(not assets.isdisjoint(_about(span)) for span in history):
                yield history


def _about(span: PositionSpan) -> set[str]:
    return {asset for row in span.statements for asset in row.claim.about}


def assets_of(view: View, span: PositionSpan) -> frozenset[str]:
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
        and (wanted.party is None or wanted.party in who(span))
        and (wanted.asset is None or not assets.isdisjoint(assets_of(view, span)))
        and (wanted.addressed_to is None or wanted.addressed_to in _addressed(span))
        and (question.certainty is None or question.certainty in _certainties(span))
        and _said_within(span, question)
    )


def who(span: PositionSpan) -> set[str]:
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


def _that_read(view: View, spans: Sequence[PositionSpan], words: str) -> list[PositionSpan]:
    """The spans in which every word stands in the party's, the demand's or the claims' text."""
    whole = view.snapshot.whole(row.claim for span in spans for row in span.statements)
    wanted = fold(words).split()

    def text(span: PositionSpan) -> str:
        demand = view.snapshot.things.get(span.demand)
        texts = [view.snapshot.name(name) for name in (*who(span), span.demand)]
        texts += demand.aliases if demand else ()
        texts += [whole[row.claim.uid].paraphrase or "" for row in span.statements]
        return fold(" ".join(texts))

    read = [(span, text(span)) for span in spans]
    return [span for span, shown in read if all(word in shown for word in wanted)]
