"""Units: what the coders claimed, each with the claims of those who claimed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.agreement.assignment import best_pairs
from graph.agreement.coding import Coding
from graph.agreement.matching import Coded, candidates, coded
from graph.agreement.same_things import SameThings


@dataclass(frozen=True, slots=True)
class Unit:
    """At most one claim of each coder, by the coder's place, that mean the same passage."""

    claims: Mapping[int, Coded]

    @property
    def first(self) -> Coded:
        """The claim of the first coder who has one."""
        return self.claims[min(self.claims)]

    @property
    def is_stance(self) -> bool:
        """Whether its claims are stances on demands."""
        return self.first.group == "stance"


def units_of(codings: Sequence[Coding]) -> list[Unit]:
    """All claims of all coders as units, in order of their content.

    The coders come in one after another: each one's claims are assigned to the units so far, one to
    one, by their mean similarity to the claims there. What fits none begins a unit.
    """
    same = SameThings(codings)
    units: list[dict[int, Coded]] = []
    for place, coding in enumerate(codings):
        rows = coded(place, coding, same)
        placed = {row: unit for unit, row in best_pairs(_weights(units, rows))}
        for number, row in enumerate(rows):
            if number in placed:
                units[placed[number]][place] = row
            else:
                units.append({place: row})
    return sorted((Unit(claims) for claims in units), key=lambda unit: unit.first.order)


def _weights(
    units: Sequence[Mapping[int, Coded]], rows: Sequence[Coded]
) -> dict[tuple[int, int], float]:
    """The mean similarity of each unit's claims and each row, where all of them may be one."""
    members = [(number, claim) for number, unit in enumerate(units) for claim in unit.values()]
    found: dict[tuple[int, int], list[float]] = {}
    for member, row, alike in candidates([claim for _, claim in members], rows):
        found.setdefault((members[member][0], row), []).append(alike)
    return {
        pair: sum(alike) / len(alike)
        for pair, alike in found.items()
        if len(alike) == len(units[pair[0]])
    }
