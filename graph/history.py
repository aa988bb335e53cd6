"""Spans of every kind side by side: positions, holdings, ties and conflicts, of what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.cases import Case
from graph.conflicts import Sought, cases
from graph.contention import ground_of
from graph.dates import Window
from graph.moving import Moving
from graph.opened import Opened
from graph.questions import HistoryQuestion, SpanKind
from graph.selection import Wanted, assets_of, histories_of, who
from graph.spans import RelationSpan
from graph.view import TIES, History, View


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose spans, over what and of which kind; ids, names resolved."""

    party: str | None
    asset: str | None
    demand: str | None
    kind: SpanKind | None
    roll_up: bool

    def includes(self, kind: SpanKind) -> bool:
        """Whether spans of a kind are asked for."""
        return self.kind in (None, kind)

    def sought(self) -> Sought:
        """The conflicts of the scope."""
        return Sought(self.party, self.asset, self.demand, None, self.roll_up)


def scope_of(opened: Opened, question: HistoryQuestion) -> Scope:
    """The scope of a question; NotFound or Ambiguous where a name is not one thing."""
    return Scope(
        opened.id_of("Party", question.party, "party"),
        opened.id_of("Asset", question.asset, "asset"),
        opened.id_of("Demand", question.demand, "demand"),
        question.kind,
        question.roll_up,
    )


def positions(view: View, scope: Scope) -> Iterator[History]:
    """The positions of each party on each demand, over all time."""
    if not scope.includes("position"):
        return
    wanted = Wanted(party=scope.party, demand=scope.demand, asset=scope.asset)
    assets = view.structure.with_parts(scope.asset) if scope.asset else frozenset[str]()
    for history in histories_of(view, wanted, assets, scope.roll_up):
        kept = tuple(
            span
            for span in history
            if scope.party in (None, *who(span))
            and (not assets or not assets.isdisjoint(assets_of(view, span)))
        )
        if kept:
            yield kept


def holdings(view: View, scope: Scope) -> Iterator[RelationSpan]:
    """The holdings; none of a demand, which is not held."""
    if not scope.includes("holding") or scope.demand:
        return
    for spans in view.holdings_on(_assets(view, scope), roll_up=scope.roll_up).values():
        yield from (span for span in spans if _is_wanted(span, scope))


def _assets(view: View, scope: Scope) -> list[str]:
    if scope.asset:
        return sorted(view.structure.with_parts(scope.asset))
    if scope.party:
        return sorted(ground_of(view, frozenset({scope.party}), roll_up=scope.roll_up).assets)
    view.snapshot.ledger  # noqa: B018 - all is asked for: one reading beats many
    return sorted(row.id for row in view.snapshot.things.values() if row.label == "Asset")


def ties(view: View, scope: Scope) -> Iterator[RelationSpan]:
    """The ties; none of a demand or an asset."""
    if not scope.includes("tie") or scope.demand or scope.asset:
        return
    if scope.party:
        voices = sorted(view.structure.speakers.voices(scope.party))
        both = (view.claims_by(voices), view.claims_on(voices))
        found = {row.uid: row for part in both for rows in part.values() for row in rows}
    else:
        found = dict(view.snapshot.ledger.claims)
    claims = (row for row in found.values() if row.relation in TIES)
    for span in view.ties_in(claims, roll_up=scope.roll_up):
        if _is_wanted(span, scope):
            yield span


def _is_wanted(span: RelationSpan, scope: Scope) -> bool:
    voices = (row.voice for row in span.statements)
    return scope.party in (None, span.party, span.object, *voices)


def conflicts(
    view: View, scope: Scope, days: Window | None = None, moving: Moving | None = None
) -> Iterable[Case]:
    """The cases of conflict; which of their findings are wanted, `graph.conflicts` says.

    `days` and `moving` narrow them as `graph.conflicts.cases` says.
    """
    return cases(view, scope.sought(), days, moving) if scope.includes("conflict") else ()


def is_certain(span: RelationSpan) -> bool:
    """Whether the days on which a holding or tie begins and ends are known."""
    interval = span.interval
    begins = interval.first == interval.certain_first
    return begins and interval.last == interval.certain_last


def known_first(day: date) -> str | None:
    """A first day as answers have it: None where it is not known."""
    return None if day == date.min else day.isoformat()


def known_last(day: date) -> str | None:
    """A last day as answers have it: None while it has not ended."""
    return None if day == date.max else day.isoformat()
