"""The gate before a person's Cypher, against tricks of writing; and what it must let through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import BadQuery, QueryRefused
from graph.store import Store
from graph.store.driver_errors import query_complaint
from graph.store.statement import check_depth, check_functions, check_prefix, check_words, tokens
from tests.graph.store.queries import HARMLESS, REFUSED
from tests.graph.store.servers import server_error

MADE = (
    "CREATE (a:Party {id: 'p-one', name: 'One', show: 'x'}), (b:Party {id: 'p-two'}), "
    "(a)-[:SUPPORTS]->(b)"
)
# What the gate on the words stops by itself, whatever the engine behind it would do.
STOPPED_BY_WORDS = tuple(
    query
    for query in REFUSED
    if any(word in query for word in ("SHOW", "TERMINATE", "dbms", "db.c", "db.a", "apoc", ";"))
)


@pytest.fixture
def graph(store: Store) -> Iterator[Store]:
    """Two parties and an edge, which are there unchanged after the test."""
    with store.session("WRITE") as session:
        session.run(MADE).consume()
    before = content(store)
    yield store
    assert content(store) == before


def content(store: Store) -> list[str]:
    """Nodes, edges and the schema, as text."""
    found = []
    with store.session("WRITE") as session:
        for query in (
            "MATCH (n) RETURN labels(n) AS a, properties(n) AS b",
            "MATCH ()-[r]->() RETURN type(r) AS a, properties(r) AS b",
            "SHOW INDEXES YIELD name RETURN name",
        ):
            found += [str(sorted(map(str, row.values()))) for row in session.run(query)]
    return sorted(found)


def test_no_trick_gets_past(graph: Store) -> None:
    for query in REFUSED:
        with pytest.raises((QueryRefused, BadQuery)) as caught:
            graph.cypher(query)
        assert "Neo." not in caught.value.message, query


def test_what_reads_is_answered(graph: Store) -> None:
    for query, rows in HARMLESS:
        table = graph.cypher(query, {"id": "p-one"})
        assert rows is None or table.rows == rows, query


def test_no_file_is_read_and_no_secret_seen(graph: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("the secret", "utf-8")
    for query in (
        f"LOAD CSV FROM 'file://{secret}' AS line RETURN line",
        f"WITH 'file://{secret}' AS place LOAD CSV FROM place AS line RETURN line",
        f"CALL () {{ LOAD CSV FROM 'file://{secret}' AS line RETURN line }} RETURN line",
    ):
        with pytest.raises((QueryRefused, BadQuery)) as caught:
            graph.cypher(query)
        assert "the secret" not in caught.value.message


def test_a_fault_is_placed_in_the_text_that_was_sent(graph: Store) -> None:
    with pytest.raises(BadQuery) as caught:
        graph.cypher("MATCH (p:Party) RETRUN p")
    assert "EXPLAIN" not in caught.value.message
    assert "RETRUN" in caught.value.message
    assert caught.value.details == {"line": 1, "column": 17}
    assert "line 1, column 17" in caught.value.message


def test_a_fault_while_running_is_the_querys(graph: Store) -> None:
    with pytest.raises(BadQuery, match="by zero"):
        graph.cypher("UNWIND [1, 0] AS x RETURN 1 / x AS y")


@pytest.mark.parametrize("query", STOPPED_BY_WORDS)
def test_the_words_alone_stop_it(query: str) -> None:
    with pytest.raises(QueryRefused):
        check_all(query)


@pytest.mark.parametrize("query", [query for query, _ in HARMLESS])
def test_the_words_alone_let_it_through(query: str) -> None:
    check_all(query)


def check_all(query: str) -> None:
    """All checks of the words."""
    text = query.replace("\r", "\n")
    check_prefix(text)
    check_functions(text)
    check_words(text)


def test_tokens_know_strings_comments_and_quoted_names() -> None:
    text = "RETURN 'a\\'b' AS `x y` /* ' */, \"it's\" // '\n+ n.`a``b`"
    assert tokens(text) == [
        *("RETURN", "''", "AS", "`x y`", ",", "''", "+", "n", ".", "`a``b`"),
    ]


@pytest.mark.parametrize(
    "text", ["RETURN " + "(" * 101 + "1" + ")" * 101, "RETURN " + "[{a: " * 51 + "1" + "}]" * 51]
)
def test_brackets_in_brackets_are_not_left_to_the_server(text: str) -> None:
    with pytest.raises(BadQuery, match="deeper than 100"):
        check_depth(text)


def test_nor_are_endless_sums() -> None:
    with pytest.raises(BadQuery, match="more than 2,000 signs"):
        check_depth("RETURN " + "1+" * 2_001 + "1")
    check_depth("RETURN " + "1+" * 2_000 + "1")
    check_depth("RETURN " + "(" * 100 + "'(((' + `[[[`" + ")" * 100)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("too many: 7, at most 5 by the setting `arcadedb.most`: raise it", "too many: 7"),
        ("it is too deep; raise 'arcadedb.cypher.depth' if it must be", "it is too deep"),
    ],
)
def test_a_complaint_says_nothing_of_the_servers_settings(text: str, kept: str) -> None:
    assert query_complaint(server_error("Neo.X", text)).message == kept


def test_a_complaint_keeps_the_sentence_and_drops_the_code() -> None:
    error = server_error("Neo.X", "TypeError: InvalidArgumentValue - cannot convert a list")
    assert query_complaint(error).message == "cannot convert a list"


@pytest.mark.parametrize(
    "text", ["", "com.arcadedb.exception.X: no", "java.lang.NullPointerException", "Neo.A.B x"]
)
def test_a_complaint_that_only_makers_can_read_is_replaced(text: str) -> None:
    message = query_complaint(server_error("Neo.X", text)).message
    assert message == "the query cannot be run: see that its values fit what it does with them"


def test_a_complaint_counts_from_the_persons_first_line() -> None:
    error = server_error(
        "Neo.X", 'no such thing (line 3, column 7 (offset: 40))\n"RETURN q"\n    ^'
    )
    complaint = query_complaint(error, lines_before=1)
    assert complaint.message == 'no such thing (line 2, column 7)\n"RETURN q"\n    ^'
    assert complaint.details == {"line": 2, "column": 7}
    zero = query_complaint(server_error("Neo.X", "amiss at line 1:6 - stop"), first_column=0)
    assert zero.message == "amiss at line 1, column 7 - stop"
