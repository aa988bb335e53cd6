"""`parley export --as` and `parley new-dossier` as a person meets them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from loaders.giving import WRITERS
from tests.api.conftest import run_parley
from tests.loaders.giving.staged import content_of
from tests.loaders.write_dossier import write_dossier


@pytest.mark.parametrize("name", WRITERS)
def test_a_new_dossier_is_sound_and_comes_with_the_vocabulary(tmp_path: Path, name: str) -> None:
    for folder, flags in (("empty", ()), ("Full one", ("--example", "--title", "The ferry"))):
        done = run_parley("new-dossier", str(tmp_path / folder), "--as", name, *flags)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "speaks_for" in (tmp_path / folder / "vocabulary.md").read_text("utf-8")
    assert content_of(tmp_path / "empty")["claims"] == {}
    full = content_of(tmp_path / "Full one")
    assert full["head"]["id"] == "full-one"
    assert full["head"]["title"] == "The ferry"
    assert len(full["claims"]) == 11


def test_the_command_that_comes_next_can_be_copied(tmp_path: Path) -> None:
    """A folder with a blank in its name is one word of it; its id keeps the letters."""
    folder = tmp_path / "Pêche & ferry"
    said = run_parley("new-dossier", str(folder)).stdout.decode()
    command = said.partition("`")[2].partition("`")[0]
    assert shlex.split(command) == ["parley", "load", str(folder), "--dry-run"]
    assert content_of(folder)["head"]["id"] == "peche-ferry"


def test_json_says_what_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "ferry"
    done = run_parley("new-dossier", str(folder), "--as", "xlsx", "--example", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(content_of(folder)["claims"]) == 7 + 4  # with those of structure
    assert json.loads(done.stdout) == {
        "dossier": "ferry",
        "format": "xlsx",
        "folder": str(folder),
        "files": ["dossier.xlsx", "dossier.yaml", "vocabulary.md"],
        "counts": {
            "parties": 4,
            "assets": 2,
            "demands": 2,
            "events": 1,
            "sources": 2,
            "claims": 7,
        },
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("new-dossier", "HERE"), "folder: HERE is not empty: give a new folder"),
        (("new-dossier", "HERE/x", "--as", "ods"), "as: 'ods' is none of yaml, csv, jsonl"),
        (("new-dossier", "HERE/x", "--id", "No id"), "id: 'No id' is no id: use small letters"),
        (("export",), "format: say --format json, csv, graphml, gexf, jsonld or cypher; or, to"),
        (
            ("export", "--format", "csv", "--json"),
            "json: says what was written: it goes with --out",
        ),
        (("export", "HERE/x"), "as: say both: --as yaml, csv, jsonl, parquet or xlsx, and a fold"),
        (("export", "HERE/x", "--as", "csv"), "dossier: say which dossier: --dossier ID"),
        (
            ("export", "HERE/x", "--as", "csv", "--dossier", "d", "--party", "p"),
            "party: does not go with --as: a dossier is given back whole",
        ),
        (
            ("export", "HERE/x", "--as", "csv", "--dossier", "d", "--output", "f"),
            "output: does not go with --as",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_said(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    (tmp_path / "kept").write_text("kept", "utf-8")
    here = [word.replace("HERE", str(tmp_path)) for word in arguments]
    done = run_parley(*here, PARLEY_STORE=str(tmp_path / "store"))
    assert says.replace("HERE", str(tmp_path)) in done.stderr.decode()
    assert done.returncode == 2
    assert not (tmp_path / "x").exists()


@pytest.mark.engines("embedded", "neo4j-2026")
def test_a_dossier_is_given_back_and_loads_again(
    store_environment: dict[str, str], tmp_path: Path
) -> None:
    given = write_dossier(tmp_path / "given")
    run_parley("load", str(given), **store_environment)
    back = tmp_path / "deep" / "back"
    options = ("--dossier", "harbour", "--as", "xlsx")
    done = run_parley("export", *options, str(back), **store_environment)
    assert (done.returncode, done.stderr.decode()) == (0, f"written to {back}\n")
    assert content_of(back) == content_of(given)
    told = run_parley("export", *options, "--json", f"{back}-2", **store_environment)
    assert (told.returncode, told.stderr) == (0, b"")
    counts = {"parties": 2, "assets": 1, "demands": 2, "events": 1, "sources": 1, "claims": 2}
    assert json.loads(told.stdout) == {
        "dossier": "harbour",
        "format": "xlsx",
        "folder": f"{back}-2",
        "files": ["dossier.xlsx", "dossier.yaml"],
        "counts": counts,
    }
    file = tmp_path / "claims.csv"
    told = run_parley(
        *("export", "--format", "csv", "--output", str(file), "--json"), **store_environment
    )
    assert json.loads(told.stdout) == {
        "format": "csv",
        "output": str(file),
        "bytes": file.stat().st_size,
    }
    done = run_parley("load", str(back), **store_environment)
    assert b"Nothing has changed since the last load." in done.stdout
    done = run_parley(
        "export", "--dossier", "harbor", "--as", "csv", str(tmp_path / "x"), **store_environment
    )
    assert done.returncode == 3
    assert "there is no dossier 'harbor'; there is harbour" in done.stderr.decode()
