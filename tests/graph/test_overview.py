"""What is contested most, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.cases import Conflict, ConflictKind, Finding
from graph.conflicts import Met
from graph.overview import (
    contested_assets,
    contested_demands,
    contested_pairs,
    last_said,
    mediators,
    opponents_of,
)
from graph.positions import PositionSpan, position_spans, span_at
from tests.graph.build import stated


def side(party: str, relation: str, demand: str, said_on: str) -> PositionSpan:
    """A position from one claim."""
    span = span_at(position_spans([stated(party, relation, said_on)]), date(2025, 12, 31))
    assert span is not None
    return replace(span, party=party, demand=demand)


def met(kind: ConflictKind, *sides: PositionSpan, assets: tuple[str, ...] = ()) -> Met:
    """One conflict over what its sides are about."""
    parties = tuple(dict.fromkeys(row.party for row in sides))
    demands = tuple(sorted({row.demand for row in sides}))
    conflict = Conflict(kind, parties, demands, assets)
    return Met(conflict, (), (Finding(conflict, certain=True, sides=sides),))


OPEN = side("aster", "demands", "d-open", "2025-01-01")
NO = side("basil", "rejects", "d-open", "2025-02")
ALSO_NO = side("clove", "rejects", "d-open", "2025-01-15")
SHUT = side("basil", "offers", "d-shut", "2025-03-01")
FOUND = [
    met("opposed", OPEN, NO, assets=("a-pier",)),
    met("opposed", OPEN, ALSO_NO, assets=("a-pier", "a-bay")),
    met("exclusive", OPEN, SHUT),
    met("dual_role", replace(NO, party="dill"), OPEN, NO, assets=("a-pier",)),
]


def test_demands_are_counted_with_who_is_for_against_and_for_what_excludes_them() -> None:
    first, second = contested_demands(FOUND)
    assert (first.thing, first.conflicts) == ("d-open", 3)
    assert first.supporters == {"aster"}
    assert first.opponents == {"basil", "clove"}
    assert first.rivals == {"basil"}
    assert first.parties == {"aster", "basil", "clove"}
    assert first.said is not None
    assert first.said.text == "2025-02"
    assert (second.thing, second.conflicts, second.supporters) == ("d-shut", 1, {"basil"})
    assert second.rivals == {"aster"}


def test_assets_are_counted_without_the_mediators_stakes() -> None:
    found = [(row.thing, row.conflicts, row.parties) for row in contested_assets(FOUND)]
    assert found == [
        ("a-pier", 2, {"aster", "basil", "clove"}),
        ("a-bay", 1, {"aster", "clove"}),
    ]


def test_pairs_and_opponents_are_ranked_by_their_conflicts() -> None:
    assert contested_pairs(FOUND) == [(("aster", "basil"), 2), (("aster", "clove"), 1)]
    assert opponents_of("aster", FOUND) == ["basil", "clove"]
    assert opponents_of("nobody", FOUND) == []


def test_a_mediator_is_named_with_those_between_whom_it_mediates() -> None:
    [(mediator, between, roles)] = mediators(FOUND)
    assert (mediator, list(between), len(roles)) == ("dill", ["aster", "basil"], 1)


def test_the_last_date_counts_and_none_is_none() -> None:
    assert last_said([]) is None
    period = last_said([OPEN, SHUT])
    assert period is not None
    assert period.text == "2025-03-01"
