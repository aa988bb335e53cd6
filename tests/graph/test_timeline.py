"""Spans of every kind in order of time, and how they read."""

from __future__ import annotations

from datetime import date

import pytest

from graph.history import Scope
from graph.model import Claim
from graph.questions import SpanKind
from graph.timeline import identity, span_sentence, spells
from graph.view import View
from tests.graph.build import claim
from tests.graph.remembered import view_of

CLAIMS = (
    claim("1", "north", "demands", "d", "2025-02-01"),
    claim("2", "south", "rejects", "d", "2025-03-01"),
    claim("3", "south", "accepts", "d", "2025-05-01"),
    claim("h", "north", "controls", "port", valid_from="2014", valid_to="2025-06"),
    claim("i", "south", "claims", "port", valid_from="2020-01-01", valid_to="2020-12-31"),
    claim("t", "north", "accuses", "south", "2025-04-01"),
    claim("c", "d", "concerns", "port", None),
)


def told(
    view: View, *, party: str | None = None, asset: str | None = None, kind: SpanKind | None = None
) -> list[tuple[str, str, str]]:
    """First day, last day and sentence of each span, in order."""
    scope = Scope(party, asset, None, kind, roll_up=True)
    found = sorted(spells(view, scope), key=lambda row: (row.first, row.kind, identity(row.thing)))
    return [
        (_day(row.first), _day(row.last), span_sentence(row.thing, view.snapshot.name))
        for row in found
    ]


def _day(day: date) -> str:
    return "" if day in (date.min, date.max) else day.isoformat()


HELD = (
    "2014-01-01",
    "2025-06-30",
    "NORTH controls PORT, since some time in 2014, until some time in June 2025.",
)
CLAIMED = ("2020-01-01", "2020-12-31", "SOUTH claims PORT.")
RIVALS = (
    "2020-01-01",
    "2020-12-31",
    "NORTH controls PORT, while SOUTH claims it, since 1 January 2020.",
)
DEMANDS = ("2025-02-01", "", "NORTH demands “D”.")
OPPOSED = (
    "2025-03-01",
    "2025-04-30",
    "NORTH demands “D”, while SOUTH rejects it, since 1 March 2025.",
)
REJECTS = ("2025-03-01", "2025-04-30", "SOUTH rejects “D”.")
ACCUSES = ("2025-04-01", "", "NORTH accuses SOUTH.")
ACCEPTS = ("2025-05-01", "", "SOUTH accepts “D”.")


def test_everything_in_order_of_time() -> None:
    assert told(view_of(*CLAIMS)) == [
        *(HELD, RIVALS, CLAIMED, DEMANDS, OPPOSED, REJECTS, ACCUSES, ACCEPTS)
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("position", [DEMANDS, REJECTS, ACCEPTS]),
        ("holding", [HELD, CLAIMED]),
        ("tie", [ACCUSES]),
        ("conflict", [RIVALS, OPPOSED]),
    ],
)
def test_of_one_kind(kind: SpanKind, expected: list[tuple[str, str, str]]) -> None:
    assert told(view_of(*CLAIMS), kind=kind) == expected


def test_of_one_party_with_its_conflicts_and_ties_either_way() -> None:
    assert told(view_of(*CLAIMS), party="south") == [
        *(RIVALS, CLAIMED, OPPOSED, REJECTS, ACCUSES, ACCEPTS)
    ]


def test_of_an_asset_with_the_positions_on_what_concerns_it() -> None:
    assert told(view_of(*CLAIMS), asset="port") == [
        *(HELD, RIVALS, CLAIMED, DEMANDS, OPPOSED, REJECTS, ACCEPTS)
    ]


def test_a_conflict_with_another_proof_is_another_span_of_the_same_time() -> None:
    """South says it again in April: one more claim in the proof from then on."""
    claims = (*CLAIMS[:2], claim("4", "south", "rejects", "d", "2025-04-01"))
    assert [row[:2] for row in told(view_of(*claims), kind="conflict")] == [
        ("2025-03-01", "2025-03-31"),
        ("2025-04-01", ""),
    ]
    assert {row[2] for row in told(view_of(*claims), kind="conflict")} == {OPPOSED[2]}


def test_what_was_retracted_is_in_no_timeline() -> None:
    gone: Claim = claim("1", "north", "demands", "d", retracted_at="2026-02-01T00:00:00.000000Z")
    assert told(view_of(gone)) == []
    assert len(told(view_of(gone, known_at="2026-01-31T00:00:00.000000Z"))) == 1


def test_a_dispute_is_told_as_one() -> None:
    both = [claim(name, "north", name, "d", "2025-02-01") for name in ("demands", "rejects")]
    assert told(view_of(*both)) == [("2025-02-01", "", "NORTH says both yes and no to “D”.")]
