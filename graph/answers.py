"""What answers look like: plain dictionaries, typed, the same over HTTP, in JSON and in notebooks.

Dates are text of the precision that is known (`2014`, `2014-03`, `2014-03-18`), days and instants
ISO 8601. What is unknown is null, never left out.
"""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from typing_extensions import TypedDict

from graph.vocabulary import PositionPolarity

Item = TypeVar("Item")


class Reference(TypedDict):
    """A party, asset, event or dossier by id and today's name."""

    id: str
    name: str


class DemandReference(TypedDict):
    """A demand by id and today's text."""

    id: str
    text: str


class LabelledReference(TypedDict):
    """Any thing: its label beside id and name."""

    id: str
    label: str
    name: str


class CitedSource(TypedDict):
    """A source as a claim cites it."""

    id: str
    title: str
    url: str | None
    locator: str | None


class ClaimInBrief(TypedDict):
    """A claim, wherever `claims` stands; `text` says it as a sentence."""

    uid: str
    id: str
    subject: Reference
    relation: str
    object: Reference | DemandReference
    said_on: str | None
    voiced_by: Reference | None
    reported_by: str | None
    certainty: str | None
    condition: str | None
    text: str
    sources: list[CitedSource]


class PinAnswer(TypedDict):
    """What an answer rests on; `release` is null before the first release."""

    release: int | None
    as_of: str
    known_at: str


class PositionAnswer(TypedDict):
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


class Page(TypedDict, Generic[Item]):
    """One page of a list: `next` is the cursor of the page after it, or null."""

    items: list[Item]
    next: str | None
    total: int
    pin: PinAnswer


class ClaimAnswer(ClaimInBrief):
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
    pin: PinAnswer


class SourceAnswer(TypedDict):
    """One source with the claims that rest on it."""

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
    claims: list[ClaimInBrief]
    next: str | None
    total: int
    pin: PinAnswer


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
    holds: Literal["yes", "may", "no"]
    voiced_by: list[Reference]
    claims: list[ClaimInBrief]


class AssetAnswer(TypedDict):
    """One asset with who held it when."""

    id: str
    name: str
    kind: str | None
    aliases: list[str]
    wikidata: str | None
    latitude: float | None
    longitude: float | None
    note: str | None
    part_of: list[Reference]
    parts: list[Reference]
    demands: list[DemandReference]
    holdings: list[HoldingAnswer]
    pin: PinAnswer


class DossierStatus(TypedDict):
    """One dossier in the store."""

    id: str
    title: str
    claims: int


class StatusAnswer(TypedDict):
    """What is in the store and how it is; `edges` is `pending` while direct edges are written."""

    store: str
    release: int | None
    published_at: str | None
    edges: str | None
    loading: bool
    dossiers: list[DossierStatus]
