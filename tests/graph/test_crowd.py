"""How many pairs are compared at most, and that one party is compared with the others alone."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import opposition
from graph.cases import Case, conflict_spans
from graph.conflicts import Met, Sought, cases, conflicts_on, is_sought
from graph.crowd import crowd_of, pairs_to_compare
from graph.model import Claim
from graph.overview import between_parties
from graph.view import View
from tests.graph.build import claim
from tests.graph.drawn import ASSETS, DEMANDS, EXAMPLES, PARTIES, Days, graphs
from tests.graph.remembered import view_of

DAY = date(2025, 3, 18)


def stances(demand: str, relation: str, names: range) -> list[Claim]:
    """That parties of these numbers took a stance on a demand."""
    return [claim(f"{demand}-{name}", f"p{name}", relation, demand) for name in names]


def held(asset: str, names: range) -> list[Claim]:
    """That parties of these numbers hold an asset."""
    return [
        claim(f"{asset}-{name}", f"p{name}", "controls", asset, valid_from="2020") for name in names
    ]


@settings(max_examples=EXAMPLES)
@given(graphs(), Days)
def test_there_are_no_more_conflicts_than_pairs(view: View, day: date) -> None:
    """Of any kind, over any thing, on any day."""
    wholes = [Sought(), Sought(kind="opposed"), Sought(kind="rival_holding")]
    parts = [Sought(demand=name) for name in DEMANDS]
    for sought in (*wholes, *parts, *(Sought(asset=name) for name in ASSETS)):
        found = between_parties(conflicts_on(view, day, sought))
        assert len(found) <= pairs_to_compare(view, sought)


def test_demands_that_exclude_each_other_make_pairs_too() -> None:
    """Three who want the one and two who want the other: six pairs, of whom all are in conflict."""
    excluded = claim("x", "d", "excludes", "e", None)
    view = view_of(
        excluded, *stances("d", "demands", range(3)), *stances("e", "demands", range(3, 5))
    )
    assert len(conflicts_on(view, DAY, Sought())) == 6
    assert pairs_to_compare(view, Sought()) == 3 + 1 + 6
    assert pairs_to_compare(view, Sought(demand="d")) == 3 + 6
    assert pairs_to_compare(view, Sought(kind="rival_holding")) == 0


def test_holders_of_a_whole_stand_against_those_of_a_part() -> None:
    part = claim("p", "pier", "part_of", "port", None)
    view = view_of(part, *held("port", range(2)), *held("pier", range(2, 5)))
    found = conflicts_on(view, DAY, Sought())
    assert len(found) == 1 + 3 + 6
    assert pairs_to_compare(view, Sought()) == 1 + 3 + 6
    assert pairs_to_compare(view, Sought(kind="opposed")) == 0


def test_who_speaks_for_many_counts_as_these() -> None:
    """One spokesman of three, against whom one stands."""
    speaks = [
        claim(f"s{name}", "envoy", "speaks_for", f"p{name}", valid_from="2020") for name in range(3)
    ]
    said = claim("1", "envoy", "demands", "d")
    view = view_of(*speaks, said, claim("2", "south", "rejects", "d"))
    crowd = crowd_of(view)
    assert (crowd.sizes, crowd.parties) == ({"d": 4}, 4)
    assert len(conflicts_on(view, DAY, Sought())) == 3


def test_parties_that_are_not_seen_are_not_counted() -> None:
    later = claim("2", "south", "rejects", "d", recorded_at="2026-05-01T00:00:00.000000Z")
    early = view_of(claim("1", "north", "demands", "d"), later, known_at="2026-04")
    assert crowd_of(early).parties == 1


def who(met: Met) -> set[str]:
    """The parties of a conflict and those who spoke for them."""
    rows = [row for found in met.findings for row in found.statements]
    return {*met.conflict.parties, *(row.voice for row in rows if row.voice)}


@settings(max_examples=EXAMPLES)
@given(graphs(), Days, st.booleans())
def test_of_one_party_are_found_those_of_all_that_it_is_in(
    view: View, day: date, roll_up: bool
) -> None:
    """Over anything, a demand or an asset, though others are not compared with each other."""
    things = [(None, None), (None, "d"), ("coast", None)]
    for party, (asset, demand) in product((*PARTIES, "envoy"), things):
        everybody = Sought(None, asset, demand, roll_up=roll_up)
        own = Sought(party, asset, demand, roll_up=roll_up)
        found = conflicts_on(view, day, everybody)
        assert conflicts_on(view, day, own) == [met for met in found if party in who(met)]
        assert _spans(view, own, own) == _spans(view, everybody, own)


Shown = tuple[object, date, date]


def _spans(view: View, made_for: Sought, sought: Sought) -> set[Shown]:
    """What is sought over all time, of the cases that are made for a question."""
    return {
        (span.finding.conflict, span.first, span.last)
        for case in cases(view, made_for)
        for span in conflict_spans(case)
        if is_sought(view, span.finding, sought)
    }


def test_others_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hundred for and a hundred against, one party stands against a hundred."""
    made: list[Case] = []

    make = opposition.Opposed

    def counted(*given: Any) -> Case:
        made.append(make(*given))
        return made[-1]

    monkeypatch.setattr(opposition, "Opposed", counted)
    view = view_of(*stances("d", "demands", range(100)), *stances("d", "rejects", range(100, 200)))
    assert len(conflicts_on(view, DAY, Sought(party="p0"))) == 100
    assert len(made) == 100
    assert len(conflicts_on(view, DAY, Sought())) == 10_000
