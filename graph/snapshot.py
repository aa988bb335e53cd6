"""All that is kept in memory for one release, fetched by named queries as questions need it.

A release never changes, so nothing here is ever updated: a new release brings a new snapshot, and
the old one, with all its memories, is dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from cypher import Query, named
from graph.answers import ClaimInBrief
from graph.kept import Kept
from graph.model import Claim, Release, Thing
from graph.names import NameIndex
from graph.positions import PositionSpan, Statement, stances_of
from graph.records import claim_from, thing_from
from graph.structure import RELATIONS, Structure
from graph.vocabulary import LABELS, VOCABULARY, Label

CLAIMS_KEPT = 100_000
SPANS_KEPT = 20_000
STANCES = VOCABULARY.names("stance")

History = tuple[PositionSpan, ...]
Spans = Mapping[str, History]


def _weight(claims: tuple[Claim, ...]) -> int:
    return len(claims) + 1


class Reads(Protocol):
    """What the domain needs of a store."""

    def read(self, query: Query, /, **parameters: Any) -> list[dict[str, Any]]:
        """The records that a named query returns."""

    def describe(self) -> str:
        """Where the store is, in words."""


class Snapshot:
    """One release: its things and structure, and what was fetched of its claims so far."""

    def __init__(self, store: Reads, release: Release) -> None:
        self.release = release
        self._store = store
        self.things = self._read_things()
        self.dossiers = {
            row["dossier"]["id"]: row["dossier"]
            for row in self._rows("dossiers", known_at=release.published_at)
        }
        self.events = {name: row for name, row in self.things.items() if row.label == "Event"}
        self.names = NameIndex()
        for thing in self.things.values():
            self.names.add(thing.id, thing.label, thing.name, thing.aliases)
        self._structural = self._claims("claims_of_relations", relations=list(RELATIONS))
        self._claims_on: Kept[str, tuple[Claim, ...]] = Kept(
            CLAIMS_KEPT, lambda rows: len(rows) + 1
        )
        self._sources: Kept[str, dict[str, Any]] = Kept(CLAIMS_KEPT)
        self._answers: Kept[tuple[str, tuple[str, ...]], frozenset[str]] = Kept(1_000)
        self.briefs: Kept[tuple[str, str, str | None], ClaimInBrief] = Kept(SPANS_KEPT)
        self._views: Kept[tuple[str, str | None], View] = Kept(8)

    def _rows(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        return self._store.read(named(f"query/{name}"), **parameters)

    def _claims(self, name: str, **parameters: Any) -> tuple[Claim, ...]:
        return tuple(claim_from(row["claim"]) for row in self._rows(name, **parameters))

    def _read_things(self) -> dict[str, Thing]:
        kept: tuple[Label, ...] = tuple(label for label in LABELS if label != "Source")
        things = named("query/things")
        return {
            row["thing"]["id"]: thing_from(label, row["thing"])
            for label in kept
            for row in self._store.read(
                things.fill(LABEL=label), known_at=self.release.published_at
            )
        }

    def view(self, known_at: str, dossier: str | None) -> View:
        """What was known at an instant, of one dossier or of all."""
        key = (known_at, dossier)
        return self._views.get_or(key, lambda: View(self, known_at, dossier, self._structural))

    def claims_on(self, objects: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """All claims ever recorded on these things, by thing."""

        def fetch(missing: list[str]) -> dict[str, tuple[Claim, ...]]:
            found: dict[str, list[Claim]] = {name: [] for name in missing}
            for claim in self._claims("claims_of_objects", objects=missing):
                found[claim.object].append(claim)
            return {name: tuple(claims) for name, claims in found.items()}

        return self._claims_on.get_all(objects, fetch)

    def claims_citing(self, source: str) -> tuple[Claim, ...]:
        """All claims ever recorded that cite a source."""
        return self._claims("claims_of_source", source=source)

    def claims_with_uid(self, uid: str) -> tuple[Claim, ...]:
        """The claim of that uid, if there is one."""
        return self._claims("claims_by_uid", uids=[uid])

    def claims_called(self, name: str) -> tuple[Claim, ...]:
        """All claims ever recorded under a curator's id."""
        return self._claims("claims_by_id", id=name)

    def sources(self, names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The properties of these sources, by id."""

        def fetch(missing: list[str]) -> dict[str, dict[str, Any]]:
            rows = self._rows("sources_by_id", ids=missing)
            return {row["source"]["id"]: row["source"] for row in rows}

        return self._sources.get_all(names, fetch)

    def sources_titled(self, title: str) -> list[str]:
        """The ids of the sources with that title."""
        known_at = self.release.published_at
        return [row["id"] for row in self._rows("sources_titled", title=title, known_at=known_at)]

    def source_ids(self) -> list[str]:
        """The ids of all sources."""
        rows = self._rows("source_ids", known_at=self.release.published_at)
        return [row["id"] for row in rows]

    def demands_of(self, subjects: Iterable[str]) -> frozenset[str]:
        """The demands on which these parties ever took a stance."""
        return self._demands("demands_of_subjects", "subjects", subjects)

    def demands_about(self, assets: Iterable[str]) -> frozenset[str]:
        """The demands on which a claim about one of these assets was ever made."""
        return self._demands("demands_about_assets", "assets", assets)

    def _demands(self, query: str, parameter: str, names: Iterable[str]) -> frozenset[str]:
        wanted = tuple(sorted(names))

        def fetch() -> frozenset[str]:
            rows = self._rows(query, **{parameter: list(wanted), "relations": sorted(STANCES)})
            return frozenset(row["demand"] for row in rows)

        return self._answers.get_or((query, wanted), fetch)

    def name(self, thing: str) -> str:
        """Today's name of a thing; its id where it has none."""
        found = self.things.get(thing)
        return found.name if found else thing


class View:
    """What was known at one instant, of one dossier or of all: spans are computed from here."""

    def __init__(
        self, snapshot: Snapshot, known_at: str, dossier: str | None, structural: Sequence[Claim]
    ) -> None:
        self.snapshot = snapshot
        self.known_at = known_at
        self.dossier = dossier
        self.structure = Structure(filter(self.sees, structural), snapshot.events)
        self._spans: Kept[tuple[str, bool], Spans] = Kept(SPANS_KEPT)
        self.histories: Kept[tuple[str, bool], list[History]] = Kept(SPANS_KEPT * 10, len)

    def sees(self, claim: Claim) -> bool:
        """Whether a claim was known then, and stands in the dossier."""
        return claim.visible(self.known_at) and self.dossier in (None, claim.dossier)

    def claims_on(self, objects: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """The visible claims on these things, by thing."""
        found = self.snapshot.claims_on(objects)
        return {name: tuple(filter(self.sees, claims)) for name, claims in found.items()}

    def spans_on(self, demands: Iterable[str], *, roll_up: bool) -> dict[str, Spans]:
        """Every party's position spans on these demands, by demand and party."""

        def compute(missing: list[tuple[str, bool]]) -> dict[tuple[str, bool], Spans]:
            wanted = {demand for demand, _ in missing}
            near = wanted.union(*(self.structure.excluding(demand) for demand in wanted))
            statements = self._statements(near, roll_up=roll_up)
            return {
                (demand, roll_up): stances_of(statements, self.structure.excluding(demand), demand)
                for demand in wanted
            }

        found = self._spans.get_all([(demand, roll_up) for demand in demands], compute)
        return {demand: spans for (demand, _), spans in found.items()}

    def _statements(self, demands: Iterable[str], *, roll_up: bool) -> dict[str, list[Statement]]:
        statements: dict[str, list[Statement]] = defaultdict(list)
        for demand, claims in self.claims_on(demands).items():
            for claim in claims:
                if claim.relation in STANCES:
                    statements[demand].extend(self._stated(claim, roll_up=roll_up))
        return statements

    def _stated(self, claim: Claim, *, roll_up: bool) -> list[Statement]:
        if not roll_up:
            return [Statement(claim, claim.subject, None)]
        parties = self.structure.speakers.parties(claim.subject, claim.said_on)
        return [
            Statement(claim, party, None if party == claim.subject else claim.subject)
            for party in parties
        ]
