"""The shortest simple routes between two nodes, shortest first, ties by the nodes in order.

For each length in turn, the nodes that can stand at each place of a route are narrowed down from
both ends until they meet (as bidirectional search has it: Pohl, 1971); what is left is walked depth
first, in order. A node that alone can stand at one place cannot stand at another, which keeps hubs
from being walked in vain. So a route costs little more than to write it down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

Nodes = frozenset[int]
Neighbours = Callable[[int], Nodes]
Route = tuple[int, ...]

_STEPS_A_LOOK = 2_000


@dataclass(frozen=True, slots=True)
class Routes:
    """What a search found; `cut` where it ran out of time."""

    routes: tuple[Route, ...]
    cut: bool


class _OutOfTime(Exception):
    """The search has taken longer than it may."""


class _Frontier:
    """The nodes that walks from one end reach in 0, 1, 2 ... steps, the other end not passed."""

    def __init__(self, start: int, stop: int, neighbours: Neighbours) -> None:
        self.layers: list[Nodes] = [frozenset({start})]
        self._start = start
        self._stop = stop
        self._neighbours = neighbours

    def grow(self) -> None:
        """Takes one step more."""
        found: set[int] = set()
        for node in self.layers[-1]:
            if node != self._stop or len(self.layers) == 1:
                found |= self._neighbours(node)
        found.discard(self._start)
        self.layers.append(frozenset(found))


def shortest_routes(
    neighbours: Neighbours, source: int, target: int, *, max_hops: int, limit: int, seconds: float
) -> Routes:
    """At most `limit` simple routes of at most `max_hops` steps; all that there are, if fewer.

    `neighbours` gives the nodes next to one; nodes are numbered in the order of their ids. The
    search ends after about `seconds`, with what it has found by then.
    """
    found: list[Route] = []
    try:
        for route in _routes(neighbours, source, target, max_hops, monotonic() + seconds):
            found.append(route)
            if len(found) == limit:
                break
    except _OutOfTime:
        return Routes(tuple(found), cut=True)
    return Routes(tuple(found), cut=False)


def _routes(
    neighbours: Neighbours, source: int, target: int, max_hops: int, deadline: float
) -> Iterator[Route]:
    ahead = _Frontier(source, target, neighbours)
    back = _Frontier(target, source, neighbours)
    for length in range(1, max_hops + 1):
        smaller = ahead if len(ahead.layers[-1]) < len(back.layers[-1]) else back
        smaller.grow()
        if not smaller.layers[-1]:
            return
        if monotonic() > deadline:
            raise _OutOfTime
        places = _places(ahead.layers, back.layers, length, neighbours)
        if places:
            yield from _walk(places, neighbours, deadline)


def _places(
    ahead: list[Nodes], back: list[Nodes], length: int, neighbours: Neighbours
) -> list[Nodes] | None:
    """The nodes that can stand at each place of a route of a length; None where there is none."""
    meeting = len(ahead) - 1
    middle = ahead[meeting] & back[length - meeting]
    [source], [target] = ahead[0], back[0]
    places = [*ahead[:meeting], middle, *reversed(back[: length - meeting])]
    inner = {source, target}
    places = [part if place in (0, length) else part - inner for place, part in enumerate(places)]
    places[0], places[length] = places[0] & {source}, places[length] & {target}
    return _narrowed(places, neighbours, meeting)


def _narrowed(places: list[Nodes], neighbours: Neighbours, meeting: int) -> list[Nodes] | None:
    """The places without nodes that no route can pass; the meeting place, the narrowest, first."""
    downward = range(meeting, 0, -1)
    while True:
        for place in downward:
            places[place - 1] = _next_to(places[place - 1], places[place], neighbours)
        for place in range(len(places) - 1):
            places[place + 1] = _next_to(places[place + 1], places[place], neighbours)
        downward = range(len(places) - 1, 0, -1)
        for place in downward:
            places[place - 1] = _next_to(places[place - 1], places[place], neighbours)
        if not all(places):
            return None
        if not _parted(places):
            return places


def _next_to(nodes: Nodes, others: Nodes, neighbours: Neighbours) -> Nodes:
    """Those of `nodes` that have a neighbour among `others`, found from the fewer."""
    if len(others) < len(nodes):
        near: set[int] = set()
        for node in others:
            near |= neighbours(node) & nodes
        return nodes if len(near) == len(nodes) else frozenset(near)
    return frozenset(node for node in nodes if not neighbours(node).isdisjoint(others))


def _parted(places: list[Nodes]) -> bool:
    """Takes a node that alone can stand at one place from the others; whether anything changed."""
    changed = False
    alone = {next(iter(part)): place for place, part in enumerate(places) if len(part) == 1}
    for place, part in enumerate(places):
        barred = {node for node in part if alone.get(node, place) != place}
        if barred:
            places[place] = part - barred
            changed = True
    return changed


def _walk(places: list[Nodes], neighbours: Neighbours, deadline: float) -> Iterator[Route]:
    """All routes through the places, in the order of their nodes."""
    last = len(places) - 1
    [source] = places[0]
    route = [source]
    waiting = [iter(sorted(neighbours(source) & places[1]))]
    steps = 0
    while waiting:
        steps += 1
        if steps % _STEPS_A_LOOK == 0 and monotonic() > deadline:
            raise _OutOfTime
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            route.pop()
        elif node not in route:
            if len(route) == last:
                yield (*route, node)
            else:
                route.append(node)
                waiting.append(iter(sorted(neighbours(node) & places[len(route)])))
