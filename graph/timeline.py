"""The timeline: spans of positions, holdings, ties and conflicts within two days, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.answers import (
    ClaimInBrief,
    ConflictReference,
    HoldingReference,
    PositionReference,
    SpanAnswer,
    SpanThing,
    TieReference,
)
from graph.briefs import Writer
from graph.cases import Conflict, ConflictSpan, Sighting, conflict_spans
from graph.conflict_answers import proof
from graph.conflict_words import conflict_sentence, side_words
from graph.conflicts import Met, is_sought
from graph.dates import Window
from graph.history import (
    Scope,
    conflicts,
    holdings,
    is_certain,
    known_first,
    known_last,
    positions,
    scope_of,
    ties,
)
from graph.opened import Listing, Opened
from graph.paging import end_of, foremost
from graph.positions import PositionSpan
from graph.questions import SpanKind, TimelineQuestion
from graph.sentences import date_words
from graph.spans import RelationSpan
from graph.view import TIES, View

Thing = PositionSpan | RelationSpan | ConflictSpan


@dataclass(frozen=True, slots=True)
class Spell:
    """A span of any kind, with the days that it covers."""

    kind: SpanKind
    first: date
    last: date
    certain: bool
    thing: Thing


def timeline_listing(opened: Opened, question: TimelineQuestion) -> Listing[SpanAnswer]:
    """The spans that a question asks for, and how they are shown."""
    first, last = question.since or date.min, question.until or date.max
    scope = scope_of(opened, question)
    within = (
        spell
        for spell in spells(opened.view, scope, Window(first, last))
        if spell.first <= last and first <= spell.last
    )
    found, total = foremost(within, end_of(question), _order)
    return Listing(found, lambda rows: _answers(opened.writer, rows), total)


def spells(view: View, scope: Scope, days: Window | None = None) -> Iterator[Spell]:
    """All spans of a scope; with `days`, those that cover none of them may be left out."""
    for history in positions(view, scope):
        for span in history:
            yield Spell("position", span.first, span.last, span.certain, span)
    yield from (_held("holding", span) for span in holdings(view, scope))
    yield from (_held("tie", span) for span in ties(view, scope))
    for case in conflicts(view, scope, days):
        for part in conflict_spans(case):
            if is_sought(view, part.finding, scope.sought()):
                yield Spell("conflict", part.first, part.last, part.finding.certain, part)


def _held(kind: SpanKind, span: RelationSpan) -> Spell:
    return Spell(kind, span.interval.first, span.interval.last, is_certain(span), span)


def _order(spell: Spell) -> tuple[date, str, tuple[str, ...]]:
    return spell.first, spell.kind, identity(spell.thing)


def identity(thing: Thing | Sighting) -> tuple[str, ...]:
    """What a span is of, apart from time."""
    if isinstance(thing, PositionSpan):
        return (thing.party, thing.demand)
    if isinstance(thing, RelationSpan):
        return (thing.party, thing.relation, thing.object, *thing.in_favour_of)
    conflict = thing.finding.conflict
    if conflict.kind == "dual_role":  # what the two are in conflict over changes with time
        return (conflict.kind, *conflict.parties)
    return (conflict.kind, *conflict.parties, *conflict.demands, *conflict.assets)


def _answers(writer: Writer, spells: Sequence[Spell]) -> list[SpanAnswer]:
    fetch_proofs(writer, [spell.thing for spell in spells])
    return [_answer(writer, spell) for spell in spells]


def fetch_proofs(writer: Writer, things: Sequence[Thing]) -> None:
    """Fetches the words and sources of all claims of these spans at one go."""
    findings = [thing.finding for thing in things if isinstance(thing, ConflictSpan)]
    held = [thing for thing in things if not isinstance(thing, ConflictSpan)]
    claims = [row.claim for thing in (*held, *findings) for row in thing.statements]
    writer.fetch([*claims, *(claim for found in findings for claim in found.structure)])


def _answer(writer: Writer, spell: Spell) -> SpanAnswer:
    return {
        "kind": spell.kind,
        "first": known_first(spell.first),
        "last": known_last(spell.last),
        "certain": spell.certain,
        "text": span_sentence(spell.thing, writer.name),
        "claims": claims_of(writer, spell.thing),
        **referred(writer, spell.thing),
    }


def words(thing: Thing, names: Callable[[str], str]) -> str:
    """What held, as a sentence."""
    if isinstance(thing, ConflictSpan):
        return conflict_sentence(_met(thing), thing.begin, names)
    if isinstance(thing, PositionSpan) and thing.polarity == "disputed":
        return f"{names(thing.party)} says both yes and no to “{names(thing.demand).rstrip('.')}”."
    return f"{side_words(thing, names)}."


def span_sentence(thing: Thing, names: Callable[[str], str]) -> str:
    """What held, as a sentence that tells the dates which are known to the month or year alone."""
    if isinstance(thing, ConflictSpan):
        return words(thing, names)
    begin = thing.latest.begin if isinstance(thing, PositionSpan) else thing.interval.begin
    end = thing.latest.claim.valid_to if isinstance(thing, PositionSpan) else thing.interval.end
    since = f", since {date_words(begin)}" if begin and not begin.is_day else ""
    until = f", until {date_words(end)}" if end and not end.is_day else ""
    return f"{words(thing, names).removesuffix('.')}{since}{until}."


def _met(span: ConflictSpan) -> Met:
    return Met(span.finding.conflict, (), (span.finding,))


def claims_of(writer: Writer, thing: Thing) -> list[ClaimInBrief]:
    """The claims by which it held."""
    if isinstance(thing, ConflictSpan):
        return proof(writer, _met(thing))
    return writer.statements(thing.statements)


def referred(writer: Writer, thing: Thing) -> SpanThing:
    """What held, under the name of its kind."""
    if isinstance(thing, ConflictSpan):
        return {"conflict": _conflict(writer, thing.finding.conflict)}
    if isinstance(thing, PositionSpan):
        return {"position": _position(writer, thing)}
    if thing.relation in TIES:
        return {"tie": _tie(writer, thing)}
    return {"holding": _holding(writer, thing)}


def _position(writer: Writer, span: PositionSpan) -> PositionReference:
    return {
        "party": writer.reference(span.party),
        "demand": writer.demands([span.demand])[0],
        "polarity": span.polarity,
        "stance": span.stance,
        "since": span.since.text,
        "said_on": span.latest.said_on.text,
    }


def _holding(writer: Writer, span: RelationSpan) -> HoldingReference:
    return {
        "party": writer.reference(span.party),
        "relation": span.relation,
        "asset": writer.reference(span.object),
        "in_favour_of": writer.references(span.in_favour_of),
    }


def _tie(writer: Writer, span: RelationSpan) -> TieReference:
    return {
        "party": writer.reference(span.party),
        "relation": span.relation,
        "other": writer.reference(span.object),
    }


def _conflict(writer: Writer, conflict: Conflict) -> ConflictReference:
    return {
        "kind": conflict.kind,
        "parties": writer.references(conflict.parties),
        "demands": writer.demands(conflict.demands),
        "assets": writer.references(conflict.assets),
    }
