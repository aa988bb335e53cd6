"""The desk: takes a question, finds what it needs, and gives the answer with its proof.

Every way in (HTTP, command line, notebook) asks here and nowhere else, so that all of them give the
same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

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
    StatusAnswer,
)
from graph.changes import changes_listing
from graph.claim_selection import claims_listing
from graph.conflict_answers import conflicts_listing
from graph.contention import dual_roles
from graph.dates import instant_text
from graph.errors import NotFound
from graph.evidence import claim_answer, find_claim, source_answer
from graph.model import Pin, Release
from graph.network import network_of
from graph.opened import Listing, Opened
from graph.paging import page
from graph.paths import paths_page
from graph.pinning import Releases, pin_of
from graph.profiles import asset_answer, demand_answer, event_answer, party_answer
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
from graph.reading import Reads
from graph.resolve import find_source, resolve, resolve_dossier
from graph.search import search_listing
from graph.selection import positions_listing
from graph.status import status_answer
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
from graph.things import (
    asset_in_list,
    demand_in_list,
    event_in_list,
    party_in_list,
    source_in_list,
    things_listing,
)
from graph.timeline import timeline_listing
from graph.words import word_index

Asked = TypeVar("Asked", bound=ListQuestion)
Item = TypeVar("Item")


def _today() -> date:
    return datetime.now(UTC).date()


class Desk:
    """Answers questions from one store; safe to use from several threads.

    `today` gives the day that `as_of` defaults to.
    """

    def __init__(self, store: Reads, *, today: Callable[[], date] = _today) -> None:
        self._store = store
        self.releases = Releases(store)
        self.today = today

    def release(self) -> Release | None:
        """The current release, asked of the store at most every 100 ms."""
        return self.releases.current()

    def pin(self, question: Question) -> Pin:
        """What the answer to a question rests on."""
        return pin_of(question, self.releases, instant_text(datetime.now(UTC)), self.today)

    def positions(self, question: PositionsQuestion) -> Page[PositionAnswer]:
        """Who demands, offers, accepts, rejects or considers what."""
        return self._listed(question, positions_listing)

    def conflicts(self, question: ConflictsQuestion) -> Page[ConflictAnswer]:
        """Who is in conflict with whom, over what."""
        return self._listed(question, conflicts_listing)

    def paths(self, question: PathsQuestion) -> PathsPage:
        """The shortest routes between two things."""
        pin = self.pin(question)
        return paths_page(self.opened(question, pin), question, pin)

    def timeline(self, question: TimelineQuestion) -> Page[SpanAnswer]:
        """Spans of positions, holdings, ties and conflicts, in order of time."""
        return self._listed(question, timeline_listing)

    def changes(self, question: ChangesQuestion) -> Page[ChangeAnswer]:
        """What began, moved or ended between two days or two moments of knowledge."""
        known_at = question.known_until or question.known_at

        def listing(opened: Opened, asked: ChangesQuestion) -> Listing[ChangeAnswer]:
            return changes_listing(opened, asked, self._earlier(opened, asked))

        return self._listed(question.model_copy(update={"known_at": known_at}), listing)

    def _earlier(self, opened: Opened, question: ChangesQuestion) -> Opened | None:
        """What `known_since` knew, of the same day; None where the question is about days."""
        if question.known_since is None:
            return None
        then = {"known_at": question.known_since, "as_of": opened.day, "cursor": None}
        asked = question.model_copy(update=then)
        return self.opened(asked, self.pin(asked))

    def claim(self, name: str, question: ThingQuestion) -> ClaimAnswer:
        """One claim by uid or the curator's id; NotFound or Ambiguous where it is not one."""
        opened = self._must_open(question, "claim", name)
        return claim_answer(opened, find_claim(opened, name))

    def source(self, name: str, question: EvidenceQuestion) -> SourceAnswer:
        """One source by id or title, with a page of the claims that cite it."""
        opened = self._must_open(question, "source", name)
        return source_answer(opened, find_source(opened.snapshot, name), question)

    def asset(self, name: str, question: ThingQuestion) -> AssetAnswer:
        """One asset with who held it when."""
        opened = self._must_open(question, "asset", name)
        return asset_answer(opened, resolve(opened.snapshot, "Asset", name, "asset"))

    def party(self, name: str, question: ThingQuestion) -> PartyAnswer:
        """One party with its ties, holdings and events."""
        opened = self._must_open(question, "party", name)
        return party_answer(opened, resolve(opened.snapshot, "Party", name, "party"))

    def demand(self, name: str, question: ThingQuestion) -> DemandAnswer:
        """One demand with every party's stances over time."""
        opened = self._must_open(question, "demand", name)
        return demand_answer(opened, resolve(opened.snapshot, "Demand", name, "demand"))

    def event(self, name: str, question: ThingQuestion) -> EventAnswer:
        """One event with who took part and what was said at it."""
        opened = self._must_open(question, "event", name)
        return event_answer(opened, resolve(opened.snapshot, "Event", name, "event"))

    def parties(self, question: PartiesQuestion) -> Page[PartyInList]:
        """The parties, by name."""
        return self._listed(question, lambda o, q: things_listing(o, q, "Party", party_in_list))

    def assets(self, question: AssetsQuestion) -> Page[AssetInList]:
        """The assets, by name."""
        return self._listed(question, lambda o, q: things_listing(o, q, "Asset", asset_in_list))

    def demands(self, question: DemandsQuestion) -> Page[DemandInList]:
        """The demands, by text."""
        return self._listed(question, lambda o, q: things_listing(o, q, "Demand", demand_in_list))

    def events(self, question: EventsQuestion) -> Page[EventInList]:
        """The events, by name."""
        return self._listed(question, lambda o, q: things_listing(o, q, "Event", event_in_list))

    def sources(self, question: SourcesQuestion) -> Page[SourceInList]:
        """The sources, by title."""
        return self._listed(question, lambda o, q: things_listing(o, q, "Source", source_in_list))

    def claims(self, question: ClaimsQuestion) -> Page[ClaimInBrief]:
        """The claims themselves, last said first."""
        return self._listed(question, claims_listing)

    def search(self, question: SearchQuestion) -> Page[Found]:
        """What bears or holds some words, best first."""
        return self._listed(question, search_listing)

    def claims_in_brief(self, uids: Iterable[str]) -> list[ClaimInBrief]:
        """The claims of these uids, retracted ones too; those that are not there lack."""
        opened = self.opened(Question())
        return opened.writer.claims(opened.snapshot.claims_with_uid(*uids)) if opened else []

    def source_records(self, names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The sources of these ids, all columns of their table; those that are not there lack."""
        opened = self.opened(Question())
        return opened.snapshot.sources(names) if opened else {}

    def warm(self) -> None:
        """Reads and works out what questions about the whole graph share, before one is asked."""
        opened = self.opened(Question())
        if opened is not None:
            word_index(opened.snapshot).fill()
            opened.view.networks.once(None, lambda: network_of(opened.view))
            dual_roles(opened.view, roll_up=True)

    def status(self) -> StatusAnswer:
        """What is in the store, and whether a load is under way."""
        return status_answer(self._store)

    def _listed(
        self, question: Asked, listing: Callable[[Opened, Asked], Listing[Item]]
    ) -> Page[Item]:
        """A page of what a question finds; empty before the first release."""
        pin = self.pin(question)
        opened = self.opened(question, pin)
        if opened is None:
            return page(question, pin, [], lambda _: [])
        listed = listing(opened, question)
        if pin.release is None:
            return page(question, pin, [], listed.show)
        return page(question, pin, listed.found, listed.show, listed.total)

    def opened(self, question: Question, pin: Pin | None = None) -> Opened | None:
        """The current snapshot and what of it the question may see; None in an empty store."""
        pin = pin or self.pin(question)
        current = self.releases.current()
        if current is None:
            return None
        snapshot = self.releases.snapshot(current)
        dossier = resolve_dossier(snapshot, question.dossier) if question.dossier else None
        return Opened(pin, snapshot, snapshot.view(pin.seen_at, dossier))

    def _must_open(self, question: Question, kind: str, name: str) -> Opened:
        opened = self.opened(question, self.pin(question))
        if opened is None:
            raise NotFound(
                f"{kind}: there is no {kind} called {name!r}, since nothing is loaded; "
                "load a dossier with `parley load PATH`",
                parameter=kind,
            )
        return opened
