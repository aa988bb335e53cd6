"""Pictures: what to draw of positions, holdings, ties and conflicts, over all time.

A picture is made of spans, as everything is: its *strands* lead from node to node, each with the
spans on which it holds, so that a slider moves over what the picture was given and decides nothing.
Nodes stand in columns: who, what they want, what it is about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.answers import ClaimInBrief, PathAnswer
from graph.cases import ConflictKind, ConflictSpan, conflict_spans
from graph.conflicts import Sought, cases, is_sought
from graph.dates import day_after
from graph.history import Scope
from graph.model import Claim, Thing
from graph.opened import Opened
from graph.room import room
from graph.stretches import Ends, Stretch, ends_of, spell_of, stepped, stretch_of, structural
from graph.timeline import Spell, claims_of, fetch_proofs, spells, words
from graph.timeline import Thing as Held
from graph.view import View
from graph.vocabulary import VOCABULARY

MOST_NODES = 40
_COLUMNS = {"Party": 0, "Demand": 2, "Asset": 3, "Event": 4}
_ANCHOR_COLUMN = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A node: `is_mediator` where it has a dual role on some day, `is_anchor` where it stays.

    `column` is where it stands from left to right; `group` says beside which others in it.
    """

    thing: Thing
    is_mediator: bool
    is_anchor: bool
    column: int
    group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strand:
    """An edge: `key` is what the legend calls it."""

    source: str
    target: str
    key: str
    stretches: tuple[Stretch, ...]

    @property
    def id(self) -> str:
        """The same for the same strand, whatever else is drawn."""
        return f"{self.key}:{self.source}:{self.target}"


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw, with the claims that its strands name; `left_out` did not find room."""

    spots: tuple[Spot, ...]
    strands: tuple[Strand, ...]
    claims: dict[str, ClaimInBrief]
    left_out: tuple[Thing, ...]

    @property
    def days(self) -> list[date]:
        """The days on which something changes, in order."""
        return sorted(self.changes)

    @property
    def changes(self) -> Counter[date]:
        """How many strands begin or end on each day on which something changes."""
        stretches = [part for strand in self.strands for part in strand.stretches]
        begins = Counter(part.first for part in stretches if part.first > date.min)
        ends = Counter(day_after(part.last) for part in stretches if part.last < date.max)
        return begins + ends


def picture_of_scope(opened: Opened, scope: Scope, anchors: Sequence[str], most: int) -> Picture:
    """Everything that holds or held of a party, asset or demand."""
    return _picture(opened, list(spells(opened.view, scope)), anchors, most)


def picture_of_conflicts(
    opened: Opened, scope: Scope, kind: ConflictKind | None, certainty: str | None, most: int
) -> Picture:
    """Who is in conflict with whom, and the positions and holdings by which they are.

    With `certainty`, conflicts of whose proof one claim has it.
    """
    sought = Sought(scope.party, scope.asset, scope.demand, kind, scope.roll_up)
    return _picture(opened, list(_contested(opened.view, sought, certainty)), (), most)


def picture_of_routes(
    opened: Opened, items: Sequence[PathAnswer], anchors: Sequence[str]
) -> Picture:
    """The nodes and steps of routes; a node's column is how far from the first it is first met."""
    columns: dict[str, int] = {}
    found: dict[Ends, dict[str, ClaimInBrief]] = defaultdict(dict)
    for item in items:
        for place, node in enumerate(item["nodes"]):
            columns[node["id"]] = min(place, columns.get(node["id"], place))
        for edge in item["edges"]:
            ends = (edge["from"], edge["to"], _key_of(edge["relation"]))
            found[ends][edge["claim"]["uid"]] = edge["claim"]
    strands = [
        Strand(*ends, tuple(stepped(brief) for brief in briefs.values()))
        for ends, briefs in sorted(found.items())
    ]
    claims = {uid: brief for briefs in found.values() for uid, brief in briefs.items()}
    things = opened.snapshot.things
    spots = [
        Spot(things[name], False, name in anchors, column)
        for name, column in sorted(columns.items())
    ]
    return Picture(tuple(spots), tuple(strands), claims, ())


def _key_of(relation: str) -> str:
    """What the legend calls an edge of a relation: its polarity, its sort, or its own name."""
    row = VOCABULARY.relations[relation]
    return row.polarity or row.sort or relation


def _contested(view: View, sought: Sought, certainty: str | None) -> Iterator[Spell]:
    """The conflicts that are sought, and each of the spans that they rest on once."""
    seen: set[tuple[str, str, str, date]] = set()
    for case in cases(view, sought):
        for part in conflict_spans(case):
            if not is_sought(view, part.finding, sought) or not _has(part, certainty):
                continue
            yield Spell("conflict", part.first, part.last, part.finding.certain, part)
            stakes = (side for stake in part.finding.stakes for side in stake.sides)
            for side in (*part.finding.sides, *stakes):
                spell = spell_of(side)
                key = (*ends_of(side)[0], spell.first)
                if key not in seen:
                    seen.add(key)
                    yield spell


