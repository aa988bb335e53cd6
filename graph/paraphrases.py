"""What claims say in their curators' words, folded for searching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from cypher import named
from graph.haystack import Haystack
from graph.model import Release
from graph.names import fold
from graph.reading import Reads, in_ranges


class Paraphrases:
    """The folded paraphrases of all claims on record by a release, by uid."""

    def __init__(self, release: Release, folded: Mapping[str, str]) -> None:
        self.release = release
        self.folded = folded

    @cached_property
    def texts(self) -> Haystack:
        """The same, to find words in."""
        return Haystack(self.folded)

    @classmethod
    def read(cls, store: Reads, release: Release) -> Paraphrases:
        """Those of a release, read from the store from end to end."""
        query = named("query/paraphrases_in_range")
        return cls(release, _by_uid(in_ranges(store, query, known_at=release.published_at)))

    def followed_by(self, store: Reads, release: Release) -> Paraphrases:
        """Those of a later release, of which only what is new is read."""
        rows = store.read(
            named("query/paraphrases_since"),
            after=self.release.published_at,
            known_at=release.published_at,
        )
        return Paraphrases(release, {**self.folded, **_by_uid(rows)})


def _by_uid(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {row["uid"]: fold(row["paraphrase"]) for row in rows}
