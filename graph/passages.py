"""Ways through lanes: a line that must pass a lane goes through a gap between its boxes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.layout import Place, Plot, isotonic

_SPACE = 3.0
_APART = 6.0
_BEYOND = 100_000.0
# How far beside a lane's boxes a line is level already.
_LEVEL = 4.0


@dataclass(frozen=True, slots=True)
class Lane:
    """Nodes that stand in one line from above to below, and what they cover from left to right."""

    left: float
    right: float
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Room between two boxes of a lane."""

    lane: int
    top: float
    bottom: float


def lanes_of(plots: Sequence[Plot], places: Mapping[str, Place]) -> list[Lane]:
    """The lanes from left to right."""
    by_x: dict[int, list[Plot]] = defaultdict(list)
    for plot in plots:
        by_x[places[plot.id][0]].append(plot)
    found = []
    for x, row in sorted(by_x.items()):
        half = max(plot.width for plot in row) / 2
        ordered = sorted(row, key=lambda plot: (places[plot.id][1], plot.id))
        found.append(Lane(x - half, x + half, tuple(plot.id for plot in ordered)))
    return found


class Passages:
    """The gaps of all lanes, and which lines go through them at what height."""

    def __init__(
        self, lanes: Sequence[Lane], plots: Mapping[str, Plot], places: Mapping[str, Place]
    ) -> None:
        self.lanes = lanes
        self.gaps = [_gaps(at, lane, plots, places) for at, lane in enumerate(lanes)]
        self.wanted: dict[Gap, list[tuple[float, str]]] = defaultdict(list)
        self.led: dict[str, tuple[Place, Place, list[Gap]]] = {}

    def lead(
        self, line: str, lanes: tuple[int, int], levels: tuple[int, int], begin: Place, end: Place
    ) -> None:
        """Takes a line from one lane to another; `levels` are how far down its nodes stand.

        It changes its level where there is most room for that, in the widest space between two
        lanes, and goes through the gaps that are nearest to its nodes' levels before and after: all
        lines between the same two go together.
        """
        one, other = lanes
        step = 1 if one < other else -1
        way = range(one, other, step)
        widest = max(way, key=lambda at: (self._space(at, at + step), -abs(at - one)))
        gaps = []
        for at in way[1:]:
            is_before = abs(at - one) <= abs(widest - one)
            gap = self._nearest(at, levels[0] if is_before else levels[1])
            height = begin[1] if is_before else end[1]
            self.wanted[gap].append((max(gap.top, min(gap.bottom, height)), line))
            gaps.append(gap)
        self.led[line] = begin, end, gaps

    def _space(self, one: int, other: int) -> int:
        """The space between two lanes in tens of pixels: what differs by less is as wide."""
        left, right = sorted((one, other))
        return round((self.lanes[right].left - self.lanes[left].right) / 10)

    def _nearest(self, lane: int, height: float) -> Gap:
        gaps = self.gaps[lane]
        at = bisect_right([gap.top for gap in gaps], height)
        near = gaps[max(0, at - 1) : at + 1]
        return min(near, key=lambda gap: max(0.0, gap.top - height, height - gap.bottom))

    def ways(self) -> dict[str, tuple[int, ...]]:
        """The ways of all lines that were led."""
        heights = {
            (gap, line): height
            for gap, rows in self.wanted.items()
            for line, height in _spread(gap, sorted(rows)).items()
        }
        found = {}
        for line, (begin, end, gaps) in self.led.items():
            points = [begin]
            for gap in gaps:
                lane, height = self.lanes[gap.lane], round(heights[gap, line])
                sides = [(round(lane.left - _LEVEL), height), (round(lane.right + _LEVEL), height)]
                points += sides if begin[0] < end[0] else sides[::-1]
            found[line] = tuple(value for point in (*points, end) for value in point)
        return found


def _gaps(at: int, lane: Lane, plots: Mapping[str, Plot], places: Mapping[str, Place]) -> list[Gap]:
    found, top = [], -_BEYOND
    for name in lane.nodes:
        middle, half = places[name][1], plots[name].height / 2 + _SPACE
        found.append(Gap(at, top, middle - half))
        top = middle + half
    return [*found, Gap(at, top, _BEYOND)]


def _spread(gap: Gap, rows: Sequence[tuple[float, str]]) -> dict[str, float]:
    """Heights as near to what is wanted as lines that keep apart can come, within a gap."""
    apart = min(_APART, (gap.bottom - gap.top) / (len(rows) + 1))
    level = isotonic([height - place * apart for place, (height, _) in enumerate(rows)])
    last = max(gap.top, gap.bottom - (len(rows) - 1) * apart)
    return {
        line: max(gap.top, min(last, start)) + place * apart
        for place, (start, (_, line)) in enumerate(zip(level, rows, strict=True))
    }
