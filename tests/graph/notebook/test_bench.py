"""The graph in a notebook, on every engine: asking, refusing, being interrupted, reconnecting."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import psutil
import pytest

from cypher import named
from graph import Graph, connect
from graph.errors import (
    BadParameter,
    BadQuery,
    NotFound,
    ParleyError,
    QueryRefused,
    QueryTimeout,
    SetupError,
    StoreUnavailable,
)
from graph.notebook.running import Interrupted
from graph.store import Store, StoreSettings
from loaders.load import load
from tests.graph.notebook.conftest import connected

# Takes minutes on any engine: each claim with each, three times over.
FOR_EVER = (
    "MATCH (a:Claim), (b:Claim), (c:Claim) "
    "WHERE a.uid + b.uid = c.uid + a.paraphrase RETURN count(*) AS n"
)


def test_a_result_is_a_table_a_frame_and_a_graph(graph: Graph) -> None:
    result = graph.cypher(
        "MATCH (p:Party {id: $party})-[r:REJECTS]->(d:Demand) "
        "RETURN p, r, d, r.said_on AS said_on ORDER BY r.uid",
        party="egypt",
    )
    frame = result.df()
    assert pd.api.types.is_datetime64_any_dtype(frame["said_on"])
    assert result[0]["p"]["properties"]["name"] == "Egypt"
    found = result.graph()
    assert isinstance(found, nx.MultiDiGraph)
    assert found.nodes["egypt"]["label"] == "Party"
    assert {data["relation"] for _, _, data in found.edges(data=True)} == {"rejects"}
    assert found.number_of_edges() == len(result) == 3
    assert "Egypt" in repr(result)


def test_edges_alone_bring_their_ends(graph: Graph) -> None:
    found = graph.cypher("MATCH (:Party {id: 'egypt'})-[r:REJECTS]->() RETURN r").graph()
    assert {data["label"] for _, data in found.nodes(data=True)} == {"Party", "Demand"}
    assert found.nodes["egypt"]["name"] == "Egypt"


def test_paths_and_lists_are_drawn_too(graph: Graph) -> None:
    result = graph.cypher(
        "MATCH way = (:Party {id: 'egypt'})-[:REJECTS]->(:Demand)-[:CONCERNS]->(a:Asset) "
        "RETURN collect(way) AS ways"
    )
    assert result.holds_edges
    assert {"rejects", "concerns"} == {
        data["relation"] for _, _, data in result.graph().edges(data=True)
    }


def test_what_stands_behind_a_result_can_be_cited(graph: Graph) -> None:
    edges = graph.cypher("MATCH (:Party {id: 'egypt'})-[r:REJECTS]->() RETURN r")
    uids = graph.cypher("MATCH (:Party {id: 'egypt'})-[r:REJECTS]->() RETURN r.uid")
    assert edges.cite() == uids.cite()
    assert len(edges.cite().splitlines()) == edges.cite("bibtex").count("@misc{")
    assert "Daily News Egypt" in edges.cite()
    source = graph.cypher("MATCH (s:Source {id: 's-reu-2011'}) RETURN s")
    assert source.cite().startswith("Sami Aboudi, “Report on the visit")
    assert graph.cypher("MATCH (p:Party) RETURN p.name LIMIT 1").cite() == ""


def test_as_of_is_the_querys_or_leaves_out_what_did_not_hold(graph: Graph) -> None:
    query = "MATCH (p:Party)-[r:CONTROLS]->(a:Asset {id: 'a-sudzha'}) RETURN p.id, r, a.id"
    rows = graph.cypher(query)
    holdings = graph.asset("a-sudzha").holdings
    for day in ("2024-01-01", "2024-10-01", date(2025, 6, 1)):
        result = graph.cypher(query, as_of=day)
        held = graph.asset("a-sudzha", as_of=day).holdings
        expected = [
            row.party.id for row in held if row.relation == "controls" and row.holds != "no"
        ]
        assert sorted(row["p.id"] for row in result) == sorted(expected)
        if left := len(rows) - len(result):
            assert f"{left} rows are left out" in "".join(result.notes)
    assert len(rows) == len([row for row in holdings if row.relation == "controls"])
    own = graph.cypher("RETURN $as_of AS day", as_of=date(2024, 10, 1))
    assert own[0] == {"day": "2024-10-01"}
    with pytest.raises(BadParameter, match="neither returns edges nor uses"):
        graph.cypher("MATCH (p:Party) RETURN p.id", as_of="2024-10-01")
    with pytest.raises(BadParameter, match="'soon' is not a date"):
        graph.cypher("RETURN 1", as_of="soon")


def test_parameters_are_given_as_the_graph_keeps_values(graph: Graph) -> None:
    frame = pd.DataFrame({"id": ["egypt", "sudan"]})
    found = graph.cypher(
        "MATCH (p:Party) WHERE p.id IN $ids RETURN p.id ORDER BY p.id", ids=frame["id"]
    )
    assert [row["p.id"] for row in found] == ["egypt", "sudan"]
    party = graph.positions(party="egypt", as_of="2024-01-01")[0].party
    given = {"day": pd.Timestamp("2024-10-01"), "party": party, "n": frame.index.to_numpy()[1]}
    assert graph.cypher("RETURN $day AS day, $party AS party, $n AS n", given)[0] == {
        "day": "2024-10-01",
        "party": "egypt",
        "n": 1,
    }


def test_a_semicolon_may_end_a_query_and_objects_are_no_parameters(graph: Graph) -> None:
    assert graph.cypher("RETURN 1 AS one;\n")[0] == {"one": 1}
    with pytest.raises(BadParameter, match="type object cannot be sent: give text"):
        graph.cypher("RETURN $thing", thing=[object()])


@pytest.mark.parametrize(
    ("query", "kind", "says"),
    [
        ("MATCH (p:Party)\nRETURN x", BadQuery, "\nline 2: RETURN x\n               ^"),
        ("MATCH (p:Party)\n  RETRUN p", BadQuery, "\nline 2:   RETRUN p\n"),
        ("MATCH (p:Party) SET p.name = 'x' RETURN p", QueryRefused, "leave out what writes"),
        ("CREATE (x:Foo) RETURN x", QueryRefused, "only reading is allowed"),
        ("", QueryRefused, "the query is empty"),
    ],
)
def test_a_wrong_query_is_said_in_sentences(
    graph: Graph, query: str, kind: type[ParleyError], says: str
) -> None:
    with pytest.raises(kind) as caught:
        graph.cypher(query)
    assert says in caught.value.message
    shown = "\n".join(caught.value._render_traceback_())
    assert says in shown
    assert "neo4j" not in shown.lower()
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_too_many_rows_are_cut_and_said(filled: Store, settings: StoreSettings) -> None:
    assert filled is not None
    with connected(settings, rows=1_000) as graph:
        result = graph.cypher("UNWIND range(1, 1000000) AS n RETURN n")
        assert len(result) == 1_000
        assert result.truncated
        assert "Cut after 1,000 rows" in result.notes[0]
        assert "Cut after 1,000 rows" in result._repr_html_()


def test_a_query_that_runs_for_ever_ends_at_its_limit(
    filled: Store, settings: StoreSettings
) -> None:
    assert filled is not None
    with connected(settings, seconds=1.0) as graph:
        began = time.monotonic()
        with pytest.raises(QueryTimeout, match="longer than"):
            graph.cypher(FOR_EVER)
        assert time.monotonic() - began < 6
        assert graph.cypher("RETURN 1 AS one")[0] == {"one": 1}
        until = time.monotonic() + 10
        while running(graph) and time.monotonic() < until:
            time.sleep(0.05)
        assert running(graph) == []


def test_an_interrupted_cell_frees_the_kernel(filled: Store, settings: StoreSettings) -> None:
    assert filled is not None
    with connected(settings, seconds=20.0) as graph:
        stop = threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT))
        stop.start()
        began = time.monotonic()
        with pytest.raises(Interrupted) as caught:
            graph.cypher(FOR_EVER)
        stop.join()
        assert time.monotonic() - began < 5
        assert "Interrupted" in caught.value._render_traceback_()[0]
        assert graph.cypher("RETURN 1 AS one")[0] == {"one": 1}
        until = time.monotonic() + 10
        while (questions() or running(graph)) and time.monotonic() < until:
            time.sleep(0.05)
        assert questions() == []
        assert running(graph) == []


def running(graph: Graph) -> list[str]:
    """What the account still has running on the server, but for this question itself."""
    rows = graph.store.read(named("query/running"))
    return [row["currentQuery"] for row in rows if "paraphrase" in str(row["currentQuery"])]


def questions() -> list[threading.Thread]:
    """The threads that are still at work on a question."""
    return [row for row in threading.enumerate() if row.name.startswith("parley-")]


@pytest.mark.engines("embedded")
def test_an_engine_that_was_killed_is_started_again(tmp_path: Path, shipped: list[Path]) -> None:
    with connect(tmp_path / "store", writable=True) as graph:
        load(graph.store, shipped[:1])
        before = graph.positions(party="egypt", as_of="2024-01-01")
        for process in engines_of(tmp_path):
            process.kill()
        assert before.pin.rerun() == before
        for process in engines_of(tmp_path):
            process.kill()
        assert graph.cypher("MATCH (p:Party {id: 'egypt'}) RETURN p.name")[0]["p.name"] == "Egypt"
    until = time.monotonic() + 30
    while engines_of(tmp_path) and time.monotonic() < until:
        time.sleep(0.1)
    assert engines_of(tmp_path) == []


def engines_of(folder: Path) -> list[psutil.Process]:
    """The Java processes whose arguments name a folder."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(folder) in word for word in process.info["cmdline"] or [])
        and "java" in (process.info["cmdline"] or [""])[0]
    ]


