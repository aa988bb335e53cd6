"""A store in memory whose claims were recorded and retracted at instants: what snapshots read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cypher import Query
from graph.ledger import COLUMNS
from graph.model import Claim, Release, Thing

Row = dict[str, Any]
_DATES = ("said_on", "valid_from", "valid_to")


class Recorded:
    """Claims, things and releases, read by the named queries that a snapshot needs.

    `asked` counts the queries by name.
    """

    def __init__(
        self,
        claims: Iterable[Claim] = (),
        things: Iterable[Thing] = (),
        releases: Sequence[Release] = (),
    ) -> None:
        self.claims = {claim.uid: claim for claim in claims}
        self.things = {thing.id: thing for thing in things}
        self.releases = list(releases)
        self.asked: Counter[str] = Counter()

    def read(self, query: Query, /, **parameters: Any) -> list[Row]:
        """The records that a named query returns."""
        self.asked[query.name] += 1
        name = query.name.removeprefix("query/")
        if name == "things":
            label = re.search(r"\(n:(\w+)\)", query.text)
            assert label
            return [{"thing": _properties(row)} for row in self._labelled(label[1])]
        answers: dict[str, Callable[..., list[Row]]] = {
            "release_at": self._release_at,
            "dossiers": lambda **_: [],
            "all_sources": lambda **_: [
                {"source": _properties(row)} for row in self._labelled("Source")
            ],
            "claims_counted": lambda **_: [{"claims": len(self.claims)}],
            "claims_of_relations": self._of_relations,
            "claims_recorded_since": lambda **asked: [{"claims": len(self._since(**asked))}],
            "claims_retracted_since": lambda **asked: [
                {"claims": len(self._retracted_since(**asked))}
            ],
            "ledger_in_range": lambda **asked: [{"rows": _columns(self._within(**asked))}],
            "ledger_recorded_since": lambda **asked: [{"rows": _columns(self._since(**asked))}],
            "paraphrases_in_range": lambda **asked: _paraphrases(self._within(**asked)),
            "paraphrases_since": lambda **asked: _paraphrases(self._since(**asked)),
            "retracted_since": self._retracted_since,
        }
        return answers[name](**parameters)

    def latest(self, query: Query, /, **parameters: Any) -> list[Row]:
        """The same: nobody else holds this store."""
        return self.read(query, **parameters)

    def describe(self) -> str:
        """Where it is."""
        return "memory"

    def _labelled(self, label: str) -> list[Thing]:
        return [thing for thing in self.things.values() if thing.label == label]

    def _release_at(self, known_at: str) -> list[Row]:
        found = [row for row in self.releases if row.published_at <= known_at]
        return [
            {"number": row.number, "published_at": row.published_at, "edges": True}
            for row in sorted(found, key=lambda row: row.published_at)[-1:]
        ]

    def _of_relations(self, relations: Sequence[str]) -> list[Row]:
        wanted = [row for row in self.claims.values() if row.relation in relations]
        return [{"claim": dict(zip(COLUMNS, _row(row), strict=True))} for row in wanted]

    def _within(self, first: str, last: str, known_at: str) -> list[Claim]:
        within = (row for row in self.claims.values() if first <= row.uid < last)
        return [row for row in within if row.recorded_at <= known_at]

    def _since(self, after: str, known_at: str) -> list[Claim]:
        return [row for row in self.claims.values() if after < row.recorded_at <= known_at]

    def _retracted_since(self, after: str, known_at: str) -> list[Row]:
        return [
            {"uid": row.uid, "retracted_at": row.retracted_at}
            for row in self.claims.values()
            if row.retracted_at is not None and after < row.retracted_at <= known_at
        ]


def _properties(thing: Thing) -> Row:
    named = {"id": thing.id, "name": thing.name, "aliases": list(thing.aliases)}
    return {**named, **thing.properties}


def _row(claim: Claim) -> list[Any]:
    """A claim's columns as an engine gives them: texts, lists and None."""
    found = []
    for name in COLUMNS:
        value = getattr(claim, name)
        if name in _DATES:
            value = value.text if value else None
        found.append(list(value) if isinstance(value, tuple) else value)
    return found


def _columns(claims: Iterable[Claim]) -> list[list[Any]]:
    return [_row(claim) for claim in claims]


def _paraphrases(claims: Iterable[Claim]) -> list[Row]:
    return [
        {"uid": claim.uid, "paraphrase": claim.paraphrase}
        for claim in claims
        if claim.paraphrase is not None
    ]
