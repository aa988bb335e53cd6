"""What changed: which positions, holdings, ties and conflicts began, moved or ended.

Between two days the ends of spans say it; between two moments of knowledge what each of them saw
on the same day is compared. Of an end, the day is the first on which it no longer holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from graph.answers import ChangeAnswer, ClaimInBrief
from graph.briefs import Writer
from graph.cases import Case, ConflictSpan, Sighting
from graph.conflicts import is_sought
from graph.dates import Period, Window, day_after, day_before, parse_instant
from graph.history import Scope, conflicts, holdings, positions, scope_of, ties
from graph.model import Claim
from graph.moving import Between, Moving, Within
from graph.opened import Listing, Opened
from graph.positions import PositionSpan, span_at
from graph.questions import ChangesQuestion, SpanKind
from graph.sentences import date_words
from graph.spans import RelationSpan
from graph.timeline import Thing, claims_of, fetch_proofs, identity, referred, words
from graph.view import History, View

Kind = Literal["began", "moved", "ended"]
Seen = PositionSpan | RelationSpan | Sighting
Key = tuple[SpanKind, tuple[str, ...]]
_ORDER: tuple[Kind, ...] = ("ended", "moved", "began")


@dataclass(frozen=True, slots=True)
class Turn:
    """A change as it is found: of a conflict it is not yet known since when it had been met.

    `thing` is what began, ended, or what is now held instead of `before`.
    """

    day: date
    change: Kind
    kind: SpanKind
    thing: Seen
    before: PositionSpan | None = None

    def whole(self) -> Change:
        """The change with all that is said of it."""
        thing = self.thing.span() if isinstance(self.thing, Sighting) else self.thing
        return Change(self.day, self.change, thing, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is shown."""

    day: date
    change: Kind
    thing: Thing
    before: PositionSpan | None

    @property
    def things(self) -> tuple[Thing, ...]:
        """What held before, where it was something else, and what began, ended or is now held."""
        return (self.before, self.thing) if self.before else (self.thing,)


def changes_listing(
    opened: Opened, question: ChangesQuestion, earlier: Opened | None
) -> Listing[ChangeAnswer]:
    """The changes that a question asks for; `earlier` is what `known_since` knew."""
    scope = scope_of(opened, question)
    if earlier is not None:
        found = list(between_moments(earlier, opened, scope))
    else:
        window = Window(question.since or date.min, question.until or opened.day)
        found = list(between_days(opened.view, scope, window))
    found.sort(key=_order)
    return Listing(found, lambda rows: _answers(opened.writer, rows))


def _order(change: Turn) -> tuple[date, str, int, tuple[str, ...]]:
    return change.day, change.kind, _ORDER.index(change.change), identity(change.thing)


def between_days(view: View, scope: Scope, window: Window) -> Iterator[Turn]:
    """What changed on the days of a window."""
    for history in positions(view, scope):
        yield from _position_changes(view, history, window, roll_up=scope.roll_up)
    for span in holdings(view, scope):
        yield from _ends("holding", span, window)
    for span in ties(view, scope):
        yield from _ends("tie", span, window)
    days = Window(day_before(window.first), window.last)
    for case in conflicts(view, scope, days, Within(window)):
        yield from _conflict_changes(view, case, scope, window)


def _ends(kind: SpanKind, span: RelationSpan, window: Window) -> Iterator[Turn]:
    if span.interval.begin and span.interval.first in window:
        yield Turn(span.interval.first, "began", kind, span)
    if span.interval.end and day_after(span.interval.last) in window:
        yield Turn(day_after(span.interval.last), "ended", kind, span)


def _position_changes(
    view: View, history: History, window: Window, *, roll_up: bool
) -> Iterator[Turn]:
    for before, after in pairwise((None, *history, None)):
        if before and (after is None or day_after(before.last) < after.first):
            gone = day_after(before.last)
            if before.last < date.max and gone in window:
                yield _left(view, before, gone, roll_up=roll_up)
        if after and after.first in window:
            unbroken = before and day_after(before.last) == after.first
            if not before or not unbroken:
                yield Turn(after.first, "began", "position", after)
            elif (before.polarity, before.stance) != (after.polarity, after.stance):
                yield Turn(after.first, "moved", "position", after, before)