def test_a_closed_graph_says_so_and_one_that_is_gone_lets_go(
    filled: Store, settings: StoreSettings
) -> None:
    assert filled is not None
    graph = connected(settings)
    graph.close()
    graph.close()
    for ask in (graph.positions, lambda: graph.cypher("RETURN 1"), lambda: graph.store):
        with pytest.raises(SetupError, match=r"this graph is closed: connect\(\) again"):
            ask()
    assert "closed" in repr(graph)
    held = connected(settings)
    let_go = held._let_go
    del held
    gc.collect()
    assert not let_go.alive


@pytest.mark.parametrize(
    ("ask", "kind", "says"),
    [
        (lambda: connect(uri="bolt://127.0.0.1:1", password="x"), StoreUnavailable, "not answer"),
        (lambda: connect(uri="http://x", password="x"), SetupError, "it begins with one of"),
        (lambda: connect("x", uri="bolt://y"), SetupError, "give it, or uri and the like"),
        (lambda: connect(password="x"), SetupError, "uri is missing"),
        (lambda: connect("/proc/nothing"), SetupError, "cannot be used"),
    ],
)
def test_nothing_to_connect_to_is_a_sentence(
    ask: Callable[[], Any], kind: type[ParleyError], says: str
) -> None:
    with pytest.raises(kind) as caught:
        ask()
    assert says in caught.value.message
    assert caught.value.__cause__ is None


def test_names_that_are_misspelt_bring_candidates(graph: Graph) -> None:
    with pytest.raises(NotFound, match="no party called 'egytp'; the nearest is 'egypt'"):
        graph.positions(party="egytp")


def test_all_pages_are_had_at_one_pin(graph: Graph) -> None:
    whole = graph.claims(limit=20).all()
    assert len(whole) == whole.total == graph.claims(limit=1).total
    assert len({row.uid for row in whole}) == len(whole)
    assert len(graph.claims(limit=20).all(most=30)) == 30
