"""Every export is read back by a library that is not ours, and compared claim by claim."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.namespace import RDF

from api.export import written
from graph.desk import Desk
from graph.model import Claim
from graph.questions import ExportQuestion
from graph.store import Store
from loaders.exports import FORMATS
from loaders.exports.gather import material
from loaders.exports.literals import literal
from loaders.exports.material import Material, citations_text, fields, properties
from loaders.harmless import harmful, harmless
from loaders.load import load
from tests.conftest import empty
from tests.loaders.write_dossier import (
    ASSETS,
    CLAIMS,
    DEMANDS,
    PARTIES,
    SOURCES,
    changed,
    write_dossier,
)

HARBOUR = Path(__file__).parents[1] / "dossiers" / "harbour"
HOSTILE = (
    "=cmd|' /C calc'!A0 </script><img src=x onerror=alert(1)> \"quoted\" 'single' ]]> &amp; "
    "back\\slash \\u0041 \\n `tick` ${x} \u202eright to left\u202c \U0001f4a3 " + "long " * 500
).strip()
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def question(name: str, **filters: Any) -> ExportQuestion:
    """A question for an export."""
    return ExportQuestion.model_validate({"format": name, "as_of": "2030-08-01", **filters})


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The invented dossier, and one with hostile text in every field."""
    tables = {
        "parties": changed(PARTIES, "aster", id="hostile", name=HOSTILE, aliases=["=1+1", "@x"]),
        "assets": changed(ASSETS, "a-pier", id="a-hostile", name=HOSTILE, note=HOSTILE),
        "demands": [
            {"id": "d-hostile", "text": f"+{HOSTILE}", "concerns": ["a-hostile"]},
            *(row | {"id": "d-shut-2"} for row in DEMANDS[1:]),
        ],
        "events": [{"id": "e-hostile", "name": HOSTILE, "kind": "talks", "start": "2030-01-02"}],
        "sources": changed(SOURCES, "s-one", id="s-hostile", title=HOSTILE, author="\tx"),
        "claims": [
            {
                **CLAIMS[0],
                "subject": "hostile",
                "object": "d-hostile",
                "about": ["a-hostile"],
                "said_at": "e-hostile",
                "sources": [{"id": "s-hostile", "locator": HOSTILE, "quote": HOSTILE}],
                "paraphrase": HOSTILE,
                "condition": HOSTILE,
                "note": f"-{HOSTILE}\nsecond line",
            }
        ],
    }
    folder = write_dossier(tmp_path_factory.mktemp("hostile"), "hostile", tables=tables)
    return [HARBOUR, folder]


@pytest.fixture(scope="module")
def desk(session_store: Store, dossiers: list[Path]) -> Desk:
    """A desk over both."""
    empty(session_store)
    load(session_store, dossiers)
    return Desk(session_store)


def of(desk: Desk, **filters: Any) -> Material:
    """What an export is written from."""
    opened = desk.opened(question("json", **filters))
    assert opened is not None
    return material(opened, question("json", **filters))


def exported(desk: Desk, name: str, **filters: Any) -> str:
    """An export as text."""
    return b"".join(written(desk, question(name, **filters))).decode("utf-8")


def claims(desk: Desk, **filters: Any) -> dict[str, Claim]:
    """The claims that are exported, by uid."""
    return {claim.uid: claim for claim in of(desk, **filters).claims()}


def test_every_format_carries_release_licence_and_sources(desk: Desk) -> None:
    for name in FORMATS:
        text = exported(desk, name, dossier="harbour")
        for part in ("CC0-1.0", "The Gazette", "2030-08-01"):
            assert part in text, (name, part)


def test_an_export_has_the_claims_that_the_list_has(desk: Desk) -> None:
    for filters in ({}, {"group": "structure"}, {"party": "Cedar"}, {"kind": "mediates"}):
        assert claims(desk, **filters)
        for name in FORMATS:
            text = exported(desk, name, **filters)
            assert all(uid in text for uid in claims(desk, **filters))
            if name != "jsonld":
                others = claims(desk).keys() - claims(desk, **filters).keys()
                assert not any(uid in text for uid in others)


