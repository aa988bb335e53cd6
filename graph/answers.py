"""What answers look like: plain dictionaries, typed, the same over HTTP, in JSON and in notebooks.

Dates are text of the precision that is known (`2014`, `2014-03`, `2014-03-18`), days and instants
ISO 8601. What is unknown is null, never left out.
"""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from typing_extensions import TypedDict

from graph.cases import ConflictKind, StakeName
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


class StakeAnswer(TypedDict):
    """What a mediator has of its own in a conflict: a side, a gain or a tie."""

    name: StakeName
    text: str
    claims: list[ClaimInBrief]


class ConflictAnswer(TypedDict):
    """One conflict on one day, with its proof; of a dual role `parties` begins with the mediator.

    `since` is the first day of the unbroken time in which the rule is met, null where it is not
    known; `because` says the rule.
    """

    kind: ConflictKind
    parties: list[Reference]
    assets: list[Reference]
    demands: list[DemandReference]
    because: str
    stakes: list[StakeAnswer]
    claims: list[ClaimInBrief]
    since: str | None
    certain: bool
    text: str


class PositionReference(TypedDict):
    """A party's position on a demand, without its claims."""

    party: Reference
    demand: DemandReference
    polarity: PositionPolarity
    stance: str
    since: str
    said_on: str


class HoldingReference(TypedDict):
    """A party's holding of an asset, without its claims."""

    party: Reference
    relation: str
    asset: Reference
    in_favour_of: list[Reference]


class TieReference(TypedDict):
    """A party's tie to another, without its claims."""

    party: Reference
    relation: str
    other: Reference


class ConflictReference(TypedDict):
    """Who is in conflict over what, without its proof."""

    kind: ConflictKind
    parties: list[Reference]
    demands: list[DemandReference]
    assets: list[Reference]


class Found(TypedDict):
    """What a search found: a thing by id and name, or a claim by uid and sentence.

    `text` is what the words stand in: the name, an alias or the paraphrase.
    """

    label: str
    id: str
    name: str
    text: str


class SpanThing(TypedDict, total=False):
    """What held or changed, under the name of its kind: one of the four."""

    position: PositionReference
    holding: HoldingReference
    tie: TieReference
    conflict: ConflictReference


class SpanAnswer(SpanThing):
    """A span of a position, holding, tie or conflict, with the same claims all the while.

    `first` is null where its beginning is not known, `last` while it has not ended.
    """

    kind: Literal["position", "holding", "tie", "conflict"]
    first: str | None
    last: str | None
    certain: bool
    text: str
    claims: list[ClaimInBrief]


class ChangeAnswer(SpanThing):
    """What began, moved or ended on a day, by which claims; of an end, the first day without it."""

    day: str
    change: Literal["began", "moved", "ended"]
    kind: Literal["position", "holding", "tie", "conflict"]
    text: str
    claims: list[ClaimInBrief]


EdgeAnswer = TypedDict(
    "EdgeAnswer", {"relation": str, "from": str, "to": str, "claim": ClaimInBrief, "others": int}
)
EdgeAnswer.__doc__ = """One step of a route: the claim it stands for, and how many run beside it.

`from` and `to` are the claim's subject and object, whichever way the route goes."""


class PathAnswer(TypedDict):
    """One route: its nodes in order, the edges between them, and how it reads aloud."""

    length: int
    nodes: list[LabelledReference]
    edges: list[EdgeAnswer]
    text: str


class Page(TypedDict, Generic[Item]):
    """One page of a list: `next` is the cursor of the page after it, or null."""

    items: list[Item]
    next: str | None
    total: int
    pin: PinAnswer


class PathsPage(Page[PathAnswer]):
    """A page of routes; `cut` says that time ran out before all were found.

    `total` counts the routes known so far: there are more while `next` is not null.
    """

    cut: bool


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
