"""The sides of a node's shape: how far they draw in above and below its middle."""

from __future__ import annotations

from math import sqrt

from graph.layout import Plot


def inset(plot: Plot, down: float) -> float:
    """How far from its box's side, in pixels, the shape's side is so far below its middle."""
    half = plot.height / 2
    if plot.is_pointed:
        return min(plot.cut, half) * min(1.0, abs(down) / half)
    cut = min(plot.cut, half)
    into = max(0.0, min(cut, abs(down) - (half - cut)))
    return cut - sqrt(max(0.0, cut * cut - into * into))
