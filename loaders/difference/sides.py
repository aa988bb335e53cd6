"""The two sides of a comparison: a folder, checked, or what the store has of a dossier."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from cypher import named
from graph.dates import END_OF_TIME
from graph.store import Store
from graph.vocabulary import LABELS, Label
from loaders.check import Progress, check
from loaders.plan import batches, standing_claims
from loaders.staging import DossierHead, Fields, StagedThing, Staging

_HEAD = ("id", "title", "description", "licence", "maintainer")
# What the store adds to a claim's content.
_OWN = ("uid", "id", "dossier", "digest", "recorded_at", "retracted_at")


class Side(Protocol):
    """One state of a dossier. A claim's key is what `contents` finds it by."""

    shown: str

    def head(self) -> dict[str, str]:
        """What the dossier says of itself, by field."""

    def things(self) -> Iterator[StagedThing]:
        """Its things, in any order."""

    def claims(self) -> Iterator[Fields]:
        """The `id`, `digest` and key (`uid`) of each of its claims."""

    def contents(self, keys: Iterable[str]) -> Iterator[tuple[str, Fields]]:
        """The id and content of some claims."""


class FolderSide:
    """The dossier in a folder, checked and staged; `staging` is its own."""

    def __init__(self, path: Path, staging: Staging, progress: Progress | None = None) -> None:
        self.shown = str(path)
        check([path], staging, progress=progress)
        [self._head] = staging.heads
        self.staging = staging

    @property
    def dossier(self) -> str:
        """The dossier's id."""
        return self._head.id

    def head(self) -> dict[str, str]:
        """What `dossier.yaml` says."""
        return head_fields(self._head)

    def things(self) -> Iterator[StagedThing]:
        """Its things, by id."""
        return self.staging.things(self.dossier)

    def claims(self) -> Iterator[Fields]:
        """Its claims; the key of one is its id."""
        for claim in self.staging.claims(self.dossier):
            yield {"id": claim.id, "digest": claim.digest, "uid": claim.id}

    def contents(self, keys: Iterable[str]) -> Iterator[tuple[str, Fields]]:
        """The claims of these ids."""
        for batch in batches(keys):
            for claim in self.staging.claims_named(self.dossier, batch):
                yield claim.id, claim.content


class StoreSide:
    """What the last release of a store has of a dossier."""

    def __init__(self, store: Store, dossier: str) -> None:
        self._store = store
        self._dossier = dossier
        releases = store.read(named("query/release_at"), known_at=END_OF_TIME)
        self._known_at = releases[0]["published_at"] if releases else ""
        self._record = self._recorded()
        self.shown = f"release {releases[0]['number']} of the store" if releases else "the store"
        if not self._record:
            self.shown += f", which has no dossier {dossier!r},"

    def head(self) -> dict[str, str]:
        """What the store has of the dossier itself; nothing where it has no such dossier."""
        return {name: self._record.get(name) or "" for name in _HEAD if self._record}

    def _recorded(self) -> dict[str, Any]:
        """The store's record of the dossier; empty for one that was never loaded."""
        rows = self._store.read(named("query/dossiers"), known_at=self._known_at)
        return next((row["dossier"] for row in rows if row["dossier"]["id"] == self._dossier), {})

    def things(self) -> Iterator[StagedThing]:
        """What the dossier says of its things."""
        for label in LABELS:
            for batch in batches(self._listed(label)):
                query = named("query/listings_of_things").fill(LABEL=label)
                for row in self._store.read(query, ids=batch):
                    if row["dossier"] == self._dossier:
                        fields = json.loads(row["listing"])
                        yield StagedThing(self._dossier, label, row["id"], fields, "")

    def _listed(self, label: Label) -> Iterator[str]:
        query = named("query/listings_of_dossier").fill(LABEL=label)
        for row in self._store.read(query, dossier=self._dossier):
            yield row["id"]

    def claims(self) -> Iterator[Fields]:
        """Its claims that stand; the key of one is its uid."""
        count = int(self._record.get("claims", 0))
        yield from standing_claims(self._store, self._dossier, self._known_at, count)

    def contents(self, keys: Iterable[str]) -> Iterator[tuple[str, Fields]]:
        """The claims with these uids."""
        for batch in batches(keys):
            for row in self._store.read(named("query/claims_by_uid"), uids=batch):
                yield row["claim"]["id"], content_of(row["claim"])


def head_fields(head: DossierHead) -> dict[str, str]:
    """The fields of a dossier's head that a curator writes."""
    return {name: value for name, value in asdict(head).items() if name in _HEAD}


def content_of(record: dict[str, Any]) -> Fields:
    """A claim's content, as it was staged, from the properties of its node."""
    return {name: value for name, value in record.items() if name not in _OWN and value is not None}
