"""The table beside a picture: what it shows on the page's day, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_ROWS = 100
_STRUCTURE = frozenset({"concerns", "excludes", "part_of"})


@dataclass(frozen=True, slots=True)
class Row:
    """One span of one edge: who, how, what or whom, since when, last said, by which claims (uids).

    `first` and `last` are the days that it covers.
    """

    edge: str
    conflict: bool
    source: Mapping[str, Any]
    target: Mapping[str, Any]
    verb: str
    text: str
    first: str
    last: str
    said: str | None
    certain: bool
    claims: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of a day, and how many there are in all."""

    rows: Sequence[Row]
    total: int

    @property
    def uids(self) -> set[str]:
        """The claims behind the rows."""
        return {uid for row in self.rows for uid in row.claims}


def rows_of(drawing: Mapping[str, Any], day: str, most: int = MOST_ROWS) -> Rows:
    """The rows of a day, conflicts first, then by who and what was said last."""
    nodes = {node["id"]: node for node in drawing["nodes"]}
    found = [
        _row(edge, span, nodes)
        for edge in drawing["edges"]
        if edge["key"] not in _STRUCTURE
        for span in edge["spans"]
        if span["first"] <= day <= span["last"]
    ]
    found.sort(key=_order)
    return Rows(found[:most], len(found))


def _order(row: Row) -> tuple[bool, str, str, str, str]:
    return not row.conflict, row.source["name"], row.verb, row.target["name"], row.first


def _row(
    edge: Mapping[str, Any], span: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]
) -> Row:
    return Row(
        edge["id"],
        edge["conflict"],
        nodes[edge["from"]],
        nodes[edge["to"]],
        span.get("verb") or edge["name"],
        span["text"],
        span["first"],
        span["last"],
        span.get("said"),
        span["certain"],
        span["claims"],
    )
