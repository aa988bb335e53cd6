"""Query files: well formed, used, and planned by every engine."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import cypher
from cypher import Query, QueryFileError, named, names, parse
from graph.store import Store
from graph.vocabulary import LABELS, VOCABULARY

ALL = [name for folder in ("query", "schema", "write") for name in names(folder)]
ROOT = Path(__file__).parents[2]
SLOTS = {
    "LABEL": (*LABELS, "Dossier"),
    "SUBJECT": ("Party",),
    "OBJECT": ("Demand",),
    "TYPE": tuple(row.type for row in VOCABULARY.relations.values())[:3],
}
VALUES = {"str": "x", "int": 1, "list[str]": ["x"], "list[map]": [], "map": {}}


def filled(query: Query) -> list[Query]:
    """A query for some of the words that its slots may take."""
    choices = product(*(SLOTS[slot] for slot in query.slots))
    return [query.fill(**dict(zip(query.slots, words, strict=True))) for words in choices]


@pytest.mark.parametrize("name", ALL)
def test_a_query_file_is_well_formed_and_its_types_are_known(name: str) -> None:
    query = named(name)
    assert query.answers
    assert {kind for _, kind in query.parameters} <= VALUES.keys()


@cache
def _code() -> list[str]:
    """Parley's own code, file by file."""
    folders = ("cypher", "graph", "loaders", "api")
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [path.read_text("utf-8") for path in paths]


@pytest.mark.parametrize("name", ALL)
def test_a_query_file_is_used(name: str) -> None:
    if name.startswith("schema/"):
        return
    short = name.partition("/")[2]
    ways = (name, f'"{short}"', "claims_{column}")
    assert any(way in text for text in _code() for way in ways)


def test_every_query_can_be_planned_and_uses_nothing_deprecated(store: Store) -> None:
    with Store(replace(store.endpoint, notifications="WARNING")) as watched:
        for name in ALL:
            query = named(name)
            parameters = {word: VALUES[kind] for word, kind in query.parameters}
            for one in filled(query):
                if not name.startswith("schema/"):
                    assert deprecations(watched, one.text, parameters) == [], name


def test_a_deprecated_form_would_be_noticed(store: Store) -> None:
    with Store(replace(store.endpoint, notifications="WARNING")) as watched:
        found = deprecations(watched, "MATCH (n) RETURN id(n) AS x", {})
    assert bool(found) == (store.engine == "neo4j")


def deprecations(store: Store, text: str, parameters: dict[str, Any]) -> list[str]:
    """What the server's planner says is deprecated in a query; the embedded engine says nothing."""
    with store.session("WRITE") as session:
        summary = session.run(f"EXPLAIN {text}", parameters).consume()
    return [
        status.status_description
        for status in summary.gql_status_objects
        if status.raw_classification == "DEPRECATION"
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("// name: query/y\n// answers: a\nRETURN 1", "calls itself"),
        ("// name: query/x\nRETURN 1", "lacks"),
        ("// name: query/x\n// answers: a\n", "lacks"),
        ("// name: query/x\n// answers: a\nRETURN $id", "parameters"),
        ("// name: query/x\n// answers: a\n// parameters: id: str\nRETURN 1", "parameters"),
        ("// name: query/x\n// answers: a\nMATCH (n:«LABEL») RETURN n", "slots"),
    ],
)
def test_a_malformed_file_is_refused(text: str, says: str) -> None:
    with pytest.raises(QueryFileError, match=says):
        parse("query/x", text)


def test_a_slot_takes_a_word_and_nothing_else() -> None:
    query = named("query/things")
    assert "(n:Party)" in query.fill(LABEL="Party").text
    with pytest.raises(QueryFileError, match="neither a label"):
        query.fill(LABEL="Party) DETACH DELETE (n")
    with pytest.raises(QueryFileError, match="slots"):
        query.fill(TYPE="DEMANDS")
    with pytest.raises(QueryFileError, match="no file"):
        named("query/nothing")


def test_the_folder_of_queries_holds_queries_alone() -> None:
    folder = Path(cypher.__file__).parent
    strange = [
        path for path in folder.rglob("*") if path.suffix not in (".cypher", ".py", ".pyc", "")
    ]
    assert strange == []
