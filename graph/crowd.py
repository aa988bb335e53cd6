"""How many stand towards each demand and asset, and whether all can be compared with all.

Conflicts are between pairs: where hundreds of parties speak about the same, there are millions, and
no page that shows all of them at once would help anybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph.view import HOLDINGS, STANCES, View

# As many pairs as a page compares in some seconds.
MOST_PAIRS = 500_000


@dataclass(frozen=True, slots=True)
class Crowd:
    """By demand and asset, how many ever took a stance on it, or held it."""

    sizes: Counter[str]

    @property
    def pairs(self) -> int:
        """How many pairs of them there are over the same thing: no more conflicts than that."""
        return sum(size * (size - 1) // 2 for size in self.sizes.values())

    @property
    def is_too_large(self) -> bool:
        """Whether comparing all of them takes too long for somebody who waits."""
        return self.pairs > MOST_PAIRS


def crowd_of(view: View) -> Crowd:
    """The crowd of what a view sees: one walk through the ledger, then kept."""
    return view.crowds.get_or(None, lambda: _counted(view))


def _counted(view: View) -> Crowd:
    counted = STANCES | HOLDINGS
    claims = view.snapshot.ledger.claims.values()
    seen = {
        (row.object, row.subject) for row in claims if row.relation in counted and view.sees(row)
    }
    return Crowd(Counter(thing for thing, _ in seen))
