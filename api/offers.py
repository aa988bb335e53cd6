"""What can be asked: one row for each question, from which routes and commands are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph.answers import (
    ChangeAnswer,
    ClaimAnswer,
    ClaimInBrief,
    ConflictAnswer,
    Found,
    Page,
    PathsPage,
    PositionAnswer,
    SpanAnswer,
)
from graph.desk import Desk
from graph.questions import (
    AssetsQuestion,
    ChangesQuestion,
    ClaimsQuestion,
    ConflictsQuestion,
    DemandsQuestion,
    EventsQuestion,
    EvidenceQuestion,
    PartiesQuestion,
    PathsQuestion,
    PositionsQuestion,
    Question,
    SearchQuestion,
    SourcesQuestion,
    ThingQuestion,
    TimelineQuestion,
)
from graph.thing_answers import (
    AssetAnswer,
    AssetInList,
    DemandAnswer,
    DemandInList,
    EventAnswer,
    EventInList,
    PartyAnswer,
    PartyInList,
    SourceAnswer,
    SourceInList,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that can be asked: `command` on the command line, `path` over HTTP.

    `ask` takes the desk, then the id or name of a single thing where the path has one, then the
    question; `example` is a query that the shipped dossiers answer.
    """

    command: str
    path: str
    question: type[Question]
    answer: Any
    summary: str
    ask: Callable[..., Any]
    example: str

    @property
    def is_single(self) -> bool:
        """Whether it is about one thing that the path names."""
        return self.path.endswith("{id}")

    @property
    def name(self) -> str:
        """What it is called in the documentation and in file names."""
        return self.command


OFFERS: tuple[Offer, ...] = (
    Offer(
        "positions",
        "/v1/positions",
        PositionsQuestion,
        Page[PositionAnswer],
        "Who demands, offers, accepts, rejects or considers what",
        Desk.positions,
        "demand=d-europe-at-table&as_of=2025-03-18&limit=1",
    ),
    Offer(
        "conflicts",
        "/v1/conflicts",
        ConflictsQuestion,
        Page[ConflictAnswer],
        "Who is in conflict with whom, over what, and which mediator has a stake of its own",
        Desk.conflicts,
        "asset=a-crimea&as_of=2025-03-18&kind=opposed&limit=1",
    ),
    Offer(
        "paths",
        "/v1/paths",
        PathsQuestion,
        PathsPage,
        "The shortest routes between two things, each step with its claim",
        Desk.paths,
        "from=european-union&to=a-znpp&as_of=2025-12-31&limit=1",
    ),
    Offer(
        "timeline",
        "/v1/timeline",
        TimelineQuestion,
        Page[SpanAnswer],
        "Positions, holdings, ties and conflicts as spans, in order of time",
        Desk.timeline,
        "asset=a-crimea&kind=holding&as_of=2025-03-18&limit=1",
    ),
    Offer(
        "changes",
        "/v1/changes",
        ChangesQuestion,
        Page[ChangeAnswer],
        "What began, moved or ended between two days or two moments of knowledge",
        Desk.changes,
        "since=2025-03-17&until=2025-03-17&party=united-states&as_of=2025-03-18&limit=1",
    ),
    Offer(
        "search",
        "/v1/search",
        SearchQuestion,
        Page[Found],
        "What bears or holds some words, best first",
        Desk.search,
        "q=crimea&label=Asset&limit=1",
    ),
    Offer(
        "claims",
        "/v1/claims",
        ClaimsQuestion,
        Page[ClaimInBrief],
        "The claims themselves, last said first; structure only where it is asked for",
        Desk.claims,
        "source=s-seed&party=zelensky&kind=demands&limit=1",
    ),
    Offer(
        "parties",
        "/v1/parties",
        PartiesQuestion,
        Page[PartyInList],
        "The parties, by name",
        Desk.parties,
        "kind=alliance&limit=1",
    ),
    Offer(
        "assets",
        "/v1/assets",
        AssetsQuestion,
        Page[AssetInList],
        "The assets, by name",
        Desk.assets,
        "q=crimea&limit=1",
    ),
    Offer(
        "demands",
        "/v1/demands",
        DemandsQuestion,
        Page[DemandInList],
        "The demands, by text",
        Desk.demands,
        "q=nato&limit=1",
    ),
    Offer(
        "events",
        "/v1/events",
        EventsQuestion,
        Page[EventInList],
        "The events, by name",
        Desk.events,
        "kind=talks&limit=1",
    ),
    Offer(
        "sources",
        "/v1/sources",
        SourcesQuestion,
        Page[SourceInList],
        "The sources, by title",
        Desk.sources,
        "q=central bank&limit=1",
    ),
    Offer(
        "claim",
        "/v1/claims/{id}",
        ThingQuestion,
        ClaimAnswer,
        "One claim, by uid or by its curator's id, and what replaced it",
        Desk.claim,
        "u022",
    ),
    Offer(
        "party",
        "/v1/parties/{id}",
        ThingQuestion,
        PartyAnswer,
        "One party, with its ties and holdings as spans and the events that it was at",
        Desk.party,
        "nato",
    ),
    Offer(
        "asset",
        "/v1/assets/{id}",
        ThingQuestion,
        AssetAnswer,
        "One asset, with who held it when, the gaps, and who disputes it",
        Desk.asset,
        "a-sudzha",
    ),
    Offer(
        "demand",
        "/v1/demands/{id}",
        ThingQuestion,
        DemandAnswer,
        "One demand, with every party's stances over time and what it excludes",
        Desk.demand,
        "d-crimea-15y",
    ),
    Offer(
        "event",
        "/v1/events/{id}",
        ThingQuestion,
        EventAnswer,
        "One event, with who took part, what was said at it, what it affected and led to",
        Desk.event,
        "e-hague-2014",
    ),
    Offer(
        "source",
        "/v1/sources/{id}",
        EvidenceQuestion,
        SourceAnswer,
        "One source, with the claims that rest on it",
        Desk.source,
        "s-enc-cbr",
    ),
)
