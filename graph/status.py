"""What is in the store and how it is."""

from __future__ import annotations

from time import time

from cypher import named
from graph.answers import StatusAnswer
from graph.dates import END_OF_TIME
from graph.reading import Reads


def status_answer(store: Reads) -> StatusAnswer:
    """The store's last release, its dossiers, and whether a load is under way."""
    releases = store.read(named("query/release_at"), known_at=END_OF_TIME)
    release = releases[0] if releases else {}
    published_at = release.get("published_at")
    dossiers = store.read(named("query/active_claims"), known_at=published_at or "")
    return {
        "store": store.describe(),
        "release": release.get("number"),
        "published_at": published_at,
        "edges": release.get("edges"),
        "loading": bool(store.read(named("query/load_lease"), now=int(time() * 1_000))),
        "dossiers": [
            {"id": row["id"], "title": row["title"], "claims": row["claims"]} for row in dossiers
        ],
    }
