"""Networks as networkx graphs, with names, kinds and weights as attributes.

Nodes are ids. Every graph says in `graph.graph` what it is: its kind, normalisation, window and
pin. A graph of an empty store has no nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np

from graph.desk import Desk
from graph.discourse.projections import Pairs, pairs_of
from graph.discourse.questions import NetworkQuestion
from graph.discourse.stances import Stances, stances_within
from graph.history import Scope, holdings, is_certain
from graph.opened import Opened
from graph.vocabulary import VOCABULARY


def network(desk: Desk, question: NetworkQuestion) -> nx.Graph[str]:
    """The network that a question asks for.

    `positions`: parties and demands, bipartite (0 and 1), an edge for each party that takes a side:
    `polarity`, and `weight`, 1 for and -1 against; 0 where over a window it took both.
    `congruence`, `conflict`, `subtract`: parties, an edge for each pair that shares a demand:
    `weight` and the counts `congruence` and `conflict`. `holdings`: a directed multigraph from
    parties to assets, with `relation`, `sort`, `since`, `until` and `certain`.

    NotFound or Ambiguous where a name is not one thing; errors of the store pass through.
    """
    opened = desk.opened(question)
    empty: nx.Graph[str] = nx.MultiDiGraph() if question.kind == "holdings" else nx.Graph()
    if opened is None:
        return empty
    empty.graph |= _about(opened, question)
    if question.kind == "holdings":
        return _of_holdings(opened, question, empty)
    asset = opened.id_of("Asset", question.asset, "asset")
    window = question.window(opened.day)
    stances = stances_within(opened.view, window, asset, roll_up=question.roll_up)
    if question.kind == "positions":
        return _of_two_modes(opened, stances, question, empty)
    return _of_one_mode(opened, stances, question, empty)


def _about(opened: Opened, question: NetworkQuestion) -> dict[str, Any]:
    first, last = question.window(opened.day)
    return {
        "kind": question.kind,
        "normalisation": question.normalisation,
        "since": first.isoformat(),
        "until": last.isoformat(),
        "release": opened.pin.release,
        "known_at": opened.pin.known_at,
    }


def _attributes(opened: Opened, name: str) -> dict[str, Any]:
    """What a node carries: plain texts alone, which every writer of networkx takes."""
    thing = opened.snapshot.things.get(name)
    if thing is None:
        return {"label": "", "name": name, "kind": ""}
    return {"label": thing.label, "name": thing.name, "kind": thing.kind or ""}


def _add_parties(graph: nx.Graph[str], opened: Opened, stances: Stances, **more: Any) -> None:
    for party, activity in zip(stances.parties, stances.activity.tolist(), strict=True):
        graph.add_node(party, **_attributes(opened, party), activity=activity, **more)


def _of_one_mode(
    opened: Opened, stances: Stances, question: NetworkQuestion, graph: nx.Graph[str]
) -> nx.Graph[str]:
    _add_parties(graph, opened, stances)
    graph.add_edges_from(_edges(stances, pairs_of(stances, question.normalisation), question.kind))
    return graph


def _edges(stances: Stances, pairs: Pairs, kind: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    counts = {"congruence": pairs.congruence, "conflict": pairs.conflict}
    counted = counts.get(kind, pairs.congruence - pairs.conflict)
    weights = counted / pairs.divisor
    kept = np.flatnonzero(counted) if kind in counts else np.arange(len(counted))
    columns = (pairs.one, pairs.other, weights, pairs.congruence, pairs.conflict)
    for one, other, weight, same, opposite in zip(
        *(column[kept].tolist() for column in columns), strict=True
    ):
        said = {"weight": weight, "congruence": same, "conflict": opposite}
        yield stances.parties[one], stances.parties[other], said


def _of_two_modes(
    opened: Opened, stances: Stances, question: NetworkQuestion, graph: nx.Graph[str]
) -> nx.Graph[str]:
    _add_parties(graph, opened, stances, bipartite=0)
    for demand, prominence in zip(stances.demands, stances.prominence.tolist(), strict=True):
        graph.add_node(demand, **_attributes(opened, demand), bipartite=1, prominence=prominence)
    for name, matrix, sign in (("for", stances.pro, 1), ("against", stances.con, -1)):
        cells = matrix.tocoo()
        for row, column in zip(*(part.tolist() for part in cells.coords), strict=True):
            weight = sign / _share(stances, question.normalisation, row, column)
            _add_side(graph, stances.parties[row], stances.demands[column], name, weight)
    return graph


def _share(stances: Stances, normalisation: str, row: int, column: int) -> float:
    if normalisation == "activity":
        return float(stances.activity[row])
    return float(stances.prominence[column]) if normalisation == "prominence" else 1.0


def _add_side(graph: nx.Graph[str], party: str, demand: str, side: str, weight: float) -> None:
    """An edge for a side; both sides, taken one after the other, share one."""
    if graph.has_edge(party, demand):
        edge = graph.edges[party, demand]
        edge["polarity"], edge["weight"] = "both", edge["weight"] + weight
    else:
        graph.add_edge(party, demand, polarity=side, weight=weight)


def _of_holdings(opened: Opened, question: NetworkQuestion, graph: nx.Graph[str]) -> nx.Graph[str]:
    first, last = question.window(opened.day)
    asset = opened.id_of("Asset", question.asset, "asset")
    scope = Scope(None, asset, None, "holding", question.roll_up)
    for span in holdings(opened.view, scope):
        if span.interval.first > last or span.interval.last < first:
            continue
        graph.add_node(span.party, **_attributes(opened, span.party), bipartite=0)
        graph.add_node(span.object, **_attributes(opened, span.object), bipartite=1)
        graph.add_edge(
            span.party,
            span.object,
            relation=span.relation,
            sort=VOCABULARY.relations[span.relation].sort or "",
            since=span.interval.begin.text if span.interval.begin else "",
            until=span.interval.end.text if span.interval.end else "",
            certain=is_certain(span),
            weight=1,
        )
    return graph
