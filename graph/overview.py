"""What is contested most on one day: demands, assets, pairs of parties; mediators with a stake.

Counted are the conflicts that rest on positions and holdings; a dual role rests on them in turn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.cases import Side
from graph.conflicts import Met
from graph.dates import Period
from graph.positions import PositionSpan


@dataclass(slots=True)
class Contested:
    """A demand or an asset that is contested: in how many conflicts, by whom, last said when.

    Of a demand, `supporters` are for it and `opponents` against it; `rivals` are for what excludes
    it. Of an asset, `supporters` are all parties to the conflicts over it.
    """

    thing: str
    conflicts: int = 0
    supporters: set[str] = field(default_factory=set)
    opponents: set[str] = field(default_factory=set)
    rivals: set[str] = field(default_factory=set)
    said: Period | None = None

    @property
    def parties(self) -> set[str]:
        """Everybody who contests it."""
        return self.supporters | self.opponents | self.rivals


def last_said(sides: Iterable[Side]) -> Period | None:
    """When any of these was last said; None where no date is known."""
    dates = [row.claim.said_on for side in sides for row in side.statements if row.claim.said_on]
    return max(dates, key=lambda period: (period.first, period.last), default=None)


def between_parties(found: Iterable[Met]) -> list[Met]:
    """The conflicts between parties over something, dual roles left out."""
    return [met for met in found if met.conflict.kind != "dual_role"]


def contested_demands(found: Iterable[Met]) -> list[Contested]:
    """The demands in conflict, those in most conflicts first."""
    rows: dict[str, Contested] = {}
    for met in between_parties(found):
        for demand in met.conflict.demands:
            row = rows.setdefault(demand, Contested(demand))
            row.conflicts += 1
            for side in _sides(met):
                _join(row, side)
    return _ranked(rows.values())


def _sides(met: Met) -> list[Side]:
    return [side for finding in met.findings for side in finding.sides]


def _join(row: Contested, side: Side) -> None:
    if not isinstance(side, PositionSpan):
        return
    if side.demand != row.thing:
        row.rivals.add(side.party)
        return
    (row.supporters if side.polarity == "for" else row.opponents).add(side.party)
    row.said = _later(row.said, last_said([side]))


def _later(one: Period | None, other: Period | None) -> Period | None:
    known = [period for period in (one, other) if period]
    return max(known, key=lambda period: (period.first, period.last), default=None)


def contested_assets(found: Iterable[Met]) -> list[Contested]:
    """The assets in conflict, by whom they are held or what is demanded of them."""
    rows: dict[str, Contested] = {}
    for met in between_parties(found):
        for asset in met.conflict.assets:
            row = rows.setdefault(asset, Contested(asset))
            row.conflicts += 1
            row.supporters.update(met.conflict.parties)
            row.said = _later(row.said, last_said(_sides(met)))
    return _ranked(rows.values())


def _ranked(rows: Iterable[Contested]) -> list[Contested]:
    return sorted(rows, key=lambda row: (-row.conflicts, -len(row.parties), row.thing))


def contested_pairs(found: Iterable[Met]) -> list[tuple[tuple[str, ...], int]]:
    """The pairs of parties in conflict and in how many, most first."""
    counted = Counter(tuple(sorted(met.conflict.parties)) for met in between_parties(found))
    return sorted(counted.items(), key=lambda row: (-row[1], row[0]))


def opponents_of(party: str, found: Iterable[Met]) -> list[str]:
    """With whom a party is in conflict, those with whom it is in most conflicts first."""
    counted = Counter(
        other
        for met in between_parties(found)
        if party in met.conflict.parties
        for other in met.conflict.parties
        if other != party
    )
    return sorted(counted, key=lambda name: (-counted[name], name))


def mediators(found: Iterable[Met]) -> list[tuple[str, Sequence[str], list[Met]]]:
    """Mediators with a stake of their own: between whom they mediate, and the dual roles."""
    rows: dict[str, list[Met]] = defaultdict(list)
    for met in found:
        if met.conflict.kind == "dual_role":
            rows[met.conflict.parties[0]].append(met)
    return [
        (
            mediator,
            list(dict.fromkeys(name for met in own for name in met.conflict.parties[1:])),
            own,
        )
        for mediator, own in sorted(rows.items(), key=lambda row: (-len(row[1]), row[0]))
    ]
