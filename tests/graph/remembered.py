"""A release in memory, of claims that a test writes down: what views ask of a snapshot, no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import cast

from graph.model import Claim, Thing
from graph.snapshot import Snapshot
from graph.structure import RELATIONS
from graph.view import STANCES, View
from graph.vocabulary import VOCABULARY

NOW = "2026-06-01T00:00:00.000000Z"


class Remembered:
    """The claims of a test by subject and object; things are the ends of the claims."""

    def __init__(self, claims: Sequence[Claim], events: Iterable[Thing] = ()) -> None:
        self._claims = tuple(claims)
        self.events = {event.id: event for event in events}
        self.ledger = SimpleNamespace(claims={claim.uid: claim for claim in claims})
        self.things = dict(self.events)
        for claim in claims:
            relation = VOCABULARY.relations[claim.relation]
            for name, labels in (
                (claim.subject, relation.subject),
                (claim.object, relation.object),
            ):
                thing = Thing(id=name, label=labels[0], name=name.upper())
                self.things.setdefault(name, thing)

    def name(self, thing: str) -> str:
        """What a thing is called."""
        found = self.things.get(thing)
        return found.name if found else thing

    def claims_on(self, objects: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """The claims on these things."""
        return {name: tuple(row for row in self._claims if row.object == name) for name in objects}

    def claims_by(self, subjects: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """The claims of these subjects."""
        return {
            name: tuple(row for row in self._claims if row.subject == name) for name in subjects
        }

    def claims_of(self, relations: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of these relations."""
        wanted = set(relations)
        return tuple(row for row in self._claims if row.relation in wanted)

    def demands_of(self, subjects: Iterable[str]) -> frozenset[str]:
        """The demands on which these parties took a stance."""
        voices = set(subjects)
        stances = (row for row in self._claims if row.relation in STANCES)
        return frozenset(row.object for row in stances if row.subject in voices)

    def demands_about(self, assets: Iterable[str]) -> frozenset[str]:
        """The demands on which a claim is about one of these assets."""
        wanted = set(assets)
        stances = (row for row in self._claims if row.relation in STANCES)
        return frozenset(row.object for row in stances if not wanted.isdisjoint(row.about))


def view_of(
    *claims: Claim, known_at: str = NOW, events: Iterable[Thing] = (), dossier: str | None = None
) -> View:
    """What was known of these claims at an instant."""
    snapshot = Remembered(claims, events)
    structural = [claim for claim in claims if claim.relation in RELATIONS]
    return View(cast("Snapshot", snapshot), known_at, dossier, structural)