def test_json(desk: Desk) -> None:
    content = json.loads(exported(desk, "json"))
    whole = of(desk)
    assert content["parley"] == whole.header()
    on_record = {row["uid"]: row for row in content["claims"]}
    for uid, claim in claims(desk).items():
        row = on_record.pop(uid)
        assert row.pop("text") == whole.sentence(claim)
        cited = [(c["source"], c.get("locator"), c.get("quote")) for c in row.pop("sources")]
        assert cited == [(c.source, c.locator, c.quote) for c in claim.citations]
        assert row == fields(claim)
    assert not on_record
    names = {"parties": "Party", "assets": "Asset", "demands": "Demand", "events": "Event"}
    for name, label in {**names, "sources": "Source"}.items():
        things = [row for row in whole.things.values() if row.label == label]
        assert {row["id"]: row for row in content[name]} == {t.id: properties(t) for t in things}


def test_csv_by_pandas(desk: Desk) -> None:
    frame = pd.read_csv(
        StringIO(exported(desk, "csv").lstrip("\ufeff")),
        dtype=str,
        na_values=[""],
        keep_default_na=False,
    )
    rows = {row["uid"]: row for row in frame.to_dict("records")}
    for uid, claim in claims(desk).items():
        row = rows.pop(uid)
        expected = fields(claim) | {"sources": citations_text(claim)}
        for name, value in expected.items():
            shown = "; ".join(value) if isinstance(value, list) else str(value)
            got = row[name]
            assert (harmful(got) if isinstance(got, str) else "") == shown, name
    assert not rows
    for cell in frame.fillna("").to_numpy().ravel():
        assert not cell or cell[0] not in "=+-@\t\r"


def without_impossible(value: Any) -> Any:
    """A text as XML can hold it."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


READERS: dict[str, Callable[[BytesIO], Any]] = {
    "graphml": lambda file: nx.read_graphml(file, force_multigraph=True),
    "gexf": lambda file: nx.read_gexf(file, version="1.3"),
}


@pytest.mark.parametrize("name", READERS)
def test_graphs_by_networkx(desk: Desk, name: str) -> None:
    graph = READERS[name](BytesIO(exported(desk, name).encode()))
    whole = of(desk)
    assert set(graph.nodes) == set(whole.things)
    for thing in whole.things.values():
        found = graph.nodes[thing.id]
        expected = properties(thing) | {"label": thing.label, "name": thing.name}
        if name == "gexf":  # the format's own label is the name to show
            assert found["label"] in (thing.name, thing.label)
            expected.pop("label")
        for column in expected.keys() - {"id", "text", "title", "wikidata_source"}:
            value = expected[column]
            shown = "; ".join(value) if isinstance(value, list) else value
            assert found[column] == without_impossible(shown), column
    edges = {row["uid"]: (one, other, row) for one, other, row in graph.edges(data=True)}
    for uid, claim in claims(desk).items():
        one, other, row = edges.pop(uid)
        assert (one, other) == (claim.subject, claim.object)
        for column, value in fields(claim).items():
            if column not in ("subject", "object", "retracted_at", "id"):
                shown = "; ".join(value) if isinstance(value, list) else value
                assert row[column] == without_impossible(shown), column
    assert not edges
    assert graph.is_multigraph()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_json_ld_by_rdflib(desk: Desk) -> None:
    """The warning is about what rdflib's own reader does inside."""
    graph = rdflib.Graph().parse(data=exported(desk, "jsonld"), format="json-ld")
    parley = rdflib.Namespace("urn:parley:vocabulary:")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")

    def urn(name: str, kind: str = "thing") -> rdflib.URIRef:
        return rdflib.URIRef(f"urn:parley:{kind}:{name}")

    found = claims(desk)
    assert set(graph.subjects(RDF.type, parley.Claim)) == {urn(uid, "claim") for uid in found}
    for uid, claim in found.items():
        node = urn(uid, "claim")
        assert graph.value(node, RDF.subject) == urn(claim.subject)
        assert graph.value(node, RDF.object) == urn(claim.object)
        assert graph.value(node, RDF.predicate) == parley[claim.relation]
        assert (urn(claim.subject), parley[claim.relation], urn(claim.object)) in graph
        sources = {urn(cited.source) for cited in claim.citations}
        assert set(graph.objects(node, prov.wasDerivedFrom)) == sources
        said = graph.value(node, parley.said_on)
        assert (str(said) if said else None) == (claim.said_on.text if claim.said_on else None)
        assert str(graph.value(node, parley.paraphrase) or "") == (claim.paraphrase or "")
    licences = graph.objects(None, rdflib.URIRef("https://schema.org/license"))
    assert "CC0-1.0" in {str(row) for row in licences}


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(TEXT)
def test_any_text_survives_as_a_literal(session_store: Store, text: str) -> None:
    with session_store.session("READ") as session:
        row = session.run(f"RETURN {literal({'key': [text]})} AS value").single(strict=True)
    assert row["value"] == {"key": [text]}


