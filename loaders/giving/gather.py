"""A dossier out of the store, as it stands in the last release, into a staging."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cypher import named
from graph.dates import END_OF_TIME
from graph.errors import NOTHING_LOADED, NotFound, StoreUnavailable
from graph.names import nearest
from graph.reading import in_ranges
from graph.store import Store
from graph.vocabulary import LABELS
from loaders.giving.tables import Tables
from loaders.plan import CLAIMS_IN_A_STREAM, batches
from loaders.same_files import dossiers_on_record
from loaders.staging import DossierHead, StagedClaim, StagedThing, Staging

# What a claim's node has beside the content that the curator wrote.
_OWN = frozenset({"uid", "id", "dossier", "digest", "recorded_at", "retracted_at", "times"})


def gather(store: Store, dossier: str, staging: Staging) -> Tables:
    """Fills a staging with a dossier; NotFound, with the nearest, where there is none."""
    rows = store.read(named("query/release_at"), known_at=END_OF_TIME)
    if not rows:
        raise StoreUnavailable(NOTHING_LOADED)
    published_at = rows[0]["published_at"]
    known = dossiers_on_record(store, published_at)
    if dossier not in known:
        near = nearest(dossier, known)
        raise NotFound(
            f"there is no dossier {dossier!r}; there is {', '.join(sorted(known))}", nearest=near
        )
    head = _head(known[dossier])
    staging.heads.append(head)
    for label in LABELS:
        query = named("query/dossier_listings").fill(LABEL=label)
        found = store.stream(query, dossier=dossier, known_at=published_at)
        staging.add_things(
            StagedThing(dossier, label, row["id"], json.loads(row["listing"]), "") for row in found
        )
    claims = _claims(store, dossier, published_at, known[dossier].get("claims", 0))
    for batch in batches(claims):
        staging.add_claims(batch)
    return Tables(head, staging, dossier)


def _head(row: dict[str, Any]) -> DossierHead:
    names = ("id", "title", "description", "licence", "maintainer")
    return DossierHead(**{name: row[name] for name in names if row.get(name)})


def _claims(store: Store, dossier: str, published_at: str, count: int) -> Iterator[StagedClaim]:
    asked = {"dossier": dossier, "known_at": published_at}
    rows = (
        in_ranges(store, named("query/dossier_claims_in_range"), **asked)
        if count > CLAIMS_IN_A_STREAM
        else store.stream(named("query/dossier_claims"), **asked)
    )
    for row in rows:
        claim = row["claim"]
        content = {name: value for name, value in claim.items() if name not in _OWN}
        yield StagedClaim(
            dossier, claim["id"], claim.get("digest", ""), claim["relation"], content, ""
        )
