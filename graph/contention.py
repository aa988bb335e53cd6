"""Which cases of conflict there can be over these demands and assets, and among whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from graph.cases import Base
from graph.couples import Near
from graph.dates import Window
from graph.mediation import TIES, DualRole, Mediator, things_of
from graph.moving import Moving
from graph.opposition import exclusive_cases, opposed_cases
from graph.rivalry import Tenure
from graph.spans import RelationSpan
from graph.view import HOLDINGS, History, View
from graph.vocabulary import VOCABULARY

_HELD = {name for name in HOLDINGS if VOCABULARY.relations[name].sort in ("possession", "title")}


@dataclass(frozen=True, slots=True)
class Ground:
    """Over what and among whom conflicts are looked for, and when.

    Of the two in conflict both are of `parties`, and one at least of `around`. With `days`, both
    stand so on some of these days; with `moving`, one of them moved.
    """

    demands: frozenset[str] = frozenset()
    assets: frozenset[str] = frozenset()
    parties: frozenset[str] | None = None
    around: frozenset[str] | None = None
    days: Window | None = None
    moving: Moving | None = None

    def near(self, *movers: Collection[str]) -> Near:
        """Whose pairs matter; `movers` are those who moved."""
        each = [] if self.around is None else [self.around]
        return Near(self.days, [*each, frozenset().union(*movers)] if self.moving else each)


def base_cases(view: View, ground: Ground, *, roll_up: bool) -> Iterator[Base]:
    """The cases of opposed and exclusive demands and of rival holdings on a ground."""
    return chain(
        over_demands(view, ground, roll_up=roll_up), over_assets(view, ground, roll_up=roll_up)
    )


def over_demands(view: View, ground: Ground, *, roll_up: bool) -> Iterator[Base]:
    """The cases of opposed and of exclusive demands."""
    pairs = view.structure.exclusions(ground.demands)
    wanted = sorted(ground.demands.union(*pairs))
    histories = {
        demand: _among(spans, ground.parties)
        for demand, spans in view.spans_on(wanted, roll_up=roll_up).items()
    }
    moved = ground.moving.positions(histories) if ground.moving else {}
    for demand in sorted(ground.demands):
        assets = tuple(sorted(view.structure.assets_of(demand)))
        near = ground.near(moved.get(demand, ()))
        yield from opposed_cases(demand, histories[demand], assets, near)
    for pair in pairs:
        concerned = view.structure.assets_of(pair[0]) | view.structure.assets_of(pair[1])
        both = (histories[pair[0]], histories[pair[1]])
        exclusion = view.structure.exclusion(*pair)
        near = ground.near(*(moved.get(demand, ()) for demand in pair))
        yield from exclusive_cases(pair, both, tuple(sorted(concerned)), exclusion, near)


def _among(
    histories: Mapping[str, History], parties: frozenset[str] | None
) -> Mapping[str, History]:
    if parties is None:
        return histories
    return {party: histories[party] for party in parties & histories.keys()}


def over_assets(view: View, ground: Ground, *, roll_up: bool) -> Iterator[Base]:
    """The cases of rival holdings, of the assets themselves and as parts of wholes."""
    wholes = {
        asset: {asset, *(row.object for row in view.structure.whole_claims(asset))}
        for asset in ground.assets
    }
    wanted = ground.assets.union(*wholes.values())
    holdings = {
        asset: _held_among(spans, ground.parties)
        for asset, spans in view.holdings_on(sorted(wanted), roll_up=roll_up).items()
    }
    moved = ground.moving.holdings(holdings) if ground.moving else {}
    for asset in sorted(ground.assets):
        near = ground.near(*(moved.get(name, ()) for name in wholes[asset]))
        yield from tenure(view, asset, holdings).cases(near)


def _held_among(
    spans: tuple[RelationSpan, ...], parties: frozenset[str] | None
) -> tuple[RelationSpan, ...]:
    return spans if parties is None else tuple(span for span in spans if span.party in parties)


def tenure(
    view: View,
    asset: str,
    holdings: Mapping[str, tuple[RelationSpan, ...]],
) -> Tenure:
    """Who holds an asset, with the tenures of what it is part of; a loop of parts is no whole."""
    parts = view.structure.whole_claims(asset)
    near = {asset, *(row.object for row in parts)}
    above = [
        tenure(view, whole, holdings)
        for whole in sorted(view.structure.wholes_of(asset))
        if asset not in {row.object for row in view.structure.whole_claims(whole)}
    ]
    held = {name: holdings[name] for name in sorted(near) if holdings.get(name)}
    return Tenure(asset, held, parts, above)


def dual_roles(view: View, *, roll_up: bool) -> tuple[DualRole, ...]:
    """The cases of mediators with a stake of their own; kept, since there are few."""

    def make() -> tuple[DualRole, ...]:
        view.snapshot.ledger  # noqa: B018 - all mediators are looked at: one reading beats many
        ties = view.ties_in(view.snapshot.claims_of(["mediates"]), roll_up=roll_up)
        mediated: dict[str, dict[str, list[RelationSpan]]] = defaultdict(lambda: defaultdict(list))
        for span in ties:
            mediated[span.party][span.object].append(span)
        return tuple(
            case
            for mediator, spans in sorted(mediated.items())
            if len(spans) > 1
            for case in _roles_of(view, mediator, spans, roll_up=roll_up)
        )

    return view.dual_roles.once(roll_up, make)


def _roles_of(
    view: View, mediator: str, mediated: Mapping[str, list[RelationSpan]], *, roll_up: bool
) -> Iterator[DualRole]:
    people = frozenset({mediator, *mediated})
    ground = ground_of(view, people, roll_up=roll_up)
    cases: dict[frozenset[str], list[Base]] = defaultdict(list)
    for case in base_cases(view, ground, roll_up=roll_up):
        cases[frozenset(case.parties)].append(case)
    own = _mediator(view, mediator, people, ground, roll_up=roll_up)
    for pair in combinations(sorted(mediated), 2):
        if bases := cases.get(frozenset(pair)):
            things = things_of(bases)
            against = (
                case
                for one in pair
                for case in cases.get(frozenset({mediator, one}), ())
                if not things.isdisjoint(things_of([case]))
            )
            ties = (tuple(mediated[pair[0]]), tuple(mediated[pair[1]]))
            yield DualRole(own.between(pair, things), pair, ties, tuple(bases), tuple(against))


def ground_of(view: View, parties: frozenset[str], *, roll_up: bool) -> Ground:
    """All that these parties ever took a stance on or held, and the parts of what they held."""
    speakers = view.structure.speakers
    voices = parties.union(*(speakers.voices(party) for party in parties)) if roll_up else parties
    claims = [row for rows in view.claims_by(sorted(voices)).values() for row in rows]
    held = {row.object for row in claims if row.relation in HOLDINGS}
    assets = frozenset(held).union(*(view.structure.with_parts(asset) for asset in held))
    return Ground(view.snapshot.demands_of(voices), assets, parties)


def _mediator(
    view: View, party: str, people: frozenset[str], ground: Ground, *, roll_up: bool
) -> Mediator:
    speakers = view.structure.speakers
    voices = people.union(*(speakers.voices(name) for name in people)) if roll_up else people
    spans_on = view.spans_on(sorted(ground.demands), roll_up=roll_up)
    holdings = view.holdings_on(sorted(ground.assets), roll_up=roll_up)
    claims = [row for rows in view.claims_by(sorted(voices)).values() for row in rows]
    return Mediator(
        party,
        {demand: spans[party] for demand, spans in spans_on.items() if party in spans},
        [
            span
            for spans in holdings.values()
            for span in spans
            if span.party == party and span.relation in _HELD
        ],
        [span for span in view.ties_in(claims, roll_up=roll_up) if span.relation in TIES],
    )
