"""Parley's own questions as methods: HTTP's parameters, HTTP's answers, typed rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, Unpack

from graph.desk import Desk
from graph.notebook import filters as given
from graph.notebook import typed_rows as rows
from graph.notebook import typed_things as things
from graph.notebook.answers import Answer, Asking
from graph.notebook.asking import id_of, question_of, takes
from graph.notebook.failures import plainly
from graph.notebook.pins import AnswerPin
from graph.notebook.rows import Row
from graph.questions import (
    AssetsQuestion,
    ChangesQuestion,
    ClaimsQuestion,
    ConflictsQuestion,
    DemandsQuestion,
    EventsQuestion,
    EvidenceQuestion,
    ListQuestion,
    PartiesQuestion,
    PathsQuestion,
    PositionsQuestion,
    Question,
    SearchQuestion,
    SourcesQuestion,
    ThingQuestion,
    TimelineQuestion,
)

Asked = TypeVar("Asked", bound=ListQuestion)
AskedOfOne = TypeVar("AskedOfOne", bound=Question)
Listed = TypeVar("Listed", bound=Row)
Single = TypeVar("Single", bound=Row)
Found = TypeVar("Found")
Thing = given.Thing


class OwnTerms(ABC):
    """Who demands what, who is in conflict, how things are connected, and what changed when."""

    @takes(PositionsQuestion)
    def positions(self, **filters: Unpack[given.PositionsFilters]) -> Answer[rows.Position]:
        """Who demands, offers, accepts, rejects or considers what."""
        return self._list(PositionsQuestion, filters, Desk.positions, rows.Position)

    @takes(ConflictsQuestion)
    def conflicts(self, **filters: Unpack[given.ConflictsFilters]) -> Answer[rows.Conflict]:
        """Who is in conflict with whom, over what; which mediator has a stake of its own."""
        return self._list(ConflictsQuestion, filters, Desk.conflicts, rows.Conflict)

    @takes(PathsQuestion)
    def paths(self, **filters: Unpack[given.PathsFilters]) -> Answer[rows.Path]:
        """The shortest routes between two things, each step with its claim."""
        return self._list(PathsQuestion, filters, Desk.paths, rows.Path)

    @takes(TimelineQuestion)
    def timeline(self, **filters: Unpack[given.TimelineFilters]) -> Answer[rows.Span]:
        """Positions, holdings, ties and conflicts as spans, in order of time."""
        return self._list(TimelineQuestion, filters, Desk.timeline, rows.Span)

    @takes(ChangesQuestion)
    def changes(self, **filters: Unpack[given.ChangesFilters]) -> Answer[rows.Change]:
        """What began, moved or ended between two days or two moments of knowledge."""
        return self._list(ChangesQuestion, filters, Desk.changes, rows.Change)

    @takes(SearchQuestion)
    def search(self, q: str, **filters: Unpack[given.SearchFilters]) -> Answer[rows.Found]:
        """What bears or holds some words, best first."""
        return self._list(SearchQuestion, {"q": q, **filters}, Desk.search, rows.Found)

    @takes(ClaimsQuestion)
    def claims(self, **filters: Unpack[given.ClaimsFilters]) -> Answer[rows.ClaimInBrief]:
        """The claims themselves, last said first; structure only where it is asked for."""
        return self._list(ClaimsQuestion, filters, Desk.claims, rows.ClaimInBrief)

    @takes(PartiesQuestion)
    def parties(self, **filters: Unpack[given.ThingsFilters]) -> Answer[things.PartyInList]:
        """The parties, by name."""
        return self._list(PartiesQuestion, filters, Desk.parties, things.PartyInList)

    @takes(AssetsQuestion)
    def assets(self, **filters: Unpack[given.ThingsFilters]) -> Answer[things.AssetInList]:
        """The assets, by name."""
        return self._list(AssetsQuestion, filters, Desk.assets, things.AssetInList)

    @takes(DemandsQuestion)
    def demands(self, **filters: Unpack[given.DemandsFilters]) -> Answer[things.DemandInList]:
        """The demands, by text."""
        return self._list(DemandsQuestion, filters, Desk.demands, things.DemandInList)

    @takes(EventsQuestion)
    def events(self, **filters: Unpack[given.ThingsFilters]) -> Answer[things.EventInList]:
        """The events, by name."""
        return self._list(EventsQuestion, filters, Desk.events, things.EventInList)

    @takes(SourcesQuestion)
    def sources(self, **filters: Unpack[given.ThingsFilters]) -> Answer[things.SourceInList]:
        """The sources, by title."""
        return self._list(SourcesQuestion, filters, Desk.sources, things.SourceInList)

    @takes(ThingQuestion)
    def claim(self, uid: Thing, /, **filters: Unpack[given.ThingFilters]) -> rows.Claim:
        """One claim, by uid or by its curator's id, and what replaced it."""
        return self._one(uid, ThingQuestion, filters, Desk.claim, rows.Claim)

    @takes(ThingQuestion)
    def party(self, name: Thing, /, **filters: Unpack[given.ThingFilters]) -> things.Party:
        """One party, with its ties and holdings as spans and the events that it was at."""
        return self._one(name, ThingQuestion, filters, Desk.party, things.Party)

    @takes(ThingQuestion)
    def asset(self, name: Thing, /, **filters: Unpack[given.ThingFilters]) -> things.Asset:
        """One asset, with who held it when, the gaps, and who disputes it."""
        return self._one(name, ThingQuestion, filters, Desk.asset, things.Asset)

    @takes(ThingQuestion)
    def demand(self, name: Thing, /, **filters: Unpack[given.ThingFilters]) -> things.Demand:
        """One demand, with every party's stances over time and what it excludes."""
        return self._one(name, ThingQuestion, filters, Desk.demand, things.Demand)

    @takes(ThingQuestion)
    def event(self, name: Thing, /, **filters: Unpack[given.ThingFilters]) -> things.Event:
        """One event, with who took part, what was said at it, what it affected and led to."""
        return self._one(name, ThingQuestion, filters, Desk.event, things.Event)

    @takes(EvidenceQuestion)
    def source(self, name: Thing, /, **filters: Unpack[given.ListFilters]) -> things.Source:
        """One source, with the claims that rest on it."""
        return self._one(name, EvidenceQuestion, filters, Desk.source, things.Source)

    @abstractmethod
    def _at_desk(self, ask: Callable[[Desk], Found]) -> Found:
        """What is asked at the desk, so that it can be interrupted."""

    def _list(
        self,
        model: type[Asked],
        filters: Mapping[str, Any],
        ask: Callable[[Desk, Asked], Any],
        row: type[Listed],
    ) -> Answer[Listed]:
        with plainly():
            question = question_of(model, filters)
            return Asking(question, row, ask, self._at_desk, self._source_records).answer()

    def _one(
        self,
        name: Thing,
        model: type[AskedOfOne],
        filters: Mapping[str, Any],
        ask: Callable[[Desk, str, AskedOfOne], Any],
        row: type[Single],
    ) -> Single:
        with plainly():
            question = question_of(model, filters)
            answer = self._at_desk(lambda desk: ask(desk, id_of(name), question))
            found = row.of(answer, self._source_records)

            def again(pin: AnswerPin) -> Single:
                asked = {**filters, "pin": None, **pin.moment}
                return self._one(name, model, asked, ask, row)

            found["pin"] = AnswerPin.asked(answer["pin"], again)
            return found

    def _source_records(self, names: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
        wanted = list(names)
        return self._at_desk(lambda desk: desk.source_records(wanted))

    def _claims_in_brief(self, uids: list[str]) -> list[rows.ClaimInBrief]:
        found = self._at_desk(lambda desk: desk.claims_in_brief(uids))
        return [rows.ClaimInBrief.of(claim, self._source_records) for claim in found]
