"""`parley check` as a curator runs it: once, for a program, and while writing."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from loaders.hints.kinds import KINDS
from loaders.links.outcome import STATES
from tests.api.conftest import run_parley
from tests.loaders.write_dossier import CLAIMS, Rows, changed, write_dossier

ROOT = Path(__file__).parents[3]


def test_a_sound_dossier_ends_with_0_and_its_hints(tmp_path: Path) -> None:
    done = run_parley("check", str(write_dossier(tmp_path)))
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert "one-source (2): claims with one source only" in lines
    assert f"  {tmp_path}/claims.yaml:1: sources: the claim 'c1' rests on 's-one' alone" in lines
    assert lines[-1] == "1 dossier, 2 claims: no errors, 7 hints."


def test_errors_end_with_1_and_stand_on_lines_that_an_editor_can_follow(tmp_path: Path) -> None:
    claims = changed(changed(CLAIMS, "c1", relation="demand"), "c2", said_on="soon")
    folder = write_dossier(tmp_path, tables={"claims": claims})
    done = run_parley("check", str(folder))
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert lines[0].startswith(f"{folder}/claims.yaml:1: relation: there is no relation 'demand'")
    assert lines[1].startswith(f"{folder}/claims.yaml:2: said_on: 'soon' is not a date")
    assert lines[-1] == "2 errors; hints are looked for when there are none."
    said = json.loads(run_parley("check", str(folder), "--json").stdout)
    assert [row["line"] for row in said["errors"]] == [1, 2]


def test_many_hints_of_a_kind_are_cut_unless_asked_for(tmp_path: Path) -> None:
    claims = [{**CLAIMS[0], "id": f"c{number}"} for number in range(8)]
    folder = str(write_dossier(tmp_path, tables={"claims": claims}))
    brief = run_parley("check", folder).stdout.decode()
    assert brief.count("alone\n") == 5
    assert "  and 3 more: --only one-source lists them\n" in brief
    assert run_parley("check", folder, "--all").stdout.decode().count("alone\n") == 8
    only = run_parley("check", folder, "--only", "one-source").stdout.decode()
    assert only.count("alone\n") == 8
    assert only.count("(") == 1
    counts = json.loads(run_parley("check", folder, "--json").stdout)["counts"]
    assert counts["one-source"] == 8


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("check",), 2, "paths"),
        (("check", "/nonexistent"), 1, "/nonexistent: there is nothing here"),
        (("check", "x", "--only", "one-sorce"), 2, "the nearest is 'one-source'"),
    ],
)
def test_what_wrong_use_says(arguments: tuple[str, ...], status: int, says: str) -> None:
    done = run_parley(*arguments)
    assert says.lower() in (done.stdout + done.stderr).decode().lower()
    assert b"Traceback" not in done.stderr
    assert done.returncode == status


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """`parley check --watch` in a process of its own."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from api.cli import main; main()",
            "check",
            "--watch",
            str(folder),
            *options,
        ],
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lines_until(stream: IO[bytes] | None, ends: str) -> list[str]:
    """The lines up to one that ends so."""
    assert stream is not None
    lines = [""]
    while not lines[-1].endswith(ends):
        line = stream.readline().decode()
        assert line, lines
        lines.append(line.rstrip("\n"))
    return lines[1:]


def save(folder: Path, claims: Rows) -> None:
    """Saves the claims as editors do: beside the file, which is then replaced."""
    beside = folder / ".claims.yaml.new"
    beside.write_text("".join(f"- {json.dumps(row)}\n" for row in claims), "utf-8")
    beside.replace(folder / "claims.yaml")


def test_watch_tells_what_each_saving_changes_within_a_moment(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "one")
    with watching(folder) as process:
        lines_until(process.stdout, "7 hints.")
        began = time.monotonic()
        save(folder, changed(CLAIMS, "c1", said_on="soon"))
        [new, *_] = lines_until(process.stdout, "when there are none.")
        assert time.monotonic() - began < 10
        assert new.startswith(f"new: {folder}/claims.yaml:1: said_on: 'soon' is not a date")
        save(folder, CLAIMS)
        [gone, *_] = lines_until(process.stdout, "7 hints.")
        assert gone.startswith(f"gone: {folder}/claims.yaml:1: said_on: 'soon'")
        folder.rename(tmp_path / "away")
        assert "there is nothing here" in lines_until(process.stdout, "none.")[0]
        (tmp_path / "away").rename(folder)
        assert "there is nothing here" in lines_until(process.stdout, "7 hints.")[0]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
        assert process.returncode == 0
        assert (out, err) == (b"", b"")


def test_watch_as_json_gives_a_line_a_check(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "one")
    with watching(folder, "--json") as process:
        assert process.stdout is not None
        first: dict[str, Any] = json.loads(process.stdout.readline())
        assert first["change"] == {"new": [], "gone": []}
        save(folder, [*CLAIMS, {**CLAIMS[1], "id": "c3"}])
        second = json.loads(process.stdout.readline())
        assert [row["kind"] for row in second["change"]["new"]] == ["one-source"]
        assert second["change"]["gone"] == []


def test_every_kind_of_hint_is_documented() -> None:
    text = (ROOT / "docs" / "curating.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)
    assert rows == [*KINDS, *STATES]
