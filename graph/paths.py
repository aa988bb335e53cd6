"""How two things are connected: routes as answers, each step with its claim."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graph.answers import EdgeAnswer, LabelledReference, PathAnswer, PathsPage
from graph.errors import BadParameter
from graph.model import Claim, Pin
from graph.names import nearest
from graph.network import NetworkAt, network_of
from graph.opened import Opened
from graph.paging import cursor_of, page
from graph.questions import PathsQuestion
from graph.resolve import missing, several
from graph.routes import Route, Routes, shortest_routes
from graph.vocabulary import VOCABULARY

SECONDS = 5.0


def paths_page(opened: Opened | None, question: PathsQuestion, pin: Pin) -> PathsPage:
    """A page of the routes between two things; empty before the first release."""
    if opened is None or pin.release is None:
        return {**page(question, pin, [], lambda _: []), "cut": False}
    source, target = find_node(opened, question.from_, "from"), find_node(opened, question.to, "to")
    if source == target:
        raise BadParameter("to", f"both ends are {source!r}: name another thing")
    network = opened.view.networks.once(None, lambda: network_of(opened.view))
    ends = network.number(source), network.number(target)
    day = network.at(opened.day, question.relation)
    found = Routes((), cut=False)
    if ends[0] is not None and ends[1] is not None:
        cursor = cursor_of(question)
        found = shortest_routes(
            day.neighbours,
            *(ends[0], ends[1]),
            max_hops=question.max_hops,
            limit=(cursor.offset if cursor else 0) + question.limit + 1,
            seconds=SECONDS,
        )
    shown = page(question, pin, found.routes, lambda rows: _answers(opened, day, network.ids, rows))
    return {**shown, "cut": found.cut}


def find_node(opened: Opened, text: str, parameter: str) -> str:
    """The id of the one party, asset, demand or event that is called so."""
    names = opened.snapshot.names
    found = names.find(text)
    if len(found) == 1:
        return found[0]
    if found:
        raise several(parameter, "thing", text, found)
    words = names.words(("Party", "Asset", "Demand", "Event"))
    raise missing(parameter, "party, asset, demand or event", text, nearest(text, words))


def _answers(
    opened: Opened, day: NetworkAt, ids: Sequence[str], routes: Sequence[Route]
) -> list[PathAnswer]:
    steps = [[day.parallel(one, other) for one, other in pairwise(route)] for route in routes]
    opened.writer.fetch(claims[0] for route in steps for claims in route)
    return [
        _answer(opened, [ids[node] for node in route], claims)
        for route, claims in zip(routes, steps, strict=True)
    ]


def _answer(opened: Opened, nodes: Sequence[str], steps: Sequence[Sequence[Claim]]) -> PathAnswer:
    return {
        "length": len(steps),
        "nodes": [_node(opened, name) for name in nodes],
        "edges": [_edge(opened, claims) for claims in steps],
        "text": _read_aloud(opened, nodes, [claims[0] for claims in steps]),
    }


def _node(opened: Opened, name: str) -> LabelledReference:
    thing = opened.snapshot.things[name]
    return {"id": name, "label": thing.label, "name": thing.name}


def _edge(opened: Opened, claims: Sequence[Claim]) -> EdgeAnswer:
    claim = claims[0]
    [brief] = opened.writer.claims([claim])
    return {
        "relation": claim.relation,
        "from": claim.subject,
        "to": claim.object,
        "claim": brief,
        "others": len(claims) - 1,
    }


def _read_aloud(opened: Opened, nodes: Sequence[str], claims: Sequence[Claim]) -> str:
    """'From A to B in 2 steps: A demands X; X concerns B.'."""
    ends = f"From {_said(opened, nodes[0])} to {_said(opened, nodes[-1])}"
    steps = "1 step" if len(claims) == 1 else f"{len(claims)} steps"
    words = [
        VOCABULARY.relations[claim.relation].reads.format(
            subject=_said(opened, claim.subject), object=_said(opened, claim.object)
        )
        for claim in claims
    ]
    return f"{ends} in {steps}: {'; '.join(words)}."


def _said(opened: Opened, name: str) -> str:
    thing = opened.snapshot.things.get(name)
    shown = opened.snapshot.name(name)
    return f"“{shown.rstrip('.')}”" if thing and thing.label == "Demand" else shown
