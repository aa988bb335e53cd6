"""The command line as a person meets it: help, mistakes, a taken port, Ctrl-C."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tests.api.conftest import run_parley
from tests.loaders.write_dossier import CLAIMS, changed, write_dossier

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ((), 2, "Usage: parley"),
        (("--help",), 0, "Who demands, offers, accepts, rejects or considers what."),
        (("--version",), 0, "parley 0."),
        (("positions", "--help"), 0, "--said-before"),
        (("nothing",), 2, "No such command 'nothing'"),
        (("positions", "--partie", "x"), 2, "No such option: --partie"),
        (("positions", "--as-of", "2025-13-01"), 2, "as_of: '2025-13-01' is not a date"),
        (("positions", "--as-of", "today"), 2, "as_of: 'today' is not a day: write it like 2025-"),
        (("search", "ceasefire"), 2, "(ceasefire): words to look for are given with --q"),
        (("search", "ceasefire"), 2, "See `parley search --help`."),
        (("event",), 2, "Missing argument 'name'"),
        (("serve", "--port", "x"), 2, "'--port': Input should be a valid integer"),
        (("parties",), 0, "nothing is loaded yet: load a dossier with `parley load PATH`, or"),
        (("positions", "--limit", "0"), 2, "limit: input should be greater than or equal to 1"),
        (("cypher", "RETURN 1", "--param", "x"), 2, "param: 'x' is not name=value"),
        (("cypher", "RETURN 1", "--format", "xml"), 2, "'xml' is none of table, csv, json"),
        (("load",), 2, "paths: name the folder of a dossier, or say --shipped"),
        (("load", "/nonexistent"), 1, "there is nothing here: give the folder of a dossier"),
        (("serve", "--host", "0.0.0.0"), 5, "can be reached from other machines"),
        (("serve", "--host", "192.0.2.1", "--public"), 5, "is no address of this machine"),
        (("serve", "--port", "99999"), 5, "PARLEY_PORT"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_a_command_says(
    tmp_path: Path, arguments: tuple[str, ...], status: int, says: str
) -> None:
    done = run_parley(*arguments, PARLEY_STORE=str(tmp_path / "store"))
    said = (done.stdout + done.stderr).decode()
    assert says in said
    assert "Traceback" not in said
    assert done.returncode == status


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"PARLEY_NEO4J_URI": "http://x", "PARLEY_NEO4J_PASSWORD": "p"}, "it begins with one of"),
        ({"PARLEY_NEO4J_URI": "bolt://127.0.0.1:1"}, "PARLEY_NEO4J_PASSWORD is not: set both"),
        (
            {"PARLEY_NEO4J_URI": "bolt://127.0.0.1:1", "PARLEY_NEO4J_PASSWORD": "p"},
            "Neo4j database at bolt://127.0.0.1:1 does not answer",
        ),
        ({"PARLEY_STORE": "/proc/nothing"}, "cannot be used"),
        ({"PARLEY_STORE": str(ROOT / "docs")}, "is not a store of Parley's"),
        ({"PARLEY_STORE": str(ROOT / "README.md")}, "is a file: set PARLEY_STORE to a folder"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_a_wrong_environment_says(environment: dict[str, str], says: str) -> None:
    done = run_parley("status", **environment)
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.returncode in (4, 5)


def run_with_driver(folder: Path, module: str) -> subprocess.CompletedProcess[bytes]:
    """A command where this stands for the driver."""
    (folder / "neo4j.py").write_text(module, "utf-8")
    return subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", "status"],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder)},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_missing_module_says_what_to_do(tmp_path: Path) -> None:
    done = run_with_driver(tmp_path, "raise ModuleNotFoundError('no', name='neo4j')")
    assert done.returncode == 5
    assert b"the Python module neo4j is missing: run `make run` again" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_interruption_at_the_very_beginning_leaves_no_trace(tmp_path: Path) -> None:
    """While the first modules are still being read, too."""
    done = run_with_driver(tmp_path, "raise KeyboardInterrupt")
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_no_command_waits_for_pandas() -> None:
    """Which is installed with the notebooks; whoever wants it later can import it."""
    script = """
import sys
from api.cli import main
try:
    main()
except SystemExit:
    begun = "pandas" in sys.modules
    import pandas
    print(begun, pandas.DataFrame({"a": [1]}).shape)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, "--version"], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines()[1:] == ["False (1, 1)"]


def test_errors_as_json_are_problems(tmp_path: Path) -> None:
    done = run_parley("positions", "--limit", "0", "--json", PARLEY_STORE=str(tmp_path / "store"))
    problem = json.loads(done.stderr)
    assert (problem["type"], problem["status"]) == ("/problems/bad-parameter", 422)
    assert done.stdout == b""


def test_loading_tells_all_errors_or_what_it_did(
    store_environment: dict[str, str], tmp_path: Path
) -> None:
    broken = changed(changed(CLAIMS, "c1", said_on="soon"), "c2", relation="reject")
    folder = write_dossier(tmp_path, tables={"claims": broken})
    done = run_parley("load", str(folder), **store_environment)
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert lines[0].startswith(f"{folder}/claims.yaml:1: said_on: 'soon' is not a date")
    assert lines[1].startswith(f"{folder}/claims.yaml:2: relation: there is no relation 'reject'")
    assert lines[2] == "parley: nothing was written"
    sound = write_dossier(tmp_path)
    dry = run_parley("load", str(sound), "--dry-run", "--json", **store_environment)
    assert json.loads(dry.stdout)["dossiers"]["harbour"]["added"] == 4
    done = run_parley("load", str(sound), **store_environment)
    assert "Published as release 1" in done.stdout.decode()
    assert "worth a look" in done.stderr.decode()
    again = run_parley("load", str(sound), **store_environment)
    assert "Nothing has changed since the last load." in again.stdout.decode()


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'from api.cli import main; main()' --help | head -1"
    done = subprocess.run(
        ["sh", "-c", command],
        env={"PATH": "/usr/bin:/bin", "PARLEY_STORE": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_taken_port_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_parley("run", PARLEY_PORT=str(port), PARLEY_STORE=str(tmp_path / "store"))
    assert done.returncode == 5
    assert f"port {port} on 127.0.0.1 is taken: end what listens there" in done.stderr.decode()
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_run_serves_the_shipped_dossiers_and_ends_without_a_trace(
    tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "store"
    process = subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "run"],
        env={"PATH": "/usr/bin:/bin", "PARLEY_PORT": "0", "PARLEY_STORE": str(folder)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    address = ""
    while not address:
        line = process.stdout.readline().decode()
        assert line, process.stderr.read().decode() if process.stderr else ""
        address = line.split()[0] if line.startswith("  http") else ""
    base = address.removesuffix("/")
    with urlopen(f"{base}/v1/positions?demand=d-europe-at-table&as_of=2025-03-18") as answer:
        assert json.load(answer)["total"] == 4
    process.send_signal(number)
    said = process.communicate(timeout=30)
    assert b"Traceback" not in said[1]
    until = time.monotonic() + 30
    while users_of(folder) and time.monotonic() < until:
        time.sleep(0.1)
    assert users_of(folder) == []


def users_of(folder: Path) -> list[str]:
    """The processes whose arguments name a folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if any(str(folder) in word for word in words):
            found.append(" ".join(words))
    return found
