"""How the lines of a picture run between its nodes: spread, beside each other, around boxes.

Lines leave and reach a node at places spread over its side, in the order of where they lead, so
that lines side by side do not cross there (as ports are ordered in layered drawings; Schulze,
Spönemann and von Hanxleden, 2014). From lane to lane a line swings across; where another lane lies
between, it goes through a gap between that lane's boxes. Between two nodes of one lane it goes
beside them as a bracket, each on a track of its own: short ones on the inner tracks, those between
the same two next to each other (the left-edge rule of Hashimoto and Stevens, 1971).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.layout import Place, Plot
from graph.outlines import inset
from graph.passages import Passages, lanes_of
from graph.tracks import Span, tracks

# Beyond so many nodes a picture is seen from far away, where ways around boxes cannot be told.
MOST_LED_AROUND = 120
_FIRST_TRACK = 20.0
_BETWEEN_TRACKS = 9.0
_WIDEST = 240.0

Way = tuple[int, ...]


class Line(NamedTuple):
    """A line between two plots; its id tells it from others between the same two."""

    id: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class _End:
    """Where a line meets a node: on which side, and where among the lines there."""

    node: str
    side: int
    order: tuple[int, float]


def ways(
    plots: Sequence[Plot], places: Mapping[str, Place], lines: Iterable[Line]
) -> dict[str, Way]:
    """The way of each line, by id, as whole pixels: x and y of points through which it goes.

    From point to point it swings from level to level. A way of five numbers is a bracket instead:
    where it begins (x, y), the x of its track, and where it ends (x, y).
    """
    found = {line.id: line for line in lines}
    if not found:
        return {}
    return _Router(plots, places).ways([found[name] for name in sorted(found)])


class _Router:
    """The ways among some nodes at their places."""

    def __init__(self, plots: Sequence[Plot], places: Mapping[str, Place]) -> None:
        self.plots = {plot.id: plot for plot in plots}
        self.places = places
        self.lanes = lanes_of(plots, places)
        self.lane_of = {name: at for at, lane in enumerate(self.lanes) for name in lane.nodes}

    def ways(self, lines: Sequence[Line]) -> dict[str, Way]:
        """The way of each line."""
        ends = {line.id: self._ends(line) for line in lines}
        ports = self._ports(ends)
        beside = [line for line in lines if self._is_beside(line)]
        at = self._tracks(beside, ends)
        found = {line.id: _bracket(*ports[line.id], at[line.id]) for line in beside}
        return found | self._across([line for line in lines if line.id not in found], ports)

    def _is_beside(self, line: Line) -> bool:
        return self.lane_of[line.source] == self.lane_of[line.target]

    def _ends(self, line: Line) -> tuple[_End, _End]:
        (x, y), (other_x, other_y) = self.places[line.source], self.places[line.target]
        if self._is_beside(line):
            side = -1 if self.lane_of[line.source] == 0 else 1
            # Far ones inside, next to each other in the middle: so none crosses another here.
            down = float(other_y - y)
            return (
                _End(line.source, side, _around(down)),
                _End(line.target, side, _around(-down if down else 1.0)),
            )
        side = 1 if x < other_x else -1
        return _End(line.source, side, (1, other_y)), _End(line.target, -side, (1, y))

    def _ports(self, ends: Mapping[str, tuple[_End, _End]]) -> dict[str, tuple[Place, Place]]:
        """Where each line begins and ends, spread over the sides of the nodes."""
        at_side: dict[tuple[str, int], list[tuple[_End, str, int]]] = defaultdict(list)
        for name, pair in ends.items():
            for which, end in enumerate(pair):
                at_side[end.node, end.side].append((end, name, which))
        found: dict[tuple[str, int], Place] = {}
        for (node, side), rows in at_side.items():
            rows.sort(key=lambda row: (*row[0].order, row[1], row[2]))
            for place, (_, name, which) in enumerate(rows, 1):
                found[name, which] = self._port(node, side, place / (len(rows) + 1))
        return {name: (found[name, 0], found[name, 1]) for name in ends}

    def _port(self, node: str, side: int, share: float) -> Place:
        plot, (x, y) = self.plots[node], self.places[node]
        down = plot.height * (share - 0.5)
        return round(x + side * (plot.width / 2 - inset(plot, down))), round(y + down)

    def _tracks(
        self, lines: Sequence[Line], ends: Mapping[str, tuple[_End, _End]]
    ) -> dict[str, float]:
        """The x of each bracket's track."""
        by_side: dict[tuple[int, int], list[Span]] = defaultdict(list)
        for line in lines:
            one, other = self.places[line.source][1], self.places[line.target][1]
            key = self.lane_of[line.source], ends[line.id][0].side
            pair = min(line.source, line.target), max(line.source, line.target)
            by_side[key].append(Span(min(one, other), max(one, other), pair, line.id))
        found = {}
        for (lane, side), spans in by_side.items():
            taken = tracks(spans)
            step = min(_BETWEEN_TRACKS, self._room(lane, side) / (1 + max(taken.values())))
            edge = self.lanes[lane].right if side > 0 else self.lanes[lane].left
            first = min(_FIRST_TRACK, self._beyond(lane, side) / 3)
            for name, track in taken.items():
                found[name] = edge + side * (first + track * step)
        return found

    def _beyond(self, lane: int, side: int) -> float:
        """How far it is to the next lane; outside there is room enough."""
        if not 0 <= lane + side < len(self.lanes):
            return _WIDEST
        return self.lanes[lane + 1].left - self.lanes[lane].right

    def _room(self, lane: int, side: int) -> float:
        return min(_WIDEST, self._beyond(lane, side) * 0.6)

    def _across(
        self, lines: Sequence[Line], ports: Mapping[str, tuple[Place, Place]]
    ) -> dict[str, Way]:
        if len(self.plots) > MOST_LED_AROUND:
            return {line.id: (*ports[line.id][0], *ports[line.id][1]) for line in lines}
        passages = Passages(self.lanes, self.plots, self.places)
        for line in lines:
            lanes = self.lane_of[line.source], self.lane_of[line.target]
            levels = self.places[line.source][1], self.places[line.target][1]
            passages.lead(line.id, lanes, levels, *ports[line.id])
        return passages.ways()


def _around(down: float) -> tuple[int, float]:
    """The place of a bracket on a side, from above: upward the nearest first, downward the last."""
    return (0, -down) if down < 0 else (2, -down)


def _bracket(one: Place, other: Place, track: float) -> Way:
    return (*one, round(track), *other)
