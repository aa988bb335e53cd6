"""How large the nodes of a picture are: labels in a few short lines, boxes around them."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from unicodedata import combining, east_asian_width

from graph.layout import Plot
from graph.pictures import Spot

_ANCHOR = 1.15
# What a line takes of the side at which it meets a node, and how high that makes one at most.
_A_LINE, _HIGHEST = 5.0, 110.0


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a label's nodes: shape, letters and lines at most, sizes in pixels.

    `cut` is what the outline takes from the corners of the box (see `outlines.js`).
    """

    shape: str
    letters: int
    lines: int
    width: float
    font: int
    space: float
    cut: float = 0

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.font * 1.28


LOOKS = {
    "Party": Look("ellipse", 19, 3, 216, 16, 22, 24),
    "Demand": Look("box", 34, 4, 256, 14, 18, 3),
    "Asset": Look("hexagon", 22, 3, 216, 14, 22, 14),
    "Event": Look("diamond", 24, 3, 206, 14, 24, 10),
}


def look_of(spot: Spot) -> Look:
    """The look of a node."""
    return LOOKS[spot.thing.label]


def lines_of(spot: Spot) -> list[str]:
    """The name as it stands in the picture: a few short lines, cut with an ellipsis."""
    look = look_of(spot)
    name = " ".join(spot.thing.name.rstrip(".").split()) or spot.thing.id
    letters = max(4, int(look.letters * len(name) / max(1, _cells(name))))
    return wrap(name, letters, max_lines=look.lines, placeholder=" …") or [name[:letters]]


def _cells(text: str) -> int:
    """How many letters of usual width a text is as wide as: Chinese ones count twice."""
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def plot_of(spot: Spot, lines: int = 0) -> Plot:
    """The box that a node needs: larger of an anchor, higher where many lines meet at one side."""
    look = look_of(spot)
    factor = _ANCHOR if spot.is_anchor else 1
    marked = look.font if spot.is_mediator else 0
    height = (len(lines_of(spot)) * look.line + marked + look.space) * factor
    height = max(height, min(_HIGHEST, lines * _A_LINE))
    return Plot(
        spot.thing.id,
        look.width * factor,
        round(height),
        spot.column,
        spot.group,
        look.cut,
        look.shape == "hexagon",
    )
