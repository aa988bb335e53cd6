"""What is completed is what a store holds."""

from __future__ import annotations

from graph import Graph
from graph.notebook.schema import EDGE_PROPERTIES, PROPERTIES, TYPES
from graph.vocabulary import VOCABULARY

# Kept for Parley's own use, and worth no one's Tab.
_OWN = {
    *("recorded_at", "retracted_at", "wikidata_source", "digest", "fingerprint", "claims"),
    *("dossiers", "edges"),
}


def test_labels_and_properties_are_those_of_the_graph(graph: Graph) -> None:
    rows = graph.cypher(
        "MATCH (n) UNWIND keys(n) AS key RETURN DISTINCT labels(n)[0] AS label, key"
    )
    for row in rows:
        if row["label"] in PROPERTIES and row["key"] not in _OWN:
            assert row["key"] in PROPERTIES[row["label"]], row
    assert set(PROPERTIES) - {row["label"] for row in rows} == set()


def test_types_and_their_properties_are_those_of_the_graph(graph: Graph) -> None:
    rows = graph.cypher("MATCH ()-[r]->() UNWIND keys(r) AS key RETURN DISTINCT type(r) AS t, key")
    for row in rows:
        assert row["t"] in TYPES
        assert row["key"] in EDGE_PROPERTIES[row["t"]], row
    types = {row["t"] for row in graph.cypher("MATCH ()-[r]->() RETURN DISTINCT type(r) AS t")}
    assert types <= set(TYPES)
    assert {row.type for row in VOCABULARY.relations.values()} <= set(TYPES)
