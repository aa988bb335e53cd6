"""The graph that routes walk: which claims' edges hold on a day, from either end.

A stance holds while its claim is part of its subject's own position, a holding or tie in its span,
what concerns events from the day it was said on, structure always.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.kept import Kept
from graph.model import Claim
from graph.spans import interval_of
from graph.view import HOLDINGS, STANCES, TIES, View

_DAYS_KEPT = 16
Lasts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge that a claim stands for, and the days on which it holds, as ordinals."""

    claim: Claim
    lasts: Lasts

    def holds_at(self, day: int) -> bool:
        """Whether it holds, or may hold, on a day."""
        return any(first <= day <= last for first, last in self.lasts)


class Network:
    """All edges ever, as known at one moment; nodes are numbered in the order of their ids."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._edges: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
        for edge in edges:
            claim = edge.claim
            if claim.subject != claim.object:
                self._edges[claim.subject][claim.object].append(edge)
                self._edges[claim.object][claim.subject].append(edge)
        self.ids: Sequence[str] = sorted(self._edges)
        self._numbers = {name: number for number, name in enumerate(self.ids)}
        self._days: Kept[tuple[date, str | None], NetworkAt] = Kept(_DAYS_KEPT)

    def number(self, name: str) -> int | None:
        """The number of a node; None for one without any edge."""
        return self._numbers.get(name)

    def at(self, day: date, relation: str | None) -> NetworkAt:
        """The network of one day, of all relations or of one."""
        return self._days.get_or((day, relation), lambda: NetworkAt(self, day, relation))

    def around(self, number: int) -> Iterator[tuple[int, list[Edge]]]:
        """The nodes next to one on any day, with the edges that lead there."""
        for name, edges in self._edges[self.ids[number]].items():
            yield self._numbers[name], edges

    def between(self, one: int, other: int) -> list[Edge]:
        """The edges between two nodes on any day."""
        return self._edges[self.ids[one]][self.ids[other]]


class NetworkAt:
    """The edges of a network that hold on one day; what was asked of a node is kept."""

    def __init__(self, network: Network, day: date, relation: str | None) -> None:
        self._network = network
        self._day = day.toordinal()
        self._relation = relation
        self._near: dict[int, frozenset[int]] = {}

    def _holds(self, edge: Edge) -> bool:
        return self._relation in (None, edge.claim.relation) and edge.holds_at(self._day)

    def neighbours(self, number: int) -> frozenset[int]:
        """The nodes next to one."""
        near = self._near.get(number)
        if near is None:
            around = self._network.around(number)
            near = frozenset(node for node, edges in around if any(map(self._holds, edges)))
            self._near[number] = near
        return near

    def parallel(self, one: int, other: int) -> list[Claim]:
        """The claims of the edges between two nodes: the latest said first, then the lowest uid."""
        claims = [edge.claim for edge in self._network.between(one, other) if self._holds(edge)]
        claims.sort(key=lambda claim: claim.uid)
        return sorted(claims, key=_said, reverse=True)


def _said(claim: Claim) -> int:
    return claim.said_on.first.toordinal() if claim.said_on else 0


def network_of(view: View) -> Network:
    """The network of what a view sees, from the release's ledger."""
    claims = [claim for claim in view.snapshot.ledger.claims.values() if view.sees(claim)]
    demands = sorted({claim.object for claim in claims if claim.relation in STANCES})
    stances = _stance_days(view, demands)
    return Network(
        Edge(claim, lasts)
        for claim in claims
        if (
            lasts := stances.get(claim.uid, ()) if claim.relation in STANCES else _days(view, claim)
        )
    )


def _stance_days(view: View, demands: Sequence[str]) -> dict[str, Lasts]:
    """The days on which each stance claim is part of its subject's own position, by uid."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for spans in view.spans_on(demands, roll_up=False).values():
        for history in spans.values():
            for span in history:
                days = (span.first.toordinal(), span.last.toordinal())
                for row in span.statements:
                    found[row.claim.uid].append(days)
    return {uid: tuple(days) for uid, days in found.items()}


def _days(view: View, claim: Claim) -> Lasts:
    if claim.said_on is None:
        return ((date.min.toordinal(), date.max.toordinal()),)
    if claim.relation in HOLDINGS or claim.relation in TIES:
        interval = interval_of(claim, view.snapshot.events)
        return ((interval.first.toordinal(), interval.last.toordinal()),)
    return ((claim.said_on.first.toordinal(), date.max.toordinal()),)