def _has(part: ConflictSpan, certainty: str | None) -> bool:
    if certainty is None:
        return True
    return any(row.claim.certainty == certainty for row in part.finding.statements)


def _picture(opened: Opened, found: Sequence[Spell], anchors: Sequence[str], most: int) -> Picture:
    kept, left_out = room(opened.snapshot.things, _pairs(opened, found), anchors, most)
    shown = [spell for spell in found if _is_inside(spell.thing, kept)]
    fetch_proofs(opened.writer, [spell.thing for spell in shown])
    claims: dict[str, ClaimInBrief] = {}
    strands = [*_strands(opened, shown, claims), *_structure(opened, kept, claims)]
    spots = _spots(opened, kept, anchors, shown)
    return Picture(spots, tuple(strands), claims, tuple(left_out))


def _pairs(opened: Opened, found: Sequence[Spell]) -> Iterator[tuple[str, str]]:
    """The ends of each span; a position also leads to what its demand is about."""
    structure = opened.view.structure
    for spell in found:
        for one, other, _ in ends_of(spell.thing):
            yield one, other
            if spell.kind == "position":
                yield from ((other, asset) for asset in structure.assets_of(other))


def _is_inside(held: Held, kept: set[str]) -> bool:
    return all({one, other} <= kept for one, other, _ in ends_of(held))


def _spots(
    opened: Opened, kept: set[str], anchors: Sequence[str], shown: Sequence[Spell]
) -> tuple[Spot, ...]:
    mediators = {
        spell.thing.finding.conflict.parties[0]
        for spell in shown
        if isinstance(spell.thing, ConflictSpan)
        and spell.thing.finding.conflict.kind == "dual_role"
    }
    groups = _groups(opened, kept, shown)
    things = opened.snapshot.things
    return tuple(
        Spot(
            things[name],
            name in mediators,
            name in anchors,
            _column(things[name], name in anchors),
            groups[name],
        )
        for name in sorted(kept)
    )


def _column(thing: Thing, is_anchor: bool) -> int:
    if thing.label == "Party" and is_anchor:
        return _ANCHOR_COLUMN
    return _COLUMNS.get(thing.label, max(_COLUMNS.values()))


def _groups(
    opened: Opened, kept: set[str], shown: Sequence[Spell]
) -> Mapping[str, tuple[str, ...]]:
    """Beside what each node stands: the first dossier that speaks of it, then what it is about."""
    dossiers: dict[str, str] = {}
    for spell in shown:
        if isinstance(spell.thing, ConflictSpan):
            continue
        first = min(row.claim.dossier for row in spell.thing.statements)
        for name in ends_of(spell.thing)[0][:2]:
            dossiers[name] = min(first, dossiers.get(name, first))
    structure = opened.view.structure
    return {
        name: (dossiers.get(name, ""), *sorted(structure.assets_of(name) & kept)[:1])
        for name in kept
    }


def _strands(
    opened: Opened, found: Iterable[Spell], claims: dict[str, ClaimInBrief]
) -> Iterator[Strand]:
    groups: dict[Ends, list[Stretch]] = defaultdict(list)
    for spell in found:
        proof = claims_of(opened.writer, spell.thing)
        claims |= {claim["uid"]: claim for claim in proof}
        stretch = stretch_of(spell, words(spell.thing, opened.writer.name), proof)
        for ends in ends_of(spell.thing):
            groups[ends].append(stretch)
    for (source, target, key), stretches in sorted(groups.items()):
        ordered = sorted(stretches, key=lambda part: (part.first, part.text))
        yield Strand(source, target, key, tuple(ordered))


def _structure(opened: Opened, kept: set[str], claims: dict[str, ClaimInBrief]) -> Iterator[Strand]:
    """What the demands and assets drawn are about and made of."""
    structure = opened.view.structure
    found: list[Claim] = []
    for thing in sorted(kept):
        found += structure.claims_of(thing)
    inside = [claim for claim in found if {claim.subject, claim.object} <= kept]
    groups: dict[Ends, list[Stretch]] = defaultdict(list)
    for claim, brief in zip(inside, opened.writer.claims(inside), strict=True):
        claims[brief["uid"]] = brief
        groups[claim.subject, claim.object, claim.relation].append(structural(brief))
    for ends, stretches in groups.items():
        yield Strand(*ends, tuple(stretches))
