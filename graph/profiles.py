"""One asset, party, demand or event with all that is known of it, over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from graph.answers import ClaimInBrief
from graph.conflict_answers import conflict_answers
from graph.conflicts import Sought, conflicts_on
from graph.dates import day_after, day_before
from graph.history import Scope, holdings, known_last, positions, ties
from graph.model import Claim
from graph.opened import Opened
from graph.paging import pin_answer
from graph.positions import PositionSpan
from graph.spans import RelationSpan
from graph.structure import Structure
from graph.thing_answers import (
    AssetAnswer,
    DemandAnswer,
    EventAnswer,
    ExclusionAnswer,
    GapAnswer,
    HoldingAnswer,
    PartyAnswer,
    StanceAnswer,
    TieAnswer,
)
from graph.things import asset_in_list, demand_in_list, event_in_list, party_in_list
from graph.vocabulary import VOCABULARY


def asset_answer(opened: Opened, asset: str) -> AssetAnswer:
    """An asset with its parts, the demands that concern it, who held it, and who disputes it."""
    writer, structure = opened.writer, opened.view.structure
    spans = opened.view.holdings_on([asset], roll_up=True)[asset]
    rivals = [
        met
        for met in conflicts_on(opened.view, opened.day, Sought(asset=asset, kind="rival_holding"))
        if met.conflict.assets == (asset,)
    ]
    return {
        **asset_in_list(opened, opened.snapshot.things[asset]),
        "part_of": writer.references(sorted(structure.wholes_of(asset))),
        "parts": writer.references(sorted(structure.parts_of(asset))),
        "demands": writer.demands(sorted(structure.demands_on([asset]))),
        "holdings": [_holding(opened, span) for span in spans],
        "gaps": list(gaps(spans)),
        "rivals": conflict_answers(writer, rivals, opened.day),
        "pin": pin_answer(opened.pin),
    }


def gaps(spans: Iterable[RelationSpan]) -> Iterator[GapAnswer]:
    """The times between the first possession and the last in which nobody possessed it."""
    possessed = [
        span.interval for span in spans if VOCABULARY.relations[span.relation].sort == "possession"
    ]
    reached = date.max
    for interval in sorted(possessed, key=lambda row: row.first):
        if reached < day_before(interval.first):
            first, last = day_after(reached), day_before(interval.first)
            yield {"first": first.isoformat(), "last": last.isoformat()}
        reached = interval.last if reached == date.max else max(reached, interval.last)
        if reached == date.max:
            return


def _holding(opened: Opened, span: RelationSpan) -> HoldingAnswer:
    writer, interval = opened.writer, span.interval
    return {
        "party": writer.reference(span.party),
        "relation": span.relation,
        "sort": VOCABULARY.relations[span.relation].sort,
        "in_favour_of": writer.references(span.in_favour_of),
        "since": interval.begin.text if interval.begin else None,
        "since_at_latest": span.at_latest,
        "until": interval.end.text if interval.end else None,
        "holds": span.holds_at(opened.day),
        "voiced_by": writer.voices(span.statements),
        "claims": writer.statements(span.statements),
    }


def party_answer(opened: Opened, party: str) -> PartyAnswer:
    """A party with its ties and holdings as spans, and the events that it was at."""
    scope = Scope(party, None, None, None, roll_up=True)
    own = opened.view.claims_by([party])[party]
    return {
        **party_in_list(opened, opened.snapshot.things[party]),
        "ties": [_tie(opened, span) for span in ties(opened.view, scope)],
        "holdings": [
            {**_holding(opened, span), "asset": opened.writer.reference(span.object)}
            for span in holdings(opened.view, scope)
        ],
        "events": _briefs(opened, (row for row in own if row.relation in _AT_EVENTS)),
        "pin": pin_answer(opened.pin),
    }


_AT_EVENTS = frozenset({"took_part_in", "hosted"})


def _tie(opened: Opened, span: RelationSpan) -> TieAnswer:
    writer, interval = opened.writer, span.interval
    return {
        "party": writer.reference(span.party),
        "relation": span.relation,
        "other": writer.reference(span.object),
        "since": interval.begin.text if interval.begin else None,
        "since_at_latest": span.at_latest,
        "until": interval.end.text if interval.end else None,
        "holds": span.holds_at(opened.day),
        "voiced_by": writer.voices(span.statements),
        "claims": writer.statements(span.statements),
    }


def demand_answer(opened: Opened, demand: str) -> DemandAnswer:
    """A demand with every party's stances over time, and what it excludes."""
    structure = opened.view.structure
    scope = Scope(None, None, demand, "position", roll_up=True)
    spans = [span for history in positions(opened.view, scope) for span in history]
    spans.sort(key=lambda span: (span.party, span.first))
    opened.writer.fetch(row.claim for span in spans for row in span.statements)
    return {
        **demand_in_list(opened, opened.snapshot.things[demand]),
        "excludes": [
            exclusion
            for other in structure.excluding(demand)
            for exclusion in _exclusions(opened, structure, demand, other)
        ],
        "stances": [_stance(opened, span) for span in spans],
        "pin": pin_answer(opened.pin),
    }


def _exclusions(
    opened: Opened, structure: Structure, demand: str, other: str
) -> Iterator[ExclusionAnswer]:
    claims = structure.exclusion(demand, other)
    for because in dict.fromkeys(claim.because for claim in claims):
        yield {"demand": opened.writer.demands([other])[0], "because": because}


def _stance(opened: Opened, span: PositionSpan) -> StanceAnswer:
    writer = opened.writer
    return {
        "party": writer.reference(span.party),
        "polarity": span.polarity,
        "stance": span.stance,
        "first": span.first.isoformat(),
        "last": known_last(span.last),
        "since": span.since.text,
        "said_on": span.latest.said_on.text,
        "certain": span.certain,
        "holds": span.first <= opened.day <= span.last,
        "voiced_by": writer.voices(span.statements),
        "claims": writer.statements(span.statements),
    }


def event_answer(opened: Opened, event: str) -> EventAnswer:
    """An event with who took part, what was said at it, what it affected and what led where."""
    view = opened.view
    on, by = view.claims_on([event])[event], view.claims_by([event])[event]
    said = filter(view.sees, opened.snapshot.claims_said_at(event))
    return {
        **event_in_list(opened, opened.snapshot.things[event]),
        "took_part": _briefs(opened, (row for row in on if row.relation in _AT_EVENTS)),
        "said": _briefs(opened, said),
        "affected": _briefs(opened, (row for row in by if row.relation == "affected")),
        "led_to": _briefs(opened, (row for row in (*on, *by) if row.relation == "led_to")),
        "pin": pin_answer(opened.pin),
    }


def _briefs(opened: Opened, claims: Iterable[Claim]) -> list[ClaimInBrief]:
    rows: Sequence[Claim] = sorted(claims, key=lambda row: (row.dossier, row.id))
    return opened.writer.claims(rows)
