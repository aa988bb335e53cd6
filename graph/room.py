"""Which things a picture has room for: those in most of what is drawn, of each label a share.

Parties come first; then the demands that most of these parties speak of; then what these are about.
So what is kept hangs together, and a picture is never all of one sort.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import ceil

from graph.model import Thing
from graph.vocabulary import Label

# The shares of parties and assets; demands and events get the rest.
_PARTIES = 0.3
_ASSETS = 0.2


def room(
    things: Mapping[str, Thing],
    pairs: Iterable[tuple[str, str]],
    anchors: Collection[str],
    most: int,
) -> tuple[set[str], list[Thing]]:
    """The ids of at most `most` things to draw, anchors among them, and the things left out.

    `pairs` are the ids of the ends of all that could be drawn; those left out come with those in
    most pairs first.
    """
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in pairs:
        near[one][other] += 1
        near[other][one] += 1
    named = [name for name in {*near, *anchors} if name in things]
    total = {name: near[name].total() for name in named}
    by_label = _by_label(things, named)
    kept = set(anchors) & set(named)
    for label, share in _shares(by_label, most):
        ranked = sorted(
            by_label[label],
            key=lambda name: (name not in kept, *_pull(near[name], kept, total[name]), name),
        )
        room_left = most - len(kept)
        kept |= set(ranked[: min(share, room_left + len(kept & set(ranked)))])
    left_out = sorted(set(named) - kept, key=lambda name: (-total[name], name))
    return kept, [things[name] for name in left_out]


def _pull(near: Counter[str], kept: Collection[str], total: int) -> tuple[int, int]:
    """Smaller for what more of the things kept lead to, and for what more is drawn of."""
    return -sum(1 for name in near if name in kept), -total


def _by_label(things: Mapping[str, Thing], names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[things[name].label].append(name)
    return found


def _shares(by_label: Mapping[str, list[str]], most: int) -> list[tuple[Label, int]]:
    """How many of each label, in the order in which they are chosen."""
    parties, assets = len(by_label.get("Party", ())), len(by_label.get("Asset", ()))
    others = sum(map(len, by_label.values())) - parties - assets
    of_assets = min(assets, ceil(most * _ASSETS))
    of_parties = min(parties, max(ceil(most * _PARTIES), most - others - of_assets))
    rest = max(0, most - of_parties - of_assets)
    of_assets = min(assets, of_assets + max(0, rest - others))
    shares: list[tuple[Label, int]] = [("Party", of_parties), ("Demand", rest), ("Event", rest)]
    return [row for row in (*shares, ("Asset", of_assets)) if by_label.get(row[0])]