def _left(view: View, span: PositionSpan, gone: date, *, roll_up: bool) -> Turn:
    """A position that ended: moved, where the party is now for what excludes the demand."""
    others = view.structure.excluding(span.demand) if span.polarity == "for" else ()
    for spans in view.spans_on(others, roll_up=roll_up).values():
        found = span_at(spans.get(span.party, ()), gone)
        if found and found.polarity == "for" and _is_later(span, found):
            return Turn(gone, "moved", "position", found, span)
    return Turn(gone, "ended", "position", span)


def _is_later(span: PositionSpan, found: PositionSpan) -> bool:
    """Whether what the party was for is certainly earlier than what it is for now."""
    latest = max((row.said_on for row in found.statements), key=lambda said: said.first)
    return any(row.said_on.certainly_before(latest) for row in span.statements)


def _conflict_changes(view: View, case: Case, scope: Scope, window: Window) -> Iterator[Turn]:
    days = sorted({day for day in case.days() if day in window})
    before = _found(view, case, scope, day_before(window.first)) if days else None
    if window.first == date.min:
        before = None
    for day in days:
        found = _found(view, case, scope, day)
        if found and not before:
            yield Turn(day, "began", "conflict", found)
        elif before and not found:
            yield Turn(day, "ended", "conflict", before)
        before = found


def _found(view: View, case: Case, scope: Scope, day: date) -> Sighting | None:
    finding = case.at(day)
    if finding is None or not is_sought(view, finding, scope.sought()):
        return None
    return Sighting(case, finding, day)


def between_moments(earlier: Opened, later: Opened, scope: Scope) -> Iterator[Turn]:
    """What the later moment knew otherwise than the earlier of one day."""
    day = later.day
    before, after = (
        dict(_state(view, scope, day, _moving(view, other, scope, day)))
        for view, other in ((earlier.view, later.view), (later.view, earlier.view))
    )
    moments = (earlier.pin.known_at, later.pin.known_at)
    for key in sorted(before.keys() | after.keys()):
        gone, come = before.get(key), after.get(key)
        change = _difference(gone, come)
        if change is None:
            continue
        shown = come or gone
        assert shown is not None  # noqa: S101 - one of the two is there
        past = gone if come and isinstance(gone, PositionSpan) else None
        if come is None and isinstance(gone, PositionSpan):
            left = _left(later.view, gone, day, roll_up=scope.roll_up)
            change, shown, past = left.change, left.thing, left.before
        known = _learnt([thing for thing in (shown, past) if thing], *moments) or day
        yield Turn(known, change, key[0], shown, past)


def _moving(view: View, other: View, scope: Scope, day: date) -> Moving | None:
    """Who moved; None, so that all are compared, where the asset asked for has other parts."""
    if scope.asset and view.structure.with_parts(scope.asset) != other.structure.with_parts(
        scope.asset
    ):
        return None
    return Between(view, other, day, scope.roll_up)


def _state(
    view: View, scope: Scope, day: date, moving: Moving | None
) -> Iterator[tuple[Key, Seen]]:
    """All that holds on a day, by what it is of; of conflicts those that may begin or end."""
    for history in positions(view, scope):
        if span := span_at(history, day):
            yield ("position", identity(span)), span
    for held in holdings(view, scope):
        if held.holds_at(day) != "no":
            yield ("holding", identity(held)), held
    for tied in ties(view, scope):
        if tied.holds_at(day) != "no":
            yield ("tie", identity(tied)), tied
    for case in conflicts(view, scope, Window(day, day), moving):
        if found := _found(view, case, scope, day):
            yield ("conflict", identity(found)), found


