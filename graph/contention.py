"""Which cases of conflict there can be over these demands and assets, and among whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations

from graph.cases import Case
from graph.mediation import TIES, DualRole, Mediator
from graph.opposition import exclusive_cases, opposed_cases
from graph.positions import PositionSpan
from graph.rivalry import Tenure
from graph.spans import RelationSpan
from graph.view import HOLDINGS, History, View
from graph.vocabulary import VOCABULARY

_HELD = {name for name in HOLDINGS if VOCABULARY.relations[name].sort in ("possession", "title")}


@dataclass(frozen=True, slots=True)
class Ground:
    """Over what, and with `parties` among whom, conflicts are looked for; `day` narrows further.

    With `party`, only those are made to which it, or one for whom it spoke, is a party: of very
    many, this is what the cost of an answer about one follows.
    """

    demands: frozenset[str] = frozenset()
    assets: frozenset[str] = frozenset()
    parties: frozenset[str] | None = None
    day: date | None = None
    party: str | None = None


def base_cases(view: View, ground: Ground, *, roll_up: bool) -> Iterator[Case]:
    """The cases of opposed and exclusive demands and of rival holdings on a ground."""
    return chain(
        over_demands(view, ground, roll_up=roll_up), over_assets(view, ground, roll_up=roll_up)
    )


def over_demands(view: View, ground: Ground, *, roll_up: bool) -> Iterator[Case]:
    """The cases of opposed and of exclusive demands."""
    pairs = view.structure.exclusions(ground.demands)
    near = sorted(ground.demands.union(*pairs))
    histories = {
        demand: _among(spans, ground.parties)
        for demand, spans in view.spans_on(near, roll_up=roll_up).items()
    }
    some = _concerned((row for part in histories.values() for row in part.items()), ground.party)
    for demand in sorted(ground.demands):
        assets = tuple(sorted(view.structure.assets_of(demand)))
        yield from opposed_cases(demand, histories[demand], assets, ground.day, some)
    for pair in pairs:
        concerned = view.structure.assets_of(pair[0]) | view.structure.assets_of(pair[1])
        both = (histories[pair[0]], histories[pair[1]])
        exclusion = view.structure.exclusion(*pair)
        yield from exclusive_cases(
            pair, both, tuple(sorted(concerned)), exclusion, ground.day, some
        )


def _concerned(
    stood: Iterable[tuple[str, Sequence[PositionSpan | RelationSpan]]], party: str | None
) -> frozenset[str] | None:
    """Of those who stood for or held something, a party and for whom it ever spoke; else None."""
    if party is None:
        return None
    return frozenset(
        name
        for name, spans in stood
        if name == party or any(row.voice == party for span in spans for row in span.statements)
    )


def _among(
    histories: Mapping[str, History], parties: frozenset[str] | None
) -> Mapping[str, History]:
    if parties is None:
        return histories
    return {party: histories[party] for party in parties & histories.keys()}


def over_assets(view: View, ground: Ground, *, roll_up: bool) -> Iterator[Case]:
    """The cases of rival holdings, of the assets themselves and as parts of wholes."""
    wholes = {asset: view.structure.whole_claims(asset) for asset in ground.assets}
    near = ground.assets.union(*({row.object for row in rows} for rows in wholes.values()))
    holdings = view.holdings_on(sorted(near), roll_up=roll_up)
    held = ((span.party, (span,)) for spans in holdings.values() for span in spans)
    some = _concerned(held, ground.party)
    for asset in sorted(ground.assets):
        for case in tenure(view, asset, holdings).cases(ground.day, some):
            if ground.parties is None or ground.parties.issuperset(case.parties):
                yield case


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

    return view.dual_roles.get_or(roll_up, make)


def _roles_of(
    view: View, mediator: str, mediated: Mapping[str, list[RelationSpan]], *, roll_up: bool
) -> Iterator[DualRole]:
    people = frozenset({mediator, *mediated})
    ground = ground_of(view, people, roll_up=roll_up)
    cases: dict[frozenset[str], list[Case]] = defaultdict(list)
    for case in base_cases(view, ground, roll_up=roll_up):
        cases[frozenset(case.parties)].append(case)
    own = _mediator(view, mediator, people, ground, roll_up=roll_up)
    for pair in combinations(sorted(mediated), 2):
        bases = cases.get(frozenset(pair), [])
        against = [*cases.get(frozenset({mediator, pair[0]}), [])]
        against += cases.get(frozenset({mediator, pair[1]}), [])
        if bases:
            ties = (tuple(mediated[pair[0]]), tuple(mediated[pair[1]]))
            yield DualRole(own, pair, ties, tuple(bases), tuple(against))


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
