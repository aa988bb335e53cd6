"""A person's Cypher: what reads is answered as plain JSON; all else is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import BadQuery, InputError, QueryRefused, StoreDenied
from graph.store import Store
from graph.store.read_only import Limits

GRAPH = """
CREATE (a:Party {id: 'aster', name: 'Aster', born: date('2030-01-02')})
CREATE (b:Party {id: 'basil', name: 'Basil'})
CREATE (a)-[:ALLIED_WITH {uid: 'u1'}]->(b)
"""

ATTACKS = [
    "CREATE (n:Party {id: 'x'})",
    "MERGE (n:Party {id: 'x'})",
    "MATCH (n:Party) SET n.name = 'x'",
    "MATCH (n:Party) SET n:Other",
    "MATCH (n:Party) SET n += {name: 'x'}",
    "MATCH (n:Party) REMOVE n.name",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
    "MATCH (n) CALL { WITH n DELETE n }",
    "MATCH (n:Party) CALL (n) { SET n.name = 'x' } RETURN n",
    "CALL { CREATE (n:X) } IN TRANSACTIONS",
    "UNWIND [1] AS x CREATE (n:X)",
    "WITH 1 AS x MERGE (n:X)",
    "RETURN 1 AS x UNION CREATE (n:X) RETURN 1 AS x",
    "MATCH (n) RETURN n; CREATE (m:X)",
    "/* RETURN */ CREATE (n:X)",
    "// RETURN\nCREATE (n:X)",
    "create (n:X)",
    "  \n\tCrEaTe (n:X)",
    "CREATE INDEX i FOR (n:Party) ON (n.name)",
    "CREATE CONSTRAINT c FOR (n:Party) REQUIRE n.name IS UNIQUE",
    "DROP INDEX claim_object",
    "DROP CONSTRAINT party_id",
    "CREATE DATABASE other",
    "CREATE USER eve SET PASSWORD 'password1'",
    "ALTER USER neo4j SET PASSWORD 'password1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'password1'",
    "DROP USER neo4j",
    "SHOW USERS",
    "SHOW CURRENT USER",
    "SHOW TRANSACTIONS",
    "SHOW SETTINGS",
    "SHOW DATABASES",
    "SHOW PROCEDURES",
    "SHOW INDEXES",
    "TERMINATE TRANSACTIONS 'x'",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    "CALL dbms.listConfig()",
    "CALL dbms.components()",
    "MATCH (n) CALL dbms.components() YIELD name RETURN name",
    "CALL db.clearQueryCaches()",
    "CALL dbms.killQueries(['x'])",
    "CALL apoc.load.json('file:///etc/passwd')",
    "CALL tx.setMetaData({a: 1})",
    "RETURN apoc.util.sleep(1)",
    "EXPLAIN CREATE (n:X)",
    "PROFILE MATCH (n) RETURN n",
    "USE system SHOW USERS",
    "ALTER DATABASE parley SET OPTION x 1",
    "",
    "   // nothing",
]

HARMLESS: list[tuple[str, dict[str, Any], list[list[Any]]]] = [
    ("RETURN 1 AS x", {}, [[1]]),
    ("RETURN $x AS x", {"x": [1, "a", None]}, [[[1, "a", None]]]),
    ("MATCH (p:Party) RETURN p.name ORDER BY p.name", {}, [["Aster"], ["Basil"]]),
    ("MATCH (p:Party {id: $id}) RETURN p.born", {"id": "aster"}, [["2030-01-02"]]),
    ("MATCH (p:Party)-[r:ALLIED_WITH]->(q) RETURN type(r), r.uid", {}, [["ALLIED_WITH", "u1"]]),
    ("MATCH (a:Party {id: 'aster'}) OPTIONAL MATCH (a)-[:LED_TO]->(e) RETURN e", {}, [[None]]),
    ("UNWIND [3, 1, 2] AS x WITH x ORDER BY x RETURN collect(x) AS xs", {}, [[[1, 2, 3]]]),
    ("WITH 'CREATE (n)' AS words RETURN words", {}, [["CREATE (n)"]]),
    ("RETURN 'SHOW USERS; DROP' AS words", {}, [["SHOW USERS; DROP"]]),
    ("MATCH (p:Party) RETURN p.`set` AS x LIMIT 1", {}, [[None]]),
    ("MATCH (p:Party) WHERE p.name STARTS WITH 'A' RETURN count(p) AS n", {}, [[1]]),
    ("MATCH (p:Party) RETURN count(*) AS n;", {}, [[2]]),
    ("/* all */ MATCH (p:Party) // of them\nRETURN count(*) AS n", {}, [[2]]),
    ("MATCH path = (a:Party)-[*1..2]->(b) RETURN length(path) AS n", {}, [[1]]),
    ("MATCH (a:Party) WHERE EXISTS { (a)-[:ALLIED_WITH]->() } RETURN a.id", {}, [["aster"]]),
    ("MATCH (a:Party) RETURN a.id UNION MATCH (a:Asset) RETURN a.id", {}, [["aster"], ["basil"]]),
    ("RETURN date('2030-01-02') AS day", {}, [["2030-01-02"]]),
    ("RETURN date.truncate('year', date('2030-05-02')) AS day", {}, [["2030-01-01"]]),
    ("RETURN {a: 1, b: [true, null]} AS m", {}, [[{"a": 1, "b": [True, None]}]]),
    ("MATCH (a:Party {id: 'aster'}) RETURN a {.id} AS m", {}, [[{"id": "aster"}]]),
    ("CALL db.labels() YIELD label WITH label WHERE label = 'Party' RETURN label", {}, [["Party"]]),
]


@pytest.fixture
def graph(store: Store) -> Store:
    """Two parties and an edge."""
    with store.session("WRITE") as session:
        session.run(GRAPH).consume()
    return store


def everything(store: Store) -> list[Any]:
    """All nodes and edges, to see that nothing has changed."""
    with store.session("READ") as session:
        nodes = session.run("MATCH (n) RETURN labels(n) AS l, properties(n) AS p").data()
        edges = session.run("MATCH ()-[r]->() RETURN type(r) AS t, properties(r) AS p").data()
    return sorted(map(str, [*nodes, *edges]))


def test_attacks_are_refused_and_change_nothing(graph: Store) -> None:
    before = everything(graph)
    for attack in ATTACKS:
        with pytest.raises((QueryRefused, BadQuery)) as caught:
            graph.cypher(attack)
        assert "Neo." not in caught.value.message, attack
        assert "neo4j.exceptions" not in caught.value.message, attack
    assert everything(graph) == before


def test_harmless_queries_are_answered(graph: Store) -> None:
    for query, parameters, rows in HARMLESS:
        found = graph.cypher(query, parameters).rows
        # Rows that nothing puts in order come in any.
        ordered = found if "ORDER BY" in query else sorted(found, key=repr)
        assert ordered == (rows if "ORDER BY" in query else sorted(rows, key=repr)), query


def test_nodes_edges_and_paths_are_plain_json(graph: Store) -> None:
    table = graph.cypher("MATCH path = (a:Party)-[r]->(b) RETURN a, r, path")
    [[node, edge, path]] = table.rows
    assert table.columns == ["a", "r", "path"]
    assert node["labels"] == ["Party"]
    assert node["properties"] == {"id": "aster", "name": "Aster", "born": "2030-01-02"}
    assert (edge["type"], edge["start"], edge["properties"]) == (
        "ALLIED_WITH",
        node["id"],
        {"uid": "u1"},
    )
    assert len(path["nodes"]) == 2
    assert path["edges"][0]["id"] == edge["id"]


def test_limits_cut_and_say_so(graph: Store) -> None:
    table = graph.cypher("UNWIND range(1, 100) AS x RETURN x", limits=Limits(rows=7))
    assert (len(table.rows), table.truncated) == (7, True)
    words = graph.cypher("UNWIND range(1, 100) AS x RETURN 'words'", limits=Limits(bytes=90))
    assert words.truncated
    assert 0 < len(words.rows) < 100
    assert not graph.cypher("RETURN 1 AS x", limits=Limits(rows=1)).truncated


def test_a_wrong_query_says_where(graph: Store) -> None:
    with pytest.raises(BadQuery) as caught:
        graph.cypher("MATCH (n)\nRETURN n LIMIT\n")
    assert "Neo." not in caught.value.message
    with pytest.raises(BadQuery) as caught:
        graph.cypher("MATCH (n RETURN n")
    assert caught.value.details["line"] == 1
    assert caught.value.details["column"] > 5


@pytest.mark.parametrize("text", ["RETURN '\0'", "RETURN '\ud800'", "RETURN 1 //" + "x" * 60_000])
def test_what_no_text_may_hold_is_refused(graph: Store, text: str) -> None:
    with pytest.raises(InputError):
        graph.cypher(text)


def test_a_reader_has_no_writer(store: Store) -> None:
    reader = Store(replace(store.endpoint, writer=None))
    with reader, pytest.raises(StoreDenied), reader.session("WRITE"):
        pass
