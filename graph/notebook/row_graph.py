"""Rows of Parley's own answers as a networkx MultiDiGraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import networkx as nx

from graph.vocabulary import VOCABULARY

Link = tuple[Mapping[str, Any], str, Mapping[str, Any], Mapping[str, Any]]
_ENDS = {"position": ("party", "demand"), "holding": ("party", "asset"), "tie": ("party", "other")}
_LABELS = {"party": "Party", "other": "Party", "demand": "Demand", "asset": "Asset"}


def graph_of(rows: Iterable[Mapping[str, Any]]) -> nx.MultiDiGraph[str]:
    """Things as nodes with `label` and `name`; what the rows say of two of them as edges.

    Positions, holdings, ties and claims are edges from subject to object, conflicts edges between
    each two parties, routes their steps. Rows of single things are nodes alone.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in rows:
        for node in _nodes(row):
            graph.add_node(node["id"], label=node.get("label", "Thing"), name=_name(node))
        for start, relation, end, facts in _links(row):
            for node in (start, end):
                known = graph.nodes.get(node["id"], {}).get("label")
                label = node.get("label") or known or ("Demand" if "text" in node else "Thing")
                graph.add_node(node["id"], label=label, name=_name(node))
            since = facts.get("day") or facts.get("first") or facts.get("since") or ""
            key = facts.get("uid") or f"{relation} {since}".rstrip()
            graph.add_edge(start["id"], end["id"], key=key, relation=relation, **facts)
    return graph


def _nodes(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What of a row is a thing by itself: of a route all nodes, of a list of things the thing."""
    if isinstance(row.get("nodes"), list):
        yield from row["nodes"]
    elif "label" in row and row["label"] != "Claim":
        yield row
    elif "aliases" in row:
        yield {**row, "label": _label_of(row)}


def _label_of(row: Mapping[str, Any]) -> str:
    if "text" in row:
        return "Demand"
    return "Asset" if "latitude" in row else "Party"


def _links(row: Mapping[str, Any]) -> Iterator[Link]:
    if isinstance(row.get("edges"), list):
        nodes = {node["id"]: node for node in row["nodes"]}
        for edge in row["edges"]:
            yield nodes[edge["from"]], edge["relation"], nodes[edge["to"]], _of_claim(edge["claim"])
    elif "uid" in row:
        known = VOCABULARY.relations[row["relation"]]
        start, end = (
            _labelled(row["subject"], known.subject),
            _labelled(row["object"], known.object),
        )
        yield start, row["relation"], end, _of_claim(row)
    elif "parties" in row:
        yield from _of_conflict(row)
    elif "stance" in row:
        yield from _of_position(row)
    else:
        yield from _of_span(row)


def _labelled(thing: Mapping[str, Any], labels: Sequence[str]) -> dict[str, Any]:
    """A thing with its label, where its relation allows only one."""
    return {**thing, **({"label": labels[0]} if len(labels) == 1 else {})}


def _of_claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {name: claim[name] for name in ("uid", "said_on", "certainty", "text") if claim[name]}


def _of_position(row: Mapping[str, Any]) -> Iterator[Link]:
    facts = {name: row[name] for name in ("polarity", "since", "said_on") if name in row}
    yield _with_label(row, "party"), row["stance"], _with_label(row, "demand"), facts


def _of_conflict(row: Mapping[str, Any]) -> Iterator[Link]:
    facts = {name: row[name] for name in ("since", "because", "text") if row.get(name)}
    parties = row["parties"]
    pairs: Iterable[tuple[Any, Any]] = combinations(parties, 2)
    if row["kind"] == "dual_role":  # of the mediator with each of the two
        pairs = ((parties[0], other) for other in parties[1:])
    for one, other in pairs:
        start, end = ({**party, "label": "Party"} for party in (one, other))
        yield start, row["kind"], end, facts


def _of_span(row: Mapping[str, Any]) -> Iterator[Link]:
    dates = {name: row[name] for name in ("first", "last", "day", "change") if row.get(name)}
    for kind, (subject, thing) in _ENDS.items():
        held = row.get(kind)
        if held:
            relation = held.get("relation") or held["stance"]
            yield _with_label(held, subject), relation, _with_label(held, thing), dates
    if row.get("conflict"):
        for start, relation, end, facts in _of_conflict(row["conflict"]):
            yield start, relation, end, {**facts, **dates}


def _with_label(row: Mapping[str, Any], field: str) -> dict[str, Any]:
    return {**row[field], "label": _LABELS[field]}


def _name(node: Mapping[str, Any]) -> str:
    return str(node.get("name") or node.get("text") or node.get("title") or node["id"])
