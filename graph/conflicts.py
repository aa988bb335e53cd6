"""Which conflicts a question asks for: the cases that can matter, the day, then the filters.

Filters choose among finished conflicts and change none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from graph.cases import KINDS, Case, Conflict, ConflictKind, Finding, Side, begun, since
from graph.contention import Ground, dual_roles, ground_of, over_assets, over_demands
from graph.dates import Period, Window
from graph.moving import Moving
from graph.positions import PositionSpan
from graph.view import View


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose conflicts over what are sought; ids, names resolved."""

    party: str | None = None
    asset: str | None = None
    demand: str | None = None
    kind: ConflictKind | None = None
    roll_up: bool = True


@dataclass(frozen=True, slots=True)
class Met:
    """One or, where they are grouped, several cases whose rule is met on a day.

    `conflict` sums them up; `findings` go with `cases`, one each.
    """

    conflict: Conflict
    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]

    @property
    def certain(self) -> bool:
        """Whether one of them certainly is."""
        return any(found.certain for found in self.findings)

    def since(self, day: date) -> date:
        """The first day of the unbroken time, up to `day`, in which one of them was met."""
        return min(since(case, day) for case in self.cases)

    def begin(self, first: date) -> Period:
        """When that time began, as far as is known; `first` is its first day."""
        found = [found for case in self.cases if (found := case.at(first))]
        return min((begun(one, first) for one in found), key=lambda period: period.last)


def conflicts_on(view: View, day: date, sought: Sought) -> list[Met]:
    """The conflicts of one day: what was said last first, then by kind, parties and things."""
    return sorted(conflicts_met(view, day, sought), key=order)


def conflicts_met(view: View, day: date, sought: Sought) -> Iterator[Met]:
    """The conflicts of one day, as they are found: there may be a million."""
    for case in cases(view, sought, Window(day, day)):
        finding = case.at(day)
        if finding and is_sought(view, finding, sought):
            yield Met(finding.conflict, (case,), (finding,))


def cases(
    view: View, sought: Sought, days: Window | None = None, moving: Moving | None = None
) -> Iterator[Case]:
    """The cases that may be what is sought, on any of some days or ever.

    With `moving`, those alone that may begin or end by it.
    """
    ground = replace(ground_sought(view, sought), days=days, moving=moving)
    found: list[Iterable[Case]] = []
    if sought.kind in (None, "opposed", "exclusive"):
        found.append(over_demands(view, ground, roll_up=sought.roll_up))
    if sought.kind in (None, "rival_holding") and sought.demand is None:
        found.append(over_assets(view, ground, roll_up=sought.roll_up))
    if sought.kind in (None, "dual_role"):
        found.append(_dual_roles(view, sought, ground))
    return chain(*found)


def ground_sought(view: View, sought: Sought) -> Ground:
    """Over which demands and assets, and around whom, the conflicts sought can be."""
    party = sought.party
    around = view.counts_as(party, roll_up=sought.roll_up) if party else None
    if sought.demand:
        return Ground(frozenset({sought.demand}), around=around)
    if sought.asset:
        assets = view.structure.with_parts(sought.asset)
        return Ground(view.structure.demands_on(assets), assets, around=around)
    if party:
        found = ground_of(view, frozenset({party}), roll_up=sought.roll_up)
        return Ground(found.demands, _with_wholes(view, found.assets), around=around)
    view.snapshot.ledger  # noqa: B018 - all is asked for: one reading beats many
    things = view.snapshot.things.values()
    return Ground(
        frozenset(thing.id for thing in things if thing.label == "Demand"),
        frozenset(thing.id for thing in things if thing.label == "Asset"),
    )


def _dual_roles(view: View, sought: Sought, ground: Ground) -> Iterable[Case]:
    """The dual roles that may be what is sought."""
    over = _over(view, sought)
    found = (
        role
        for role in dual_roles(view, roll_up=sought.roll_up)
        if (ground.around is None or not ground.around.isdisjoint(role.parties))
        and (over is None or not over.isdisjoint(role.things))
    )
    return ground.moving.roles(found) if ground.moving else found


def _over(view: View, sought: Sought) -> frozenset[str] | None:
    """What of the demand and the assets sought a conflict is over; None where neither is."""
    if sought.demand:
        return frozenset({sought.demand})
    return view.structure.with_parts(sought.asset) if sought.asset else None


def _with_wholes(view: View, assets: frozenset[str]) -> frozenset[str]:
    """Assets with what they are part of: who holds a whole stands against who holds a part."""
    wholes = (row.object for asset in assets for row in view.structure.whole_claims(asset))
    return assets.union(wholes)


def is_sought(view: View, finding: Finding, sought: Sought) -> bool:
    """Whether a finished finding is among what is sought."""
    conflict = finding.conflict
    return (
        sought.kind in (None, conflict.kind)
        and (sought.demand is None or sought.demand in conflict.demands)
        and (
            sought.asset is None
            or not view.structure.with_parts(sought.asset).isdisjoint(conflict.assets)
        )
        and (sought.party is None or sought.party in _who(finding))
    )


def _who(finding: Finding) -> set[str]:
    """The parties and those who spoke for them."""
    voices = {row.voice for row in finding.statements if row.voice}
    return voices.union(finding.conflict.parties)


def order(met: Met) -> tuple[int, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What conflicts are sorted by: what was said last first, then kind, parties and things."""
    conflict = met.conflict
    said = max([_said(side) for found in met.findings for side in found.sides])
    kind = KINDS.index(conflict.kind)
    return -said, kind, conflict.parties, conflict.demands, conflict.assets


def _said(side: Side) -> int:
    """The first day of when it was last said, as a number."""
    if isinstance(side, PositionSpan):
        return side.latest.said_on.first.toordinal()
    said = (row.claim.said_on for row in side.statements)
    return max((period.first.toordinal() for period in said if period), default=0)


def grouped(found: Sequence[Met], by: str) -> list[Met]:
    """One item for each kind and pair of parties, or for each kind and asset, in order.

    What concerns no asset is left out of the items by asset.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Met]] = defaultdict(list)
    for met in found:
        conflict = met.conflict
        keys = [conflict.parties] if by == "pair" else [(asset,) for asset in conflict.assets]
        for key in keys:
            groups[conflict.kind, key].append(met)
    return [_summed(key if by == "asset" else None, group) for (_, key), group in groups.items()]


def _summed(assets: tuple[str, ...] | None, group: Sequence[Met]) -> Met:
    conflicts = [met.conflict for met in group]
    parties = dict.fromkeys(name for one in conflicts for name in one.parties)
    conflict = Conflict(
        conflicts[0].kind,
        tuple(parties) if assets is None else tuple(sorted(parties)),
        tuple(sorted({name for one in conflicts for name in one.demands})),
        assets or tuple(sorted({name for one in conflicts for name in one.assets})),
    )
    cases_of = tuple(case for met in group for case in met.cases)
    return Met(conflict, cases_of, tuple(found for met in group for found in met.findings))