@given(TEXT)
def test_any_cell_is_harmless_and_comes_back(text: str) -> None:
    assert harmful(harmless(text)) == text
    assert not harmless(text).startswith(("=", "@", "\t", "\r"))


def test_writing_streams(desk: Desk) -> None:
    """The first piece is there before the last claim was fetched."""
    whole = of(desk)
    taken = 0

    def counted() -> Iterator[Claim]:
        nonlocal taken
        for claim in whole.claims():
            taken += 1
            yield claim

    for row in FORMATS.values():
        taken = 0
        parts = row.write(
            Material(
                pin=whole.pin,
                filters=whole.filters,
                dossiers=whole.dossiers,
                things=whole.things,
                claims=counted,
                sentence=whole.sentence,
            )
        )
        assert next(parts)
        assert taken < len(claims(desk))


def snapshot(store: Store) -> tuple[set[str], set[str]]:
    """All nodes and edges that a script makes, as text."""
    with store.session("READ") as session:
        nodes = session.run(
            "MATCH (n) WHERE n:Claim OR n:Party OR n:Asset OR n:Demand OR n:Event OR n:Source "
            "RETURN labels(n) AS labels, properties(n) AS row"
        ).data()
        edges = session.run(
            "MATCH (a)-[r]->(b) WHERE type(r) <> 'LISTED_IN' "
            "RETURN coalesce(a.uid, a.id) AS one, type(r) AS type, properties(r) AS row, "
            "coalesce(b.uid, b.id) AS other"
        ).data()
    hidden = {"recorded_at", "digest"}
    shown = (
        [row["labels"], sorted((k, v) for k, v in row["row"].items() if k not in hidden)]
        for row in nodes
    )
    drawn = ([row["one"], row["type"], row["other"], sorted(row["row"].items())] for row in edges)
    return {json.dumps(row) for row in shown}, {json.dumps(row) for row in drawn}


def test_the_cypher_script_makes_the_same_graph(
    desk: Desk, session_store: Store, dossiers: list[Path]
) -> None:
    """Everything is exported, the store emptied, the script run, and the graphs compared."""
    texts = [exported(desk, "cypher"), exported(desk, "cypher", group="structure")]
    nodes, edges = snapshot(session_store)
    empty(session_store)
    try:
        for text in texts:
            for statement in statements(text):
                with session_store.session("WRITE") as session:
                    session.run(statement).consume()
        made, drawn = snapshot(session_store)
        # Listed things that no claim touches are not exported.
        assert made <= nodes
        assert len(nodes - made) <= 2
        assert drawn == edges
    finally:
        empty(session_store)
        load(session_store, dossiers)


def statements(text: str) -> Iterator[str]:
    """The statements of a script; its strings hold no line break."""
    lines = [line for line in text.split("\n") if not line.startswith("//")]
    yield from (part for part in "\n".join(lines).split(";\n") if part.strip())
