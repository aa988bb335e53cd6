"""All that is kept in memory for one release, fetched by named queries as questions need it.

A release never changes, so nothing here is ever updated: a new release brings a new snapshot, and
the old one, with all its memories, is dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cypher import named
from graph.answers import ClaimInBrief
from graph.carried import Carried
from graph.kept import Kept
from graph.ledger import Ledger
from graph.model import Claim, Release, Thing
from graph.names import NameIndex
from graph.paraphrases import Paraphrases
from graph.reading import Reads
from graph.records import claim_from, thing_from
from graph.structure import RELATIONS
from graph.view import View
from graph.vocabulary import LABELS, VOCABULARY, Label

if TYPE_CHECKING:
    from graph.words import WordIndex

CLAIMS_KEPT = 100_000
BRIEFS_KEPT = 20_000
STANCES = VOCABULARY.names("stance")


def _weight(claims: tuple[Claim, ...]) -> int:
    return len(claims) + 1


class Snapshot:
    """One release: its things and structure, and what was fetched of its claims so far.

    `before` is the snapshot of an earlier release, of which much need not be read again.
    """

    def __init__(self, store: Reads, release: Release, before: Snapshot | None = None) -> None:
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
        self._claims_on: Kept[str, tuple[Claim, ...]] = Kept(CLAIMS_KEPT, _weight)
        self._claims_by: Kept[str, tuple[Claim, ...]] = Kept(CLAIMS_KEPT, _weight)
        self._whole: Kept[str, Claim] = Kept(CLAIMS_KEPT)
        self._sources: Kept[str, dict[str, Any]] = Kept(CLAIMS_KEPT)
        self._answers: Kept[tuple[str, tuple[str, ...]], frozenset[str]] = Kept(1_000)
        self.briefs: Kept[tuple[str, str, str | None], ClaimInBrief] = Kept(BRIEFS_KEPT)
        self._views: Kept[tuple[str, str | None], View] = Kept(8)
        self.word_indexes: Kept[None, WordIndex] = Kept(1)
        self._ledger: Carried[Ledger] = Carried(
            store, release, Ledger.read, before._ledger if before else None
        )
        self._paraphrases: Carried[Paraphrases] = Carried(
            store, release, Paraphrases.read, before._paraphrases if before else None
        )

    def let_go(self) -> None:
        """Forgets the views and keeps none any more, since another release is current.

        A view knows its snapshot: without this the two would keep each other in memory until the
        collector looks through all that there is, which is seldom (`api.memory`). Who is still at
        work with the snapshot makes views of its own.
        """
        self._views.close()
        self.word_indexes.close()

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

    @property
    def ledger(self) -> Ledger:
        """Every claim on record, without its words: read when first asked for."""
        return self._ledger.get()

    @property
    def paraphrases(self) -> Paraphrases:
        """What all claims on record say, folded: read when first asked for."""
        return self._paraphrases.get()

    def view(self, known_at: str, dossier: str | None) -> View:
        """What was known at an instant, of one dossier or of all."""
        key = (known_at, dossier)
        return self._views.get_or(key, lambda: View(self, known_at, dossier, self._structural))

    def claims_on(self, objects: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """All claims ever recorded on these things, by thing; they may lack their words."""
        ledger = self._ledger.made
        if ledger is not None:
            by_object = ledger.by_object
            return {name: by_object.get(name, ()) for name in objects}
        return self._claims_on.get_all(objects, lambda missing: self._fetch("object", missing))

    def claims_by(self, subjects: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """All claims ever recorded of these subjects, by subject; they may lack their words."""
        ledger = self._ledger.made
        if ledger is not None:
            by_subject = ledger.by_subject
            return {name: by_subject.get(name, ()) for name in subjects}
        return self._claims_by.get_all(subjects, lambda missing: self._fetch("subject", missing))

    def _fetch(self, end: str, names: list[str]) -> dict[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {name: [] for name in names}
        for claim in self._claims(f"claims_of_{end}s", **{f"{end}s": names}):
            found[getattr(claim, end)].append(self._whole.put(claim.uid, claim))
        return {name: tuple(claims) for name, claims in found.items()}

    def whole(self, claims: Iterable[Claim]) -> dict[str, Claim]:
        """These claims with all their words and sources, by uid."""

        def fetch(missing: list[str]) -> dict[str, Claim]:
            return {claim.uid: claim for claim in self._claims("claims_by_uid", uids=missing)}

        return self._whole.get_all([claim.uid for claim in claims], fetch)

    def claims_of(self, relations: Iterable[str]) -> tuple[Claim, ...]:
        """All claims ever recorded of these relations, which are few."""
        return self._claims("claims_of_relations", relations=sorted(relations))

    def claims_citing(self, source: str) -> tuple[Claim, ...]:
        """All claims ever recorded that cite a source."""
        return self._claims("claims_of_source", source=source)

    def claims_said_at(self, event: str) -> tuple[Claim, ...]:
        """All claims ever recorded that were said at an event."""
        return self._claims("claims_said_at", event=event)

    def claims_with_uid(self, *uids: str) -> tuple[Claim, ...]:
        """The claims of these uids, as far as they are there."""
        return self._claims("claims_by_uid", uids=list(uids))

    def claims_called(self, name: str) -> tuple[Claim, ...]:
        """All claims ever recorded under a curator's id."""
        return self._claims("claims_by_id", id=name)

    def sources(self, names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The properties of these sources, by id."""

        def fetch(missing: list[str]) -> dict[str, dict[str, Any]]:
            rows = self._rows("sources_by_id", ids=missing)
            return {row["source"]["id"]: row["source"] for row in rows}

        return self._sources.get_all(names, fetch)

    @cached_property
    def all_sources(self) -> dict[str, Thing]:
        """Every source, by id: read when a list or a search first needs it."""
        rows = self._rows("all_sources", known_at=self.release.published_at)
        return {row["source"]["id"]: thing_from("Source", row["source"]) for row in rows}

    @cached_property
    def _by_label(self) -> dict[Label, list[Thing]]:
        groups: dict[Label, list[Thing]] = defaultdict(list)
        for thing in self.things.values():
            groups[thing.label].append(thing)
        return groups

    def things_of(self, label: Label) -> Collection[Thing]:
        """The things of a label, as they are called today."""
        if label == "Source":
            return self.all_sources.values()
        return self._by_label.get(label, [])

    def thing(self, name: str) -> Thing:
        """The thing of an id that there is."""
        return self.things.get(name) or self.all_sources[name]

    def sources_titled(self, title: str) -> list[str]:
        """The ids of the sources with that title."""
        known_at = self.release.published_at
        return [row["id"] for row in self._rows("sources_titled", title=title, known_at=known_at)]

    def source_ids(self) -> list[str]:
        """The ids of all sources."""
        rows = self._rows("source_ids", known_at=self.release.published_at)
        return [row["id"] for row in rows]

    def listed_in(self, dossier: str, label: Label) -> frozenset[str]:
        """The ids of the things of a label that a dossier lists."""

        def fetch() -> frozenset[str]:
            query = named("query/listings_of_dossier").fill(LABEL=label)
            return frozenset(row["id"] for row in self._store.read(query, dossier=dossier))

        return self._answers.get_or(("listed", (dossier, label)), fetch)

    def demands_of(self, subjects: Iterable[str]) -> frozenset[str]:
        """The demands on which these parties ever took a stance."""
        ledger = self._ledger.made
        if ledger is not None:
            rows = (ledger.by_subject.get(name, ()) for name in subjects)
            return frozenset(row.object for part in rows for row in part if row.relation in STANCES)
        return self._demands("demands_of_subjects", "subjects", subjects)

    def demands_about(self, assets: Iterable[str]) -> frozenset[str]:
        """The demands on which a claim about one of these assets was ever made."""
        ledger = self._ledger.made
        if ledger is not None:
            about = ledger.demands_about
            return frozenset[str]().union(*(about.get(asset, frozenset()) for asset in assets))
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
