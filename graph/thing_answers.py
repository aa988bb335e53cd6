"""What lists of things and single things look like, as answers.

Dates are text of the precision that is known; what is unknown is null, never left out.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from graph.answers import ClaimInBrief, ConflictAnswer, DemandReference, PinAnswer, Reference
from graph.dates import Truth
from graph.vocabulary import PositionPolarity


class PartyInList(TypedDict):
    """A party as lists have it."""

    id: str
    name: str
    kind: str | None
    aliases: list[str]
    wikidata: str | None
    wording_note: str | None


class AssetInList(TypedDict):
    """An asset as lists have it."""

    id: str
    name: str
    kind: str | None
    aliases: list[str]
    wikidata: str | None
    latitude: float | None
    longitude: float | None
    note: str | None


class DemandInList(TypedDict):
    """A demand as lists have it, with the assets that it concerns."""

    id: str
    text: str
    aliases: list[str]
    note: str | None
    assets: list[Reference]


class EventInList(TypedDict):
    """An event as lists have it."""

    id: str
    name: str
    kind: str | None
    start: str | None
    end: str | None
    place: str | None


class SourceInList(TypedDict):
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


class SourceAnswer(SourceInList):
    """One source with the claims that rest on it."""

    claims: list[ClaimInBrief]
    next: str | None
    total: int
    pin: PinAnswer


class TieAnswer(TypedDict):
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


class HoldingAnswer(TypedDict):
    """One party's holding of an asset, as a span; `holds` says whether it does on `pin.as_of`.

    `since` is null where it began at an unknown time; with `since_at_latest` it had begun by then.
    """

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


class GapAnswer(TypedDict):
    """A time in which nobody is known to have possessed an asset, both days included."""

    first: str
    last: str


class AssetHoldingAnswer(HoldingAnswer):
    """A holding with the asset that is held."""

    asset: Reference


class AssetAnswer(AssetInList):
    """One asset with who held it when; `rivals` are the conflicts over it on `pin.as_of`.

    `gaps` are the days between the first and the last known possession on which nobody had it.
    """

    part_of: list[Reference]
    parts: list[Reference]
    demands: list[DemandReference]
    holdings: list[HoldingAnswer]
    gaps: list[GapAnswer]
    rivals: list[ConflictAnswer]
    pin: PinAnswer


class PartyAnswer(PartyInList):
    """One party with its ties, what it held, and the events that it was at."""

    ties: list[TieAnswer]
    holdings: list[AssetHoldingAnswer]
    events: list[ClaimInBrief]
    pin: PinAnswer


class ExclusionAnswer(TypedDict):
    """A demand that cannot be met together with another, and why."""

    demand: DemandReference
    because: str | None


class StanceAnswer(TypedDict):
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


class DemandAnswer(DemandInList):
    """One demand with every party's stances over time, and what it excludes."""

    excludes: list[ExclusionAnswer]
    stances: list[StanceAnswer]
    pin: PinAnswer


class EventAnswer(EventInList):
    """One event: who took part, what was said at it, what it affected and led to."""

    took_part: list[ClaimInBrief]
    said: list[ClaimInBrief]
    affected: list[ClaimInBrief]
    led_to: list[ClaimInBrief]
    pin: PinAnswer
