"""The links of sources: in dossiers, or in the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from cypher import named
from graph.dates import END_OF_TIME
from graph.reading import Reads
from loaders.check import check
from loaders.links.patrol import Link
from loaders.staging import Staging

Row = tuple[str, tuple[str, str, str]]


def links_of_dossiers(paths: Sequence[Path]) -> list[Link]:
    """The links in the dossiers at `paths`, by address; DossierErrors where they have errors."""
    with Staging() as staging:
        check(paths, staging)
        return _grouped(
            (source.fields["url"], (head.id, source.id, source.place))
            for head in staging.heads
            for source in staging.things_labelled(head.id, "Source")
            if "url" in source.fields
        )


def links_of_store(store: Reads) -> list[Link]:
    """The links of all sources of the last release, by address."""
    rows = store.read(named("query/all_sources"), known_at=END_OF_TIME)
    return _grouped(
        (row["source"]["url"], ("", row["source"]["id"], ""))
        for row in rows
        if row["source"].get("url")
    )


def _grouped(rows: Iterable[Row]) -> list[Link]:
    """One link for each address, with all sources that have it."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for url, source in rows:
        found[url].append(source)
    return [Link(url, tuple(found[url])) for url in sorted(found)]
