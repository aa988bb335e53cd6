"""Where the nodes of a picture stand: worked out here, the same every time.

Nodes stand in columns from left to right, as in the layered drawings of Sugiyama, Tagawa and Toda
(1981): who, what they want, what it is about. One column, the *spine*, is ordered by what its nodes
are about and by id alone. In each other column a node wants to be as high as the middle of what it
is joined to (their barycentre), and comes as near to that as the others allow: by isotonic
regression (Barlow and others, 1972), which moves no node further than the wishes have changed. So a
changed claim moves its own two ends, and the others by little. Springs, which are more usual, have
no such bound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

Place = tuple[int, int]

_GAP = 14.0
_BETWEEN_COLUMNS = 116.0
_BETWEEN_LANES = 52.0
_IN_ONE_LANE = 15
# Wider than high, as screens are.
_WIDENING = 0.6


@dataclass(frozen=True, slots=True)
class Plot:
    """A node to be placed: its box in pixels, its column, and beside which others it belongs.

    Its sides draw in by `cut` pixels towards above and below: to a point in the middle of the side
    where `is_pointed`, else as round corners.
    """

    id: str
    width: float
    height: float
    column: int
    group: tuple[str, ...] = ()
    cut: float = 0
    is_pointed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The nodes of one column in their lanes, which stand side by side; `x` is its middle."""

    number: int
    x: float
    lanes: tuple[tuple[float, tuple[Plot, ...]], ...]


def laid_out(plots: Sequence[Plot], edges: Iterable[tuple[str, str]]) -> dict[str, Place]:
    """The middle of each node in whole pixels; no two boxes touch.

    `edges` are pairs of ids of plots; each pair counts once, however often it is given.
    """
    if not plots:
        return {}
    columns = _columns(plots)
    near = _neighbours(edges)
    heights: dict[str, float] = {}
    known: dict[str, float] = {}
    for column in _from_spine(columns):
        wishes = _wishes(column, near, known)
        for _, lane in column.lanes:
            heights |= _stacked(lane, wishes)
        # Where the spine is in order of what it is about, all keep to it, and so move with it
        # alone; routes, which have no such order, go from each column to the next.
        known = known if known and _is_grouped(plots) else dict(heights)
    return {
        plot.id: (round(x), round(heights[plot.id]))
        for column in columns
        for x, lane in column.lanes
        for plot in lane
    }


def _is_grouped(plots: Sequence[Plot]) -> bool:
    return any(len(plot.group) > 1 for plot in plots)


def _neighbours(edges: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    return {name: sorted(found) for name, found in near.items()}


def _columns(plots: Sequence[Plot]) -> list[Column]:
    """The columns from left to right, each with its nodes in lanes."""
    by_number: dict[int, list[Plot]] = defaultdict(list)
    for plot in sorted(plots, key=lambda plot: (plot.group, plot.id)):
        by_number[plot.column].append(plot)
    columns, left = [], 0.0
    for number in sorted(by_number):
        lanes, right = _lanes(by_number[number], left)
        columns.append(Column(number, (left + right) / 2, lanes))
        left = right + _BETWEEN_COLUMNS
    return columns


def _lanes(
    plots: Sequence[Plot], left: float
) -> tuple[tuple[tuple[float, tuple[Plot, ...]], ...], float]:
    """The lanes of a column that begins at `left`, and where it ends.

    Nodes are dealt to the lanes in turn, so that lanes are even, and stand as bricks do: what is in
    one lane is as high as the gaps of the next.
    """
    count = ceil((len(plots) / _IN_ONE_LANE) ** _WIDENING)
    width = max(plot.width for plot in plots)
    lanes: list[list[Plot]] = [[] for _ in range(count)]
    for place, plot in enumerate(plots):
        lanes[place % count].append(plot)
    middles = [left + width / 2 + place * (width + _BETWEEN_LANES) for place in range(count)]
    rows = tuple((x, tuple(lane)) for x, lane in zip(middles, lanes, strict=True))
    return rows, middles[-1] + width / 2


def _from_spine(columns: Sequence[Column]) -> list[Column]:
    """The columns in the order in which they are placed: the spine, then what is nearest to it.

    The spine is the column whose nodes belong together in groups, or else the first.
    """
    grouped: Counter[int] = Counter()
    for place, column in enumerate(columns):
        grouped[place] = sum(len(plot.group) > 1 for _, lane in column.lanes for plot in lane)
    spine = max(range(len(columns)), key=lambda place: (grouped[place], -place))
    order = sorted(range(len(columns)), key=lambda place: (abs(place - spine), place))
    return [columns[place] for place in order]


def _wishes(
    column: Column, near: Mapping[str, Sequence[str]], heights: Mapping[str, float]
) -> dict[str, float]:
    """How far down each node of a column would stand if it were alone."""
    plots = sorted(
        (plot for _, lane in column.lanes for plot in lane), key=lambda plot: (plot.group, plot.id)
    )
    if not heights:
        step = (max(plot.height for plot in plots) + _GAP) / len(column.lanes)
        return {plot.id: place * step for place, plot in enumerate(plots)}
    found: dict[str, float] = {}
    middle = sum(heights.values()) / len(heights)
    for plot in plots:
        joined = [heights[name] for name in near.get(plot.id, ()) if name in heights]
        found[plot.id] = sum(joined) / len(joined) if joined else middle
    return found


def _stacked(lane: Sequence[Plot], wishes: Mapping[str, float]) -> dict[str, float]:
    """Heights as near to the wishes as boxes that must not touch can stand, in their order."""
    ordered = sorted(lane, key=lambda plot: (wishes[plot.id], plot.group, plot.id))
    offsets, below = [], 0.0
    for plot in ordered:
        offsets.append(below + plot.height / 2)
        below += plot.height + _GAP
    wanted = [wishes[plot.id] - offset for plot, offset in zip(ordered, offsets, strict=True)]
    found = isotonic(wanted)
    return {
        plot.id: start + offset for plot, start, offset in zip(ordered, found, offsets, strict=True)
    }


def isotonic(values: Iterable[float]) -> list[float]:
    """The values that never fall and are nearest to these by squares (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before = pools.pop()
            total, count = total + before[0], count + before[1]
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]
