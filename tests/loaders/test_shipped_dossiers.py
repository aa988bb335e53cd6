"""The shipped dossiers hold every entry of the raw collections, field by field.

Read here with plain PyYAML, so that no code of Parley's own vouches for itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.vocabulary import VOCABULARY
from tests.paragraphs import SOURCE, named_by, paragraphs

RAW = Path(__file__).parents[1] / "data" / "raw"
SHIPPED = Path(__file__).parents[2] / "loaders" / "dossiers"
DOSSIERS = ("ukraine-2025", "gerd")

COUNTS = {
    "ukraine-2025": (54, 42, 95, 26, 190, 250),
    "gerd": (22, 12, 34, 13, 85, 93),
}
TABLES = ("parties", "assets", "demands", "events", "sources", "claims")
RAW_TABLES = {"claims": "facts"}
RENAMED = {
    "events": {"date": "start", "date_end": "end"},
    "sources": {"date_published": "published", "date_inferred": "published_inferred"},
    "demands": {"proposition": "text", "assets": "concerns"},
    "claims": {
        "date": "said_on",
        "event": "said_at",
        "assets": "about",
        "attitude": "leaning",
        "recognised_as_belonging_to": "in_favour_of",
    },
}
# What the raw collection lacks of the article; see tests/data/article_paragraphs.yaml.
ADDED = {"ukraine-2025": {"u248", "u249", "u250"}, "gerd": set[str]()}
# The base article has no address: its file name stands in its note.
SEED_FILE = "000_960a2bd7e21012c5.txt"


def rows(path: Path, table: str) -> dict[str, dict[str, Any]]:
    """A table's rows by id."""
    found = {row["id"]: row for row in yaml.safe_load(path.read_text("utf-8"))}
    assert found, table
    return found


def shipped(dossier: str, table: str) -> dict[str, dict[str, Any]]:
    """A shipped table's rows by id."""
    return rows(SHIPPED / dossier / f"{table}.yaml", table)


def raw(dossier: str, table: str) -> dict[str, dict[str, Any]]:
    """A raw table's rows by id, as the design says that they become."""
    document = yaml.safe_load((RAW / f"{dossier}.yaml").read_text("utf-8"))
    return {row["id"]: expected(table, row) for row in document[RAW_TABLES.get(table, table)]}


def expected(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """One raw row, renamed; empty values and the type that follows from the relation left out."""
    names = RENAMED.get(table, {})
    made = {names.get(name, name): value for name, value in row.items()}
    made.pop("object_type", None)
    for column in ("kind", "report_kind"):
        if column in made:
            made[column] = made[column].replace(" ", "-").replace("_", "-")
    if table == "demands":
        made["excludes"] = [
            {"id": part["id"], "because": part["reason"]} for part in made["excludes"]
        ]
    kept = {name: value for name, value in made.items() if value not in (None, [], "")}
    if kept.get("url") == SEED_FILE:
        del kept["url"]
    return {name: str(value) if type(value) is int else value for name, value in kept.items()}


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_the_counts(dossier: str) -> None:
    assert tuple(len(shipped(dossier, table)) for table in TABLES) == COUNTS[dossier]


@pytest.mark.parametrize("dossier", DOSSIERS)
@pytest.mark.parametrize("table", TABLES)
def test_every_raw_entry_is_there_field_by_field(dossier: str, table: str) -> None:
    found, wanted = shipped(dossier, table), raw(dossier, table)
    added = found.keys() - wanted.keys()
    assert added == (ADDED[dossier] if table == "claims" else set())
    for name, row in wanted.items():
        mine = dict(found[name])
        if name == SOURCE:
            note = mine.pop("note")
            assert SEED_FILE in note
            assert row.pop("note") in note
        assert mine == row, name


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_the_head_says_what_the_raw_head_says(dossier: str) -> None:
    head = yaml.safe_load((SHIPPED / dossier / "dossier.yaml").read_text("utf-8"))
    document = yaml.safe_load((RAW / f"{dossier}.yaml").read_text("utf-8"))["dossier"]
    assert (head["id"], head["title"]) == (document["id"], document["title"])
    assert document["latest_fact"] in head["description"]
    assert head["licence"]
    assert head["maintainer"]


def test_all_44_paragraphs_have_a_row() -> None:
    assert [row["paragraph"] for row in paragraphs()] == list(range(1, 45))
    for row in paragraphs():
        assert bool(row["claims"]) == (row["says"] != "nothing")


def test_each_assertion_is_a_claim_that_cites_its_paragraph() -> None:
    claims = shipped("ukraine-2025", "claims")
    for row in paragraphs():
        for name in row["claims"]:
            cited = [part for part in claims[name]["sources"] if part["id"] == SOURCE]
            assert row["paragraph"] in named_by(cited[0]["locator"]), (row["paragraph"], name)


def test_no_claim_of_the_article_is_left_out_of_the_table() -> None:
    listed = {(name, row["paragraph"]) for row in paragraphs() for name in row["claims"]}
    for name, claim in shipped("ukraine-2025", "claims").items():
        for part in claim["sources"]:
            if part["id"] == SOURCE:
                assert {(name, number) for number in named_by(part["locator"])} <= listed, name


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_every_claim_has_a_known_relation_and_a_source(dossier: str) -> None:
    sources = shipped(dossier, "sources")
    for claim in shipped(dossier, "claims").values():
        assert claim["relation"] in VOCABULARY.relations
        assert claim["sources"]
        assert all(part["id"] in sources for part in claim["sources"])