def _difference(gone: Seen | None, come: Seen | None) -> Kind | None:
    if gone is None or come is None:
        return "began" if gone is None else "ended"
    if isinstance(gone, PositionSpan) and isinstance(come, PositionSpan):
        moved = (gone.polarity, gone.stance) != (come.polarity, come.stance)
        return "moved" if moved else None
    return None


def _learnt(things: Sequence[Seen], after: str, by: str) -> date | None:
    """The day on which the last of the claims behind a change was recorded or retracted."""
    instants = [
        instant
        for thing in things
        for claim in _grounds(thing)
        for instant in (claim.recorded_at, claim.retracted_at)
        if instant and after < instant <= by
    ]
    return parse_instant(max(instants)).date() if instants else None


def _grounds(thing: Seen) -> Iterable[Claim]:
    """The claims on which it rests, those of the structure too."""
    if isinstance(thing, Sighting):
        return (*(row.claim for row in thing.finding.statements), *thing.finding.structure)
    return (row.claim for row in thing.statements)


def _answers(writer: Writer, turns: Sequence[Turn]) -> list[ChangeAnswer]:
    changes = [(turn.kind, turn.whole()) for turn in turns]
    fetch_proofs(writer, [thing for _, change in changes for thing in change.things])
    return [_answer(writer, kind, change) for kind, change in changes]


def _answer(writer: Writer, kind: SpanKind, change: Change) -> ChangeAnswer:
    claims: dict[str, ClaimInBrief] = {}
    for thing in change.things:
        claims |= {claim["uid"]: claim for claim in claims_of(writer, thing)}
    return {
        "day": change.day.isoformat(),
        "change": change.change,
        "kind": kind,
        "text": change_sentence(change, writer),
        "claims": list(claims.values()),
        **referred(writer, change.thing),
    }


def change_sentence(change: Change, writer: Writer) -> str:
    """A change as a sentence."""
    now = words(change.thing, writer.name)
    period = _coarse(change)
    changed = change.change.capitalize() + (f" {date_words(period)}" if period else "")
    if change.change == "moved" and change.before:
        return f"{changed}: {now} Before: {words(change.before, writer.name)}"
    return f"{changed}: {now}"


def _coarse(change: Change) -> Period | None:
    """The date of a change where it is known to the month or year alone."""
    thing = change.thing
    if change.change == "ended":
        end = thing.interval.end if isinstance(thing, RelationSpan) else None
        return end if end and not end.is_day and day_after(end.last) == change.day else None
    begin = _begin(thing)
    return begin if begin and not begin.is_day and begin.first == change.day else None


def _begin(thing: Thing) -> Period | None:
    if isinstance(thing, PositionSpan):
        return thing.latest.begin
    return thing.begin if isinstance(thing, ConflictSpan) else thing.interval.begin


def latest_changes(opened: Opened, most: int) -> list[ChangeAnswer]:
    """The last changes up to the day asked for, the last first: at most so many.

    What lies before the last dates of claims is looked at only where these changed too little.
    """
    scope = Scope(None, None, None, None, roll_up=True)
    found: list[Turn] = []
    for first in (_last_dates_begin(opened, most), date.min):
        found = list(between_days(opened.view, scope, Window(first, opened.day)))
        if len(found) >= most:
            break
    found.sort(key=lambda change: (-change.day.toordinal(), *_order(change)[1:]))
    return _answers(opened.writer, found[:most])


def _last_dates_begin(opened: Opened, most: int) -> date:
    """The first of the last so many days, up to the one asked for, on which claims begin or end."""
    days = {
        day
        for claim in opened.snapshot.ledger.claims.values()
        if opened.view.sees(claim)
        for day in (
            *(period.first for period in (claim.said_on, claim.valid_from) if period),
            *([day_after(claim.valid_to.last)] if claim.valid_to else ()),
        )
        if day <= opened.day
    }
    return min(sorted(days)[-most:], default=date.min)
