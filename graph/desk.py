"""The desk: takes a question, finds what it needs, and gives the answer with its proof.

Every way in (HTTP, command line, notebook) asks here and nowhere else, so that all of them give the
same answers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from graph.answers import (
    AssetAnswer,
    ClaimAnswer,
    Page,
    PositionAnswer,
    SourceAnswer,
    StatusAnswer,
)
from graph.briefs import Writer
from graph.dates import instant_text
from graph.errors import NotFound
from graph.evidence import asset_answer, claim_answer, find_claim, find_source, source_answer
from graph.model import Pin, Release
from graph.paging import page
from graph.pinning import Releases, pin_of
from graph.questions import EvidenceQuestion, PositionsQuestion, Question, ThingQuestion
from graph.resolve import resolve, resolve_dossier
from graph.selection import Wanted, completed, spans_wanted
from graph.snapshot import Reads, Snapshot, View
from graph.status import status_answer


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
        pin = self.pin(question)
        opened = self._open(question, pin)
        if opened is None:
            return page(question, pin, [], lambda _: [])
        snapshot, view = opened
        wanted = _wanted(snapshot, question)
        day = date.fromisoformat(pin.as_of)
        found = spans_wanted(view, day, question, wanted) if pin.release is not None else []
        writer = Writer(snapshot)
        return page(
            question,
            pin,
            found,
            lambda spans: writer.positions(completed(view, day, spans, roll_up=question.roll_up)),
        )

    def claim(self, name: str, question: ThingQuestion) -> ClaimAnswer:
        """One claim by uid or the curator's id; NotFound or Ambiguous where it is not one."""
        pin, snapshot, view = self._must_open(question, "claim", name)
        return claim_answer(snapshot, view, find_claim(snapshot, view, name), pin)

    def source(self, name: str, question: EvidenceQuestion) -> SourceAnswer:
        """One source by id or title, with a page of the claims that cite it."""
        pin, snapshot, view = self._must_open(question, "source", name)
        return source_answer(snapshot, view, find_source(snapshot, name), question, pin)

    def asset(self, name: str, question: ThingQuestion) -> AssetAnswer:
        """One asset with who held it when."""
        pin, snapshot, view = self._must_open(question, "asset", name)
        return asset_answer(snapshot, view, resolve(snapshot, "Asset", name, "asset"), pin)

    def status(self) -> StatusAnswer:
        """What is in the store, and whether a load is under way."""
        return status_answer(self._store)

    def _open(self, question: Question, pin: Pin) -> tuple[Snapshot, View] | None:
        """The current snapshot and what of it the question may see; None in an empty store."""
        current = self.releases.current()
        if current is None:
            return None
        snapshot = self.releases.snapshot(current)
        dossier = resolve_dossier(snapshot, question.dossier) if question.dossier else None
        return snapshot, snapshot.view(pin.seen_at, dossier)

    def _must_open(self, question: Question, kind: str, name: str) -> tuple[Pin, Snapshot, View]:
        pin = self.pin(question)
        opened = self._open(question, pin)
        if opened is None:
            raise NotFound(
                f"{kind}: there is no {kind} called {name!r}, since nothing is loaded; "
                "load a dossier with `parley load PATH`",
                parameter=kind,
            )
        return pin, *opened


def _wanted(snapshot: Snapshot, question: PositionsQuestion) -> Wanted:
    """The ids of the names that a question gives."""
    return Wanted(
        party=question.party and resolve(snapshot, "Party", question.party, "party"),
        demand=question.demand and resolve(snapshot, "Demand", question.demand, "demand"),
        asset=question.asset and resolve(snapshot, "Asset", question.asset, "asset"),
        addressed_to=question.addressed_to
        and resolve(snapshot, "Party", question.addressed_to, "addressed_to"),
    )
