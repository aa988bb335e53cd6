"""What can be completed in Cypher: labels, relation types and properties.

They are those that Parley's loaders write, as docs/graph.md has them; a test holds them against a
store that is loaded.
"""

from __future__ import annotations

from graph.thing_answers import (
    AssetInList,
    DemandInList,
    EventInList,
    PartyInList,
    SourceInList,
)
from graph.vocabulary import LABELS, VOCABULARY

_THINGS = {
    "Party": PartyInList,
    "Asset": AssetInList,
    "Demand": DemandInList,
    "Event": EventInList,
    "Source": SourceInList,
}
# What answers give beside a thing's own columns, and nodes therefore do not have.
_OF_ANSWERS = {"assets"}
_CLAIM = (
    *("uid", "id", "dossier", "relation", "said_on", "valid_from", "valid_to", "leaning"),
    *("condition", "because", "paraphrase", "note", "reported_by", "report_kind", "certainty"),
    *("recorded_at", "retracted_at", "subject", "object", "about", "addressed_to"),
    *("in_favour_of", "said_at", "sources", "locators", "quotes"),
)
PROPERTIES: dict[str, tuple[str, ...]] = {
    **{
        label: tuple(name for name in _THINGS[label].__annotations__ if name not in _OF_ANSWERS)
        for label in LABELS
    },
    "Claim": _CLAIM,
    "Dossier": ("id", "title", "description", "licence", "maintainer"),
    "Release": ("number", "published_at"),
}
EVIDENCE_TYPES = (
    *("SUBJECT", "OBJECT", "ABOUT", "CITES", "ADDRESSED_TO", "IN_FAVOUR_OF", "SAID_AT", "IN"),
    "LISTED_IN",
)
EDGE_PROPERTIES: dict[str, tuple[str, ...]] = {
    **{
        relation.type: ("uid", "said_on", "valid_from", "valid_to")
        for relation in VOCABULARY.relations.values()
    },
    "CITES": ("locator", "quote"),
    "LISTED_IN": ("listing",),
}
TYPES = (*sorted(row.type for row in VOCABULARY.relations.values()), *EVIDENCE_TYPES)
KEYWORDS = (
    *("MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "RETURN", "ORDER BY", "LIMIT", "SKIP", "UNWIND"),
    *("DISTINCT", "AS", "AND", "OR", "NOT", "IN", "IS NULL", "IS NOT NULL", "CONTAINS"),
    *("STARTS WITH", "ENDS WITH", "COUNT", "EXISTS", "CASE", "WHEN", "THEN", "ELSE", "END"),
    *("DESC", "UNION", "CALL", "count", "collect", "coalesce", "shortestPath"),
)
