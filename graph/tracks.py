"""Brackets beside each other: on which track each runs, so that no two lie on one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_APART = 6


class Span(NamedTuple):
    """A bracket from one height down to another; `pair` is what it joins, `id` the line."""

    top: int
    bottom: int
    pair: tuple[str, str]
    id: str


def tracks(spans: Iterable[Span]) -> dict[str, int]:
    """The track of each, from nought, which is the nearest; the short ones come first."""
    taken: list[list[Span]] = []
    found: dict[str, int] = {}
    for span in sorted(spans, key=lambda span: (span.bottom - span.top, span.pair, span.id)):
        free = (at for at, row in enumerate(taken) if not any(_touch(span, one) for one in row))
        found[span.id] = number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append(span)
    return found


def _touch(one: Span, other: Span) -> bool:
    return one.top < other.bottom + _APART and other.top < one.bottom + _APART
