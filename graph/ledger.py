"""Every claim on record, as far as the rules need it: what questions about the whole graph read.

A ledger's claims lack their words and sources, which are fetched for what is shown. It is read
once; the ledger of the next release is the same with what that release recorded and retracted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from sys import intern
from typing import Any

from cypher import named
from graph.model import Claim, Release
from graph.reading import Reads, in_ranges
from graph.records import Record, claim_from
from graph.vocabulary import VOCABULARY

_STANCES = VOCABULARY.names("stance")
COLUMNS = (
    *("uid", "id", "dossier", "relation", "subject", "object", "said_on", "valid_from", "valid_to"),
    *("about", "addressed_to", "in_favour_of", "said_at", "certainty"),
    *("recorded_at", "retracted_at"),
)
_REPEATED = ("dossier", "relation", "subject", "object", "said_at", "recorded_at")


class Ledger:
    """The claims recorded by a release, by uid, and where they lead."""

    def __init__(self, release: Release, claims: Mapping[str, Claim]) -> None:
        self.release = release
        self.claims = claims

    @classmethod
    def read(cls, store: Reads, release: Release) -> Ledger:
        """The ledger of a release, read from the store from end to end."""
        known_at = release.published_at
        rows = in_ranges(store, named("query/ledger_in_range"), known_at=known_at)
        return cls(release, _by_uid(rows, known_at))

    def followed_by(self, store: Reads, release: Release) -> Ledger:
        """The ledger of a later release, of which only what is new is read."""
        asked = {"after": self.release.published_at, "known_at": release.published_at}
        claims = dict(self.claims)
        claims |= _by_uid(
            store.read(named("query/ledger_recorded_since"), **asked), asked["known_at"]
        )
        for row in store.read(named("query/retracted_since"), **asked):
            claims[row["uid"]] = replace(claims[row["uid"]], retracted_at=row["retracted_at"])
        return Ledger(release, claims)

    @cached_property
    def by_object(self) -> dict[str, tuple[Claim, ...]]:
        """The claims on each thing."""
        return _grouped((claim.object, claim) for claim in self.claims.values())

    @cached_property
    def by_subject(self) -> dict[str, tuple[Claim, ...]]:
        """The claims of each subject."""
        return _grouped((claim.subject, claim) for claim in self.claims.values())

    @cached_property
    def by_name(self) -> dict[str, tuple[Claim, ...]]:
        """The claims that name each thing in any of their columns but their sources."""
        return _grouped(
            (name, claim) for claim in self.claims.values() for name in _names_in(claim)
        )

    def naming(self, names: Iterable[str]) -> Iterable[Claim]:
        """The claims that name one of these things, each once."""
        by_name = self.by_name
        found = {claim.uid: claim for name in names for claim in by_name.get(name, ())}
        return found.values()

    @cached_property
    def demands_about(self) -> dict[str, frozenset[str]]:
        """The demands on which a claim about each asset was made."""
        found: dict[str, set[str]] = defaultdict(set)
        for claim in self.claims.values():
            if claim.relation in _STANCES:
                for asset in claim.about:
                    found[asset].add(claim.object)
        return {asset: frozenset(demands) for asset, demands in found.items()}


def _names_in(claim: Claim) -> set[str]:
    named = {claim.subject, claim.object, *claim.about}
    named.update(claim.addressed_to, claim.in_favour_of)
    if claim.said_at is not None:
        named.add(claim.said_at)
    return named


def _grouped(pairs: Iterable[tuple[str, Claim]]) -> dict[str, tuple[Claim, ...]]:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for key, claim in pairs:
        groups[key].append(claim)
    return {key: tuple(claims) for key, claims in groups.items()}


def _by_uid(records: Iterable[Record], known_at: str) -> dict[str, Claim]:
    """The claims of records that each hold many, since a record has its price on the way."""
    rows = (row for record in records for row in record["rows"])
    return {row[0]: claim_from(_shared(row, known_at)) for row in rows}


def _shared(row: Sequence[Any], known_at: str) -> Record:
    """A record whose texts that many claims bear are kept once.

    What a load under way has retracted is not retracted yet.
    """
    shared = dict(zip(COLUMNS, row, strict=True))
    for name in _REPEATED:
        if shared[name] is not None:
            shared[name] = intern(shared[name])
    if shared["retracted_at"] is not None and shared["retracted_at"] > known_at:
        shared["retracted_at"] = None
    return shared
