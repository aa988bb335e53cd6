"""What was known at one instant, of one dossier or of all: spans are computed from here.

A view is kept with its snapshot, and keeps the spans that it has computed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graph.holdings import holding_spans
from graph.kept import Kept
from graph.model import Claim
from graph.positions import PositionSpan, Statement, stances_of
from graph.spans import RelationSpan
from graph.speaking import Speakers
from graph.structure import Structure
from graph.ties import tie_spans
from graph.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from graph.crowd import Crowd
    from graph.discourse.stances import Stances, Window
    from graph.mediation import DualRole
    from graph.network import Network
    from graph.snapshot import Snapshot

SPANS_KEPT = 20_000
STANCES = VOCABULARY.names("stance")
HOLDINGS = VOCABULARY.names("holding")
TIES = VOCABULARY.names("tie")

History = tuple[PositionSpan, ...]
Spans = Mapping[str, History]


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
        self._holdings: Kept[tuple[str, bool], tuple[RelationSpan, ...]] = Kept(SPANS_KEPT)
        self.dual_roles: Kept[bool, tuple[DualRole, ...]] = Kept(2)
        self.networks: Kept[None, Network] = Kept(1)
        self.crowds: Kept[None, Crowd] = Kept(1)
        self.stances: Kept[tuple[Window, str | None, bool], Stances] = Kept(16)
        self.histories: Kept[tuple[str, bool], list[History]] = Kept(SPANS_KEPT * 10, len)

    def sees(self, claim: Claim) -> bool:
        """Whether a claim was known then, and stands in the dossier."""
        return claim.visible(self.known_at) and self.dossier in (None, claim.dossier)

    def claims_on(self, objects: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """The visible claims on these things, by thing."""
        found = self.snapshot.claims_on(objects)
        return {name: tuple(filter(self.sees, claims)) for name, claims in found.items()}

    def claims_by(self, subjects: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
        """The visible claims of these subjects, by subject."""
        found = self.snapshot.claims_by(subjects)
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

    def spans_among(
        self, parties: frozenset[str], demands: Iterable[str], *, roll_up: bool
    ) -> dict[str, Spans]:
        """The position spans of these parties alone, from what they said: by demand and party."""
        speakers = self.structure.speakers
        voices = parties.union(*(map(speakers.voices, parties))) if roll_up else parties
        statements: dict[str, list[Statement]] = defaultdict(list)
        for claims in self.claims_by(sorted(voices)).values():
            for claim in claims:
                if claim.relation in STANCES:
                    rows = self._stated(claim, roll_up=roll_up)
                    statements[claim.object].extend(row for row in rows if row.party in parties)
        return {
            demand: stances_of(statements, self.structure.excluding(demand), demand)
            for demand in demands
        }

    def counts_as(self, party: str, *, roll_up: bool) -> frozenset[str]:
        """A party and, rolled up, all as whose its words may count."""
        return self.structure.speakers.spoken_for(party) if roll_up else frozenset({party})

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

    def _speakers(self, *, roll_up: bool) -> Speakers | None:
        return self.structure.speakers if roll_up else None

    def holdings_on(
        self, assets: Iterable[str], *, roll_up: bool
    ) -> dict[str, tuple[RelationSpan, ...]]:
        """Who held these assets when, by asset."""

        def compute(
            missing: list[tuple[str, bool]],
        ) -> dict[tuple[str, bool], tuple[RelationSpan, ...]]:
            claims_on = self.claims_on(asset for asset, _ in missing)
            return {
                (asset, roll_up): self._holdings_in(claims, roll_up=roll_up)
                for asset, claims in claims_on.items()
            }

        found = self._holdings.get_all([(asset, roll_up) for asset in assets], compute)
        return {asset: spans for (asset, _), spans in found.items()}

    def _holdings_in(self, claims: Iterable[Claim], *, roll_up: bool) -> tuple[RelationSpan, ...]:
        held = [claim for claim in claims if claim.relation in HOLDINGS]
        return holding_spans(held, self.snapshot.events, self._speakers(roll_up=roll_up))

    def ties_in(self, claims: Iterable[Claim], *, roll_up: bool) -> tuple[RelationSpan, ...]:
        """The ties that the visible ones of these claims amount to."""
        tied = [claim for claim in claims if claim.relation in TIES and self.sees(claim)]
        return tie_spans(tied, self.snapshot.events, self._speakers(roll_up=roll_up))
