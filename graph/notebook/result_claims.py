"""Which claims and sources stand behind the rows of a Cypher result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from neo4j.graph import Node, Path, Relationship

_UID = re.compile(r"[0-9a-f]{32}")


def uids_in(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """The uids of the claims in the rows, each once: of nodes, edges and columns called `uid`."""
    named = {place for place, name in enumerate(columns) if name.split(".")[-1].endswith("uid")}
    found: dict[str, None] = {}
    for row in rows:
        for place, value in enumerate(row):
            found.update(dict.fromkeys(_uids(value, named=place in named)))
    return list(found)


def sources_in(rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """The source nodes in the rows, as rows that can be cited."""
    nodes = [value for row in rows for value in _nodes(list(row)) if "Source" in value.labels]
    return [
        {"id": node["id"], "title": node.get("title"), "url": node.get("url")} for node in nodes
    ]


def _uids(value: Any, *, named: bool) -> Iterator[str]:
    if isinstance(value, Node | Relationship):
        if _UID.fullmatch(str(value.get("uid", ""))):
            yield str(value["uid"])
    elif isinstance(value, Path):
        for part in (*value.nodes, *value.relationships):
            yield from _uids(part, named=named)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _uids(part, named=str(name).endswith("uid"))
    elif isinstance(value, list):
        for part in value:
            yield from _uids(part, named=named)
    elif named and isinstance(value, str) and _UID.fullmatch(value):
        yield value


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Path):
        yield from value.nodes
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part)
