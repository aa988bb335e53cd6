"""One dossier in five formats: the same things, claims and digests, whatever its cells hold."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import BadParameter
from graph.store import Store
from loaders.giving import WRITERS, give_back
from loaders.giving.gather import gather
from loaders.load import load
from loaders.rows import complaint_about_text
from loaders.staging import Staging
from tests.loaders.giving.staged import content_of, written
from tests.loaders.write_dossier import CLAIMS, TABLES, changed, write_dossier

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

FORMATS = tuple(WRITERS)
HARBOUR = Path(__file__).parents[2] / "dossiers" / "harbour"

# What spreadsheets run, trim, take for dates, numbers and booleans; what XML and YAML cannot hold.
HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "'", "\t=1", "|cmd", "=HYPERLINK(1)", "%0A"),
    *(
        "\uff1d1",
        "2014",
        "3-4",
        "1/2",
        "45734",
        "1e3",
        "007",
        "TRUE",
        "false",
        "null",
        "~",
        "NaN",
        "#REF!",
    ),
    *("_x000D_", "_x005F_", "a_x0041_b", "a\rb", "a\r\nb", "a\nb", '"', "''", "a;b", "; ", "@"),
    *("a @ b", "[", '["a"]', "[a]", "{", ": x", "- a", "# a", "&a", "*a", "!!x", "<<", "%YAML"),
    *("\ufffe", "\uffff", "\u2028", "\x85", "\xa0x", "\ufeffx", "\U0001f54a", "e\u0301", "sep=;"),
    *("a,b", "a\tb", "</t>", "&amp;", "<!--", "]]>", "\u202e", "x" * 5_000),
)
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map("".join),
).filter(lambda text: bool(text.strip()) and not complaint_about_text(text))


@st.composite
def rows(draw: st.DrawFn) -> tuple[dict[str, Any], ...]:
    """A party, an asset, a demand and a claim that hold anything."""
    party = {"name": draw(texts), "aliases": draw(st.lists(texts, max_size=3))}
    asset = {
        "name": draw(texts),
        "latitude": str(draw(st.floats(-90, 90))),
        "note": draw(st.none() | texts),
    }
    demand = {
        "text": draw(texts),
        "excludes": [{"id": "d-shut", "because": draw(texts)}],
    }
    part = st.fixed_dictionaries(
        {"id": st.just("s-one")}, optional={"locator": texts, "quote": texts}
    )
    claim = {
        "subject": "aster",
        "paraphrase": draw(texts),
        "condition": draw(st.none() | texts),
        "reported_by": draw(st.none() | texts),
        "sources": draw(st.lists(part, min_size=1, max_size=3)),
        "said_on": draw(st.sampled_from(["2014", "2014-03", "2014-03-18", "1905-07-06"])),
    }
    return party, asset, demand, claim


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows())
@example(
    (
        {"name": "=1+1", "aliases": ["a;b", "[", "'=x"]},
        {"name": "x", "latitude": "-12.345678901234567", "note": "_x000D_\r"},
        {"text": "+1", "excludes": [{"id": "d-shut", "because": "a: b; c"}]},
        {
            "subject": "aster",
            "paraphrase": "'=1",
            "said_on": "2014",
            "sources": [{"id": "s-one", "locator": "a @ b; c", "quote": "q"}],
        },
    )
)
def test_what_is_given_back_loads_again_without_a_change(
    tmp_path: Path, hostile: tuple[dict[str, Any], ...]
) -> None:
    rmtree(tmp_path)
    party, asset, demand, claim = hostile
    tables = {
        "parties": [
            {"id": "aster", "kind": "state", **party},
            {"id": "basil", "name": "B", "kind": "state"},
        ],
        "assets": [{"id": "a-pier", "kind": "facility", **asset}],
        "demands": [{"id": "d-open", **demand}, {"id": "d-shut", "text": "S"}],
        "claims": changed(CLAIMS, "c1", **claim),
    }
    folder = write_dossier(tmp_path / "given")
    for table, content in {**TABLES, **tables}.items():
        (folder / f"{table}.yaml").unlink()
        # JSON writes down what YAML does not take as it is.
        lines = "".join(f"{json.dumps(row)}\n" for row in content)
        (folder / f"{table}.jsonl").write_text(lines, "utf-8")
    for name in FORMATS:
        wanted = written(folder, tmp_path / name, name)
        assert content_of(tmp_path / name) == wanted, name


@pytest.mark.parametrize("name", FORMATS)
def test_every_field_of_the_invented_dossier_comes_back(tmp_path: Path, name: str) -> None:
    wanted = written(HARBOUR, tmp_path / name, name)
    assert content_of(tmp_path / name) == wanted
    assert content_of(HARBOUR) == wanted


def test_the_shipped_dossiers_in_five_formats_are_the_release_that_is_there(
    store: Store, shipped: list[Path], tmp_path: Path
) -> None:
    load(store, shipped)
    for name in FORMATS:
        folders = []
        for path in shipped:
            with Staging() as staging:
                folder = tmp_path / name / path.name
                give_back(gather(store, path.name, staging), folder, name)
            folders.append(folder)
            assert content_of(folder) == content_of(path), (name, path.name)
        summary = load(store, folders)
        assert summary.release is None, (name, summary.lines())
        assert all(row.unchanged and not row.added for row in summary.dossiers.values())


def test_tables_of_one_dossier_may_differ_in_format(tmp_path: Path) -> None:
    mixed = tmp_path / "mixed"
    for name, tables in (
        ("yaml", ["dossier", "parties"]),
        ("csv", ["assets", "demands"]),
        ("jsonl", ["events"]),
        ("parquet", ["sources", "claims"]),
    ):
        written(HARBOUR, tmp_path / name, name)
        mixed.mkdir(exist_ok=True)
        for table in tables:
            suffix = "yaml" if table == "dossier" else name
            (tmp_path / name / f"{table}.{suffix}").rename(mixed / f"{table}.{suffix}")
    assert content_of(mixed) == content_of(HARBOUR)


def test_a_text_that_no_cell_of_a_sheet_holds_is_refused_with_its_place(tmp_path: Path) -> None:
    long = changed(CLAIMS, "c1", paraphrase="x" * 32_768)
    folder = write_dossier(tmp_path / "given", tables={"claims": long})
    with pytest.raises(BadParameter, match=r"claims: c1: paraphrase has more than the 32,767"):
        written(folder, tmp_path / "sheet", "xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "given")
    before = sorted(folder.iterdir())
    with pytest.raises(BadParameter, match="is not empty: give a new folder"):
        written(folder, folder, "csv")
    with pytest.raises(BadParameter, match="is a file"):
        written(folder, folder / "claims.yaml", "csv")
    with pytest.raises(BadParameter, match="'ods' is none of yaml, csv, jsonl, parquet, xlsx"):
        written(folder, tmp_path / "new", "ods")
    assert sorted(folder.iterdir()) == before
    (tmp_path / "empty").mkdir()
    written(folder, tmp_path / "empty", "csv")
