"""What demands and assets are about and made of, and who speaks for whom, as known at one moment.

It is small beside the claims, asked for by every question, and so kept in memory for a release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.model import Claim, Thing
from graph.speaking import Speakers
from graph.vocabulary import VOCABULARY

RELATIONS = (*sorted(VOCABULARY.names("structure")), "speaks_for")


class Structure:
    """Look-ups by id over the visible claims of `RELATIONS`; empty where there is nothing."""

    def __init__(self, claims: Iterable[Claim], events: Mapping[str, Thing]) -> None:
        groups: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[claim.relation].append(claim)
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for relation in sorted(VOCABULARY.names("structure")):
            for claim in groups[relation]:
                self._claims[claim.subject].append(claim)
        self.speakers = Speakers(groups["speaks_for"], events)
        self._assets: dict[str, set[str]] = defaultdict(set)
        self._demands: dict[str, set[str]] = defaultdict(set)
        self._excluded: dict[str, set[str]] = defaultdict(set)
        self._exclusions: dict[frozenset[str], list[Claim]] = defaultdict(list)
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._wholes: dict[str, list[Claim]] = defaultdict(list)
        for claim in groups["concerns"]:
            self._assets[claim.subject].add(claim.object)
            self._demands[claim.object].add(claim.subject)
        for claim in groups["excludes"]:
            self._excluded[claim.subject].add(claim.object)
            self._excluded[claim.object].add(claim.subject)
            self._exclusions[frozenset((claim.subject, claim.object))].append(claim)
        for claim in groups["part_of"]:
            self._parts[claim.object].add(claim.subject)
            self._wholes[claim.subject].append(claim)

    def claims_of(self, thing: str) -> tuple[Claim, ...]:
        """The claims of structure whose subject a thing is."""
        return tuple(self._claims.get(thing, ()))

    def assets_of(self, demand: str) -> frozenset[str]:
        """The assets that a demand concerns."""
        return frozenset(self._assets.get(demand, ()))

    def demands_on(self, assets: Iterable[str]) -> frozenset[str]:
        """The demands that concern any of these assets."""
        return frozenset[str]().union(*(self._demands.get(asset, set()) for asset in assets))

    def excluding(self, demand: str) -> tuple[str, ...]:
        """The demands that exclude this one and are excluded by it, by id."""
        return tuple(sorted(self._excluded.get(demand, ())))

    def exclusion(self, one: str, other: str) -> tuple[Claim, ...]:
        """The claims by which two demands exclude each other."""
        return tuple(self._exclusions.get(frozenset((one, other)), ()))

    def exclusions(self, demands: Iterable[str]) -> list[tuple[str, str]]:
        """The pairs of demands that exclude each other, with at least one of these, by id."""
        pairs = (
            (min(demand, other), max(demand, other))
            for demand in demands
            for other in self._excluded.get(demand, ())
        )
        return sorted(set(pairs))

    def parts_of(self, asset: str) -> frozenset[str]:
        """The assets that are directly part of this one."""
        return frozenset(self._parts.get(asset, ()))

    def wholes_of(self, asset: str) -> frozenset[str]:
        """The assets that this one is directly part of."""
        return frozenset(claim.object for claim in self._wholes.get(asset, ()))

    def whole_claims(self, asset: str) -> tuple[Claim, ...]:
        """The claims that say what an asset is part of, and what that is part of."""
        found: dict[str, Claim] = {}
        waiting = [asset]
        while waiting:
            for claim in self._wholes.get(waiting.pop(), ()):
                if claim.uid not in found:
                    found[claim.uid] = claim
                    waiting.append(claim.object)
        return tuple(found.values())

    def with_parts(self, asset: str) -> frozenset[str]:
        """An asset and all its parts, and their parts."""
        found = {asset}
        waiting = [asset]
        while waiting:
            for part in self._parts.get(waiting.pop(), set()) - found:
                found.add(part)
                waiting.append(part)
        return frozenset(found)
