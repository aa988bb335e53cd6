"""`parley agreement` as two coders run it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.api.conftest import run_parley
from tests.loaders.write_dossier import CLAIMS, changed, write_dossier

CODERS = Path(__file__).parents[2] / "dossiers" / "coders"
PAIR = (str(CODERS / "anna"), str(CODERS / "ben"))


def test_text_csv_and_json_tell_the_same() -> None:
    text = run_parley("agreement", *PAIR).stdout.decode()
    assert (
        "stance: 0.875 the same in 8 units, Krippendorff's alpha 0.828, Cohen's kappa 0.818" in text
    )
    assert "      ben: accepts [k03]\n" in text
    rows = list(
        csv.reader(io.StringIO(run_parley("agreement", *PAIR, "--format", "csv").stdout.decode()))
    )
    said = json.loads(run_parley("agreement", *PAIR, "--json").stdout)
    assert rows[0][:5] == ["unit", "kind", "about", "anna", "ben"]
    assert len(rows) - 1 == len(said["disagreements"]) == 6
    for row, disagreement in zip(rows[1:], said["disagreements"], strict=True):
        assert row[:2] == [str(disagreement["unit"]), disagreement["kind"]]
        assert row[4] == (disagreement["values"]["ben"] or "")


def test_no_cell_of_the_list_runs_as_a_formula(tmp_path: Path) -> None:
    one = write_dossier(tmp_path / "one", tables={"claims": CLAIMS[:1]})
    evil = changed(CLAIMS, "c2", paraphrase="=cmd()")
    other = write_dossier(tmp_path / "two", tables={"claims": evil})
    done = run_parley("agreement", str(one), str(other), "--format", "csv")
    [row] = list(csv.reader(io.StringIO(done.stdout.decode())))[1:]
    assert row[4] == "'=cmd()"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ((PAIR[0],), 2, "paths: give the dossiers of two coders"),
        ((PAIR[0], "/nonexistent"), 1, "there is nothing here"),
        ((*PAIR, "--format", "xml"), 2, "'xml' is none of text, csv, json"),
    ],
)
def test_what_wrong_use_says(arguments: tuple[str, ...], status: int, says: str) -> None:
    done = run_parley("agreement", *arguments)
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.returncode == status
