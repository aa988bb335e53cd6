"""How many stand towards each demand and asset, and whether all can be compared with all.

Conflicts are between pairs: where hundreds of parties speak about the same, there are millions, and
no page that shows all of them at once would help anybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph.conflicts import Sought, ground_sought
from graph.view import HOLDINGS, STANCES, View

# As many pairs as a page compares in some seconds.
MOST_PAIRS = 500_000


@dataclass(frozen=True, slots=True)
class Crowd:
    """By demand and asset, how many parties ever took a stance on it or held it; and all of them.

    Who spoke for others counts as these.
    """

    sizes: Counter[str]
    parties: int


def crowd_of(view: View) -> Crowd:
    """The crowd of what a view sees: one walk through the ledger, then kept."""
    return view.crowds.get_or(None, lambda: _counted(view))


def pairs_to_compare(view: View, sought: Sought) -> int:
    """How many pairs may be compared at most to find the conflicts that are sought, rolled up.

    None are counted where a party is sought, which is compared with the others alone.
    """
    if sought.party is not None:
        return 0
    sizes, ground = crowd_of(view).sizes, ground_sought(view, sought)
    pairs = 0
    if sought.kind in (None, "opposed", "exclusive"):
        pairs += sum(_within(sizes[demand]) for demand in ground.demands)
        excluding = view.structure.exclusions(ground.demands)
        pairs += sum(sizes[one] * sizes[other] for one, other in excluding)
    if sought.kind in (None, "rival_holding") and sought.demand is None:
        for asset in ground.assets:
            wholes = {row.object for row in view.structure.whole_claims(asset)}
            pairs += _within(sizes[asset]) + sizes[asset] * sum(sizes[name] for name in wholes)
    return pairs


def are_too_many(pairs: int) -> bool:
    """Whether comparing so many takes too long for somebody who waits."""
    return pairs > MOST_PAIRS


def _within(size: int) -> int:
    return size * (size - 1) // 2


def _counted(view: View) -> Crowd:
    counted, parties_of = STANCES | HOLDINGS, view.structure.speakers.parties
    stood = {
        (row.object, party)
        for row in view.snapshot.ledger.claims.values()
        if row.relation in counted and view.sees(row)
        for party in parties_of(row.subject, row.said_on)
    }
    return Crowd(Counter(thing for thing, _ in stood), len({party for _, party in stood}))
