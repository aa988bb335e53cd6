"""The schemas take what loading takes, and refuse what it refuses within a row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from graph.vocabulary import VOCABULARY
from loaders.column_notes import COLUMN_NOTES
from loaders.columns import TABLES
from loaders.json_schema import HEAD, SCHEMAS, table_schema
from tests.api.conftest import run_parley
from tests.loaders.test_check import CLAIM_MISTAKES, THING_MISTAKES
from tests.loaders.write_dossier import CLAIMS, changed
from tests.loaders.write_dossier import TABLES as ROWS

HARBOUR = Path(__file__).parents[1] / "dossiers" / "harbour"
# What only the whole dossier, the calendar or the text itself can tell.
BEYOND_A_ROW = (
    *("in this dossier", "called", "may mean", "this must be", "stands already", "circle"),
    *("exclude", "before", "no such day", "the subject itself", "control character", "'91'"),
)
VALIDATORS = {name: Draft202012Validator(table_schema(name)) for name in SCHEMAS}


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: a day is a text, `yes` is a text."""


Yaml12.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in rows if not tag.endswith(("timestamp", "merge"))]
    for sign, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def said_of(table: str, content: Any) -> list[str]:
    """What the schema of a table says of some content."""
    return [error.message for error in VALIDATORS[table].iter_errors(content)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_one_and_describes_every_column(name: str) -> None:
    schema = table_schema(name)
    Draft202012Validator.check_schema(schema)
    row = schema if name == HEAD else schema["items"]
    assert list(row["properties"]) == list(COLUMN_NOTES[name])
    if name != HEAD:
        assert list(row["properties"]) == list(TABLES[name].columns)
    assert all(column["description"] for column in row["properties"].values())


def test_every_shipped_table_fits(shipped: list[Path]) -> None:
    files = [file for folder in (*shipped, HARBOUR) for file in folder.glob("*.yaml")]
    assert len(files) == 19
    for file in files:
        content = yaml.load(file.read_text("utf-8"), Loader=Yaml12)
        assert said_of(file.stem, content) == [], file


@pytest.mark.parametrize(("fields", "says"), CLAIM_MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_within_a_claim_is_refused(fields: dict[str, Any], says: str) -> None:
    rows = changed(CLAIMS, "c1", **fields)
    assert bool(said_of("claims", rows)) != any(words in says for words in BEYOND_A_ROW)


@pytest.mark.parametrize("mistake", THING_MISTAKES, ids=lambda mistake: mistake[3][:40])
def test_a_mistake_within_a_thing_is_refused(
    mistake: tuple[str, str, dict[str, Any], str],
) -> None:
    table, name, fields, says = mistake
    rows = changed(ROWS[table], name, **fields)
    assert bool(said_of(table, rows)) != any(words in says for words in BEYOND_A_ROW)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("claims", "- subject: aster\n"),
        ("claims", "id: c1\n"),
        ("assets", "- {id: a, name: A, kind: water, latitude: 91}\n"),
        ("demands", "- {id: d, text: T, excludes: [{because: x}]}\n"),
        ("demands", "- {id: d, text: T, excludes: [{id: e, reason: x}]}\n"),
        ("sources", "- {id: s, title: T, publishd: 2014}\n"),
        ("sources", "- {id: s, title: T, published: 14}\n"),
        ("sources", "- {id: s, title: ''}\n"),
        ("sources", "- {id: s, title: '  '}\n"),
        ("dossier", "title: T\n"),
        ("dossier", "{id: d, title: T, license: MIT}\n"),
    ],
)
def test_what_an_editor_underlines(table: str, text: str) -> None:
    assert said_of(table, yaml.load(text, Loader=Yaml12))


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("sources", "- {id: s, title: 1984, published: 1984, published_inferred: yes}\n"),
        ("sources", "- {id: s, title: T, published: 2014-03-18, url: , note: ''}\n"),
        ("sources", "- {id: s, title: T, publisher: '  '}\n"),
        ("claims", ""),
        ("events", "- {id: e, name: E, kind: talks, end: , start: }\n"),
        ("demands", "- {id: d, text: T, concerns: a-pier, aliases: [], excludes: 'e: why'}\n"),
    ],
)
def test_what_loading_takes_is_not_underlined(table: str, text: str) -> None:
    assert said_of(table, yaml.load(text, Loader=Yaml12)) == []


def test_the_relations_are_those_of_the_vocabulary_with_their_meaning() -> None:
    relation = table_schema("claims")["items"]["properties"]["relation"]
    assert set(relation["enum"]) == VOCABULARY.relations.keys() - VOCABULARY.names("structure")
    notes = dict(zip(relation["enum"], relation["enumDescriptions"], strict=True))
    assert notes["demands"] == "party demands demand (stance, for)"
    assert notes["affected"] == "event affected asset or party (event)"


@given(st.text(max_size=12))
def test_a_date_that_loading_takes_fits(text: str) -> None:
    rows = [{"id": "s", "title": "T", "published": text}]
    parser = TABLES["sources"].columns["published"]
    try:
        parser(text)
    except ValueError:
        return
    assert said_of("sources", rows) == []


def test_the_command_prints_one_or_all_and_writes_files(tmp_path: Path) -> None:
    one = run_parley("schema", "--table", "claims")
    assert json.loads(one.stdout) == table_schema("claims")
    every = json.loads(run_parley("schema").stdout)
    assert every["$defs"].keys() == set(SCHEMAS)
    done = run_parley("schema", "--output", str(tmp_path / "schemas"))
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {
        f"{name}.schema.json" for name in SCHEMAS
    }
    assert b"# yaml-language-server: $schema=schemas/dossier.schema.json" in done.stderr
    wrong = run_parley("schema", "--table", "claim")
    assert (wrong.returncode, b"the nearest is 'claims'" in wrong.stderr) == (2, True)
    (tmp_path / "file").touch()
    taken = run_parley("schema", "--output", str(tmp_path / "file" / "x"))
    assert (taken.returncode, b"Traceback" in taken.stderr) == (2, False)
