"""The nodes and edges of a Cypher result as a networkx MultiDiGraph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import networkx as nx
from neo4j.graph import Node, Path, Relationship

from graph.store.plain import plain

Ends = Callable[[list[str]], Mapping[str, tuple[Iterable[str], Mapping[str, Any]]]]


def graph_of(rows: Iterable[Iterable[Any]], ends: Ends) -> nx.MultiDiGraph[str]:
    """The graph that rows hold; `ends` fetches nodes that edges lead to and no row has."""
    found = list(_entities(rows))
    nodes = {
        node.element_id: (node.labels, dict(node.items()))
        for node in found
        if isinstance(node, Node) and (node.labels or len(node))
    }
    edges = [edge for edge in found if isinstance(edge, Relationship)]
    missing = {
        end.element_id for edge in edges for end in edge.nodes if end is not None
    } - nodes.keys()
    known = {**nodes, **ends(sorted(missing))}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    keys = {element: _key(element, *known[element]) for element in known}
    for element, (labels, properties) in known.items():
        graph.add_node(keys[element], **_node_attributes(labels, properties))
    for edge in edges:
        start, end = (node.element_id if node is not None else "" for node in edge.nodes)
        attributes = {**_plain(edge.items()), "relation": edge.type.lower()}
        key = attributes.get("uid") or edge.element_id
        graph.add_edge(keys.get(start, start), keys.get(end, end), key=key, **attributes)
    return graph


def _entities(value: Any) -> Iterator[Node | Relationship]:
    if isinstance(value, Node | Relationship):
        yield value
    elif isinstance(value, Path):
        yield from value.nodes
        yield from value.relationships
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _entities(part)
    elif isinstance(value, Mapping):
        yield from _entities(list(value.values()))


def _key(element: str, labels: Iterable[str], properties: Mapping[str, Any]) -> str:
    """Parley's id, which no two things share; a claim's is its uid."""
    name = properties.get("uid" if "Claim" in labels else "id")
    return str(name or element)


def _node_attributes(labels: Iterable[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    names = ("name", "text", "title", "paraphrase", "id")
    called = next((properties[name] for name in names if properties.get(name)), "")
    return {
        **_plain(properties.items()),
        "label": ":".join(sorted(labels)),
        "name": str(called),
    }


def _plain(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: plain(value) for name, value in items}
