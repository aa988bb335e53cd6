"""The rows that Parley's own questions give, one class for each of `graph.answers`.

A test holds that the fields are those of the answers. What they mean is said there.
"""

from __future__ import annotations

from typing import Any

from graph.cases import ConflictKind, StakeName
from graph.notebook.pins import AnswerPin
from graph.notebook.rows import Row
from graph.vocabulary import PositionPolarity


class Reference(Row):
    """A party, asset, event or dossier by id and today's name."""

    id: str
    name: str


class DemandReference(Row):
    """A demand by id and today's text."""

    id: str
    text: str


class LabelledReference(Row):
    """Any thing: its label beside id and name."""

    id: str
    label: str
    name: str


class CitedSource(Row):
    """A source as a claim cites it."""

    id: str
    title: str
    url: str | None
    locator: str | None


class ClaimInBrief(Row):
    """A claim; `text` says it as a sentence. `object` is a demand or a thing with a name."""

    uid: str
    id: str
    subject: Reference
    relation: str
    object: Any
    said_on: str | None
    voiced_by: Reference | None
    reported_by: str | None
    certainty: str | None
    condition: str | None
    text: str
    sources: list[CitedSource]


class Claim(ClaimInBrief):
    """One claim whole: what it says, on what, and what became of it."""

    dossier: Reference
    about: list[Reference]
    addressed_to: list[Reference]
    in_favour_of: list[Reference]
    said_at: Reference | None
    valid_from: str | None
    valid_to: str | None
    leaning: str | None
    because: str | None
    paraphrase: str | None
    note: str | None
    report_kind: str | None
    quotes: list[str | None]
    recorded_at: str
    retracted_at: str | None
    replaced_by: list[ClaimInBrief]
    pin: AnswerPin


class Position(Row):
    """One party's position on one demand on one day."""

    party: Reference
    stance: str
    polarity: PositionPolarity
    demand: DemandReference
    assets: list[Reference]
    addressed_to: list[Reference]
    condition: str | None
    voiced_by: list[Reference]
    since: str
    said_on: str
    certain: bool
    objectors: list[Reference]
    claims: list[ClaimInBrief]


class Stake(Row):
    """What a mediator has of its own in a conflict: a side, a gain or a tie."""

    name: StakeName
    text: str
    claims: list[ClaimInBrief]


class Conflict(Row):
    """One conflict on one day, with its proof; a dual role's `parties` begin with the mediator."""

    kind: ConflictKind
    parties: list[Reference]
    assets: list[Reference]
    demands: list[DemandReference]
    because: str
    stakes: list[Stake]
    claims: list[ClaimInBrief]
    since: str | None
    certain: bool
    text: str


class PositionReference(Row):
    """A party's position on a demand, without its claims."""

    party: Reference
    demand: DemandReference
    polarity: PositionPolarity
    stance: str
    since: str
    said_on: str


class HoldingReference(Row):
    """A party's holding of an asset, without its claims."""

    party: Reference
    relation: str
    asset: Reference
    in_favour_of: list[Reference]


class TieReference(Row):
    """A party's tie to another, without its claims."""

    party: Reference
    relation: str
    other: Reference


class ConflictReference(Row):
    """Who is in conflict over what, without its proof."""

    kind: ConflictKind
    parties: list[Reference]
    demands: list[DemandReference]
    assets: list[Reference]


class SpanThing(Row):
    """What held or changed, under the name of its kind: one of the four is there."""

    position: PositionReference
    holding: HoldingReference
    tie: TieReference
    conflict: ConflictReference
    kind: str
    certain: bool
    text: str
    claims: list[ClaimInBrief]


class Span(SpanThing):
    """A span of a position, holding, tie or conflict; `first` or `last` is None where open."""

    first: str | None
    last: str | None


class Change(SpanThing):
    """What began, moved or ended on a day; of an end, the first day without it."""

    day: str
    change: str


class Edge(Row):
    """One step of a route. `from_` and `to` are the claim's subject and object, by id."""

    relation: str
    from_: str
    to: str
    claim: ClaimInBrief
    others: int


class Path(Row):
    """One route: its nodes in order, the edges between them, and how it reads aloud."""

    length: int
    nodes: list[LabelledReference]
    edges: list[Edge]
    text: str


class Found(Row):
    """What a search found: a thing by id and name, or a claim by uid and sentence."""

    label: str
    id: str
    name: str
    text: str
