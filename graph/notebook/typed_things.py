"""Rows for lists of things and for single things, one class for each of `graph.thing_answers`."""

from __future__ import annotations

from graph.dates import Truth
from graph.notebook.pins import AnswerPin
from graph.notebook.rows import Row
from graph.notebook.typed_rows import ClaimInBrief, Conflict, DemandReference, Reference
from graph.vocabulary import PositionPolarity


class PartyInList(Row):
    """A party as lists have it."""

    id: str
    name: str
    kind: str | None
    aliases: list[str]
    wikidata: str | None
    wording_note: str | None


class AssetInList(Row):
    """An asset as lists have it."""

    id: str
    name: str
    kind: str | None
    aliases: list[str]
    wikidata: str | None
    latitude: float | None
    longitude: float | None
    note: str | None


class DemandInList(Row):
    """A demand as lists have it, with the assets that it concerns."""

    id: str
    text: str
    aliases: list[str]
    note: str | None
    assets: list[Reference]


class EventInList(Row):
    """An event as lists have it."""

    id: str
    name: str
    kind: str | None
    start: str | None
    end: str | None
    place: str | None


class SourceInList(Row):
    """A source as lists have it."""

    id: str
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    published_inferred: bool
    url: str | None
    language: str | None
    kind: str | None
    note: str | None


class Source(SourceInList):
    """One source with the claims that rest on it."""

    claims: list[ClaimInBrief]
    next: str | None
    total: int
    pin: AnswerPin


class Tie(Row):
    """A tie between two parties, as a span; `holds` says whether it does on `pin.as_of`."""

    party: Reference
    relation: str
    other: Reference
    since: str | None
    since_at_latest: bool
    until: str | None
    holds: Truth
    voiced_by: list[Reference]
    claims: list[ClaimInBrief]


class Holding(Row):
    """One party's holding of an asset, as a span; `holds` says whether it does on `pin.as_of`."""

    party: Reference
    relation: str
    sort: str | None
    in_favour_of: list[Reference]
    since: str | None
    since_at_latest: bool
    until: str | None
    holds: Truth
    voiced_by: list[Reference]
    claims: list[ClaimInBrief]


class AssetHolding(Holding):
    """A holding with the asset that is held."""

    asset: Reference


class Gap(Row):
    """A time in which nobody is known to have possessed an asset, both days included."""

    first: str
    last: str


class Asset(AssetInList):
    """One asset with who held it when; `rivals` are the conflicts over it on `pin.as_of`."""

    part_of: list[Reference]
    parts: list[Reference]
    demands: list[DemandReference]
    holdings: list[Holding]
    gaps: list[Gap]
    rivals: list[Conflict]
    pin: AnswerPin


class Party(PartyInList):
    """One party with its ties, what it held, and the events that it was at."""

    ties: list[Tie]
    holdings: list[AssetHolding]
    events: list[ClaimInBrief]
    pin: AnswerPin


class Exclusion(Row):
    """A demand that cannot be met together with another, and why."""

    demand: DemandReference
    because: str | None


class Stance(Row):
    """One party's position on a demand as a span; `holds` says whether it does on `pin.as_of`."""

    party: Reference
    polarity: PositionPolarity
    stance: str
    first: str
    last: str | None
    since: str
    said_on: str
    certain: bool
    holds: bool
    voiced_by: list[Reference]
    claims: list[ClaimInBrief]


class Demand(DemandInList):
    """One demand with every party's stances over time, and what it excludes."""

    excludes: list[Exclusion]
    stances: list[Stance]
    pin: AnswerPin


class Event(EventInList):
    """One event: who took part, what was said at it, what it affected and led to."""

    took_part: list[ClaimInBrief]
    said: list[ClaimInBrief]
    affected: list[ClaimInBrief]
    led_to: list[ClaimInBrief]
    pin: AnswerPin
