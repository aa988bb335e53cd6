"""Answers built from spans and claims: ids become names, claims become sentences with sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from graph.answers import (
    CitedSource,
    ClaimInBrief,
    DemandReference,
    PositionAnswer,
    Reference,
)
from graph.model import Claim
from graph.positions import PositionSpan, Statement
from graph.sentences import claim_sentence
from graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Position:
    """A span that covers the day, with those who stand against it."""

    span: PositionSpan
    assets: tuple[str, ...]
    objectors: tuple[str, ...]


class Writer:
    """Writes answers with one snapshot's names."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def reference(self, name: str) -> Reference:
        """A thing by id and today's name."""
        return {"id": name, "name": self._snapshot.name(name)}

    def references(self, names: Iterable[str]) -> list[Reference]:
        """Things by id and name, in the order given, each once."""
        return [self.reference(name) for name in dict.fromkeys(names)]

    def demands(self, names: Iterable[str]) -> list[DemandReference]:
        """Demands by id and text, in the order given."""
        return [{"id": name, "text": self._snapshot.name(name)} for name in names]

    @property
    def name(self) -> Callable[[str], str]:
        """Gives today's name of an id."""
        return self._snapshot.name

    def object_reference(self, name: str) -> Reference | DemandReference:
        """The object of a claim: a demand has a text, all else a name."""
        thing = self._snapshot.things.get(name)
        if thing and thing.label == "Demand":
            return {"id": name, "text": thing.name}
        return self.reference(name)

    def positions(self, positions: Sequence[Position]) -> list[PositionAnswer]:
        """Positions as answers, the words and sources of their claims fetched at one go."""
        self.fetch(row.claim for position in positions for row in position.span.statements)
        return [self._position(position) for position in positions]

    def claims(self, claims: Sequence[Claim]) -> list[ClaimInBrief]:
        """Claims in brief, as they were recorded."""
        whole = self.fetch(claims)
        return [self._brief(whole[claim.uid], None) for claim in claims]

    def statements(self, statements: Sequence[Statement]) -> list[ClaimInBrief]:
        """Claims in brief, each as its party's."""
        self.fetch(row.claim for row in statements)
        return [self._stated(row) for row in statements]

    def voices(self, statements: Iterable[Statement]) -> list[Reference]:
        """Who spoke for the party, by id."""
        return self.references(sorted({row.voice for row in statements if row.voice}))

    def fetch(self, claims: Iterable[Claim]) -> dict[str, Claim]:
        """These claims with all their words, by uid; their sources are then at hand too."""
        whole = self._snapshot.whole(claims)
        self._snapshot.sources(
            {cited.source for claim in whole.values() for cited in claim.citations}
        )
        return whole

    def _position(self, position: Position) -> PositionAnswer:
        span = position.span
        statements = span.statements
        whole = self._snapshot.whole(row.claim for row in statements)
        conditions = [whole[row.claim.uid].condition for row in (span.latest, *statements)]
        return {
            "party": self.reference(span.party),
            "stance": span.stance,
            "polarity": span.polarity,
            "demand": self.demands([span.demand])[0],
            "assets": self.references(position.assets),
            "addressed_to": self.references(
                sorted({party for row in statements for party in row.claim.addressed_to})
            ),
            "condition": next((text for text in conditions if text), None),
            "voiced_by": self.voices(statements),
            "since": span.since.text,
            "said_on": span.latest.said_on.text,
            "certain": span.certain,
            "objectors": self.references(position.objectors),
            "claims": [self._stated(row) for row in statements],
        }

    def _stated(self, statement: Statement) -> ClaimInBrief:
        """A claim in brief, kept: the same claim stands in many answers, and is never changed."""

        def make() -> ClaimInBrief:
            whole = self._snapshot.whole([statement.claim])[statement.claim.uid]
            claim = replace(whole, subject=statement.party)
            return self._brief(claim, statement.voice)

        key = (statement.claim.uid, statement.party, statement.voice)
        return self._snapshot.briefs.get_or(key, make)

    def _brief(self, claim: Claim, voice: str | None) -> ClaimInBrief:
        return {
            "uid": claim.uid,
            "id": claim.id,
            "subject": self.reference(claim.subject),
            "relation": claim.relation,
            "object": self.object_reference(claim.object),
            "said_on": claim.said_on.text if claim.said_on else None,
            "voiced_by": self.reference(voice) if voice else None,
            "reported_by": claim.reported_by,
            "certainty": claim.certainty,
            "condition": claim.condition,
            "text": claim_sentence(claim, self._snapshot.name, voice),
            "sources": self._cited(claim),
        }

    def _cited(self, claim: Claim) -> list[CitedSource]:
        sources = self._snapshot.sources([cited.source for cited in claim.citations])
        return [
            {
                "id": cited.source,
                "title": sources.get(cited.source, {}).get("title", cited.source),
                "url": sources.get(cited.source, {}).get("url"),
                "locator": cited.locator,
            }
            for cited in claim.citations
        ]
