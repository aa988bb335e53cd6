"""The invented dossier, asked on every engine: the answers are those worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.desk import Desk
from graph.questions import ConflictsQuestion, PositionsQuestion, ThingQuestion
from graph.store import Store
from graph.vocabulary import VOCABULARY
from loaders.columns import TABLES
from loaders.load import load
from tests.conftest import empty

FOLDER = Path(__file__).parent / "dossiers" / "harbour"
EXPECTED = yaml.safe_load(
    (Path(__file__).parent / "data" / "harbour_expected.yaml").read_text("utf-8")
)
CONFLICTS = yaml.safe_load(
    (Path(__file__).parent / "data" / "harbour_conflicts.yaml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def desk(session_store: Store) -> Desk:
    """A desk over the invented dossier."""
    empty(session_store)
    load(session_store, [FOLDER])
    return Desk(session_store)


def found(desk: Desk, row: dict[str, Any], *, roll_up: bool) -> dict[str, Any] | None:
    """The one position that a row of the table is about."""
    asked = {"as_of": row["day"], "demand": row["demand"], "roll_up": roll_up, "limit": 1_000}
    items = desk.positions(PositionsQuestion.model_validate(asked))["items"]
    mine = [dict(item) for item in items if item["party"]["id"] == row["party"]]
    assert len(mine) <= 1
    return mine[0] if mine else None


def check(item: dict[str, Any] | None, row: dict[str, Any]) -> None:
    """Holds a position against the row."""
    if row.get("none"):
        assert item is None, row
        return
    assert item is not None, row
    shown = {
        "polarity": item["polarity"],
        "stance": "any" if row["stance"] == "any" else item["stance"],
        "since": item["since"],
        "certain": item["certain"],
        "voices": [party["id"] for party in item["voiced_by"]],
        "objectors": [party["id"] for party in item["objectors"]],
        "claims": sorted(claim["id"] for claim in item["claims"]),
    }
    assert shown == {name: row[name] for name in shown}, row


def test_every_position_is_the_one_worked_out_by_hand(desk: Desk) -> None:
    assert len(EXPECTED["positions"]) >= 30
    for row in EXPECTED["positions"]:
        check(found(desk, row, roll_up=True), row)


def test_without_roll_up_speakers_stand_for_themselves(desk: Desk) -> None:
    for row in EXPECTED["alone"]:
        check(found(desk, row, roll_up=False), row)


def test_every_holding_is_the_one_worked_out_by_hand(desk: Desk) -> None:
    for row in EXPECTED["holdings"]:
        question = ThingQuestion.model_validate({"as_of": row["day"]})
        [span] = [
            span
            for span in desk.asset(row["asset"], question)["holdings"]
            if (span["party"]["id"], span["relation"]) == (row["party"], row["relation"])
        ]
        assert (span["holds"], span["since"]) == (row["holds"], row["since"]), row


def ids(things: list[dict[str, Any]]) -> list[str]:
    """The ids of things."""
    return [thing["id"] for thing in things]


@pytest.mark.parametrize("row", CONFLICTS["days"], ids=lambda row: str(row["day"]))
def test_every_conflict_is_the_one_worked_out_by_hand(desk: Desk, row: dict[str, Any]) -> None:
    asked = ConflictsQuestion.model_validate({"as_of": row["day"], "limit": 1_000})
    found: Any = desk.conflicts(asked)["items"]
    shown = [
        {
            "kind": item["kind"],
            **{name: ids(item[name]) for name in ("parties", "demands", "assets")},
            "since": item["since"],
            "certain": item["certain"],
            "claims": sorted(ids(item["claims"])),
            "stakes": [stake["name"] for stake in item["stakes"]],
        }
        for item in found
    ]
    expected = [{"stakes": [], **conflict} for conflict in row["conflicts"]]
    assert sorted(shown, key=str) == sorted(
        ({name: conflict[name] for name in shown[0]} for conflict in expected), key=str
    )


def test_an_asset_stands_for_its_parts_in_questions(desk: Desk) -> None:
    asked = {"as_of": "2030-05-10", "asset": "Port basin"}
    items = desk.positions(PositionsQuestion.model_validate(asked))["items"]
    assert {item["demand"]["id"] for item in items} == {"d-open", "d-share"}
    pier = PositionsQuestion.model_validate({**asked, "asset": "a-pier"})
    # c01 is about the pier, though d-open concerns the harbour.
    assert {
        (item["party"]["id"], item["demand"]["id"]) for item in desk.positions(pier)["items"]
    } == {*(("aster", "d-open"), ("basil", "d-share"), ("cedar", "d-share"), ("dill", "d-share"))}


def test_the_condition_and_the_addressee_are_given(desk: Desk) -> None:
    item = found(desk, {"day": "2030-02-10", "party": "aster", "demand": "d-open"}, roll_up=True)
    assert item is not None
    assert item["condition"] == "the pier is mended"
    assert item["addressed_to"] == [{"id": "basil", "name": "Basil"}]


def test_the_dossier_uses_every_relation_and_every_column(session_store: Store, desk: Desk) -> None:
    assert desk is not None
    with session_store.session("READ") as session:
        used = session.run("MATCH (c:Claim) RETURN collect(DISTINCT c.relation) AS r").single(True)
    assert set(used["r"]) == set(VOCABULARY.relations)
    text = "".join(path.read_text("utf-8") for path in FOLDER.iterdir())
    for table in TABLES.values():
        for column in table.columns:
            assert column in text, column
