"""Loads in processes of their own: several at once, killed at any moment, stopped and continued."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cypher import named
from graph.store import Store
from loaders.load import load
from tests.loaders.test_load import check_sound, claims, direct_edges, standing
from tests.loaders.write_dossier import CLAIMS, write_dossier

LOADERS = 16
PROGRAM = """
import sys
from pathlib import Path
from graph.store import StoreSettings, open_store
from loaders import write
from loaders.load import load
write.CLAIMS_AT_ONCE = int(sys.argv[2])
with open_store(StoreSettings(), writable=True) as store:
    print("ready", flush=True)
    print(load(store, [Path(sys.argv[1])]).release, flush=True)
"""
ROOT = Path(__file__).parents[2]


@contextmanager
def loader(
    dossier: Path, environment: dict[str, str], at_once: int = 5
) -> Iterator[subprocess.Popen[str]]:
    """A process that loads a dossier in small batches; it says when it has opened the store."""
    command = [sys.executable, "-c", PROGRAM, str(dossier), str(at_once)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)


def many_claims(folder: Path, count: int) -> Path:
    """A dossier of `count` claims and the two that its columns make."""
    rows = [{**CLAIMS[0], "id": f"c{number}", "note": str(number)} for number in range(count)]
    return write_dossier(folder, tables={"claims": rows})


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_sixteen_loaders_of_one_dossier_leave_what_one_leaves(
    store: Store, store_environment: dict[str, str], tmp_path: Path
) -> None:
    folder = many_claims(tmp_path, 100)
    command = [sys.executable, "-c", PROGRAM, str(folder), "20"]
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=store_environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(LOADERS)
    ]
    ended = [process.communicate(timeout=240) for process in running]
    assert [error for _, error in ended if error] == []
    releases = sorted(output.split()[-1] for output, _ in ended)
    assert releases == ["1", *["None"] * (LOADERS - 1)]
    assert len(claims(store)) == 102
    check_sound(store)


@pytest.mark.parametrize("moment", range(6))
def test_a_killed_loader_leaves_the_last_release_and_the_next_completes_it(
    store: Store, store_environment: dict[str, str], tmp_path: Path, moment: int
) -> None:
    load(store, [write_dossier(tmp_path)])
    before = standing(store)
    edges = direct_edges(store)
    folder = many_claims(tmp_path, 60)
    with loader(folder, store_environment) as process:
        assert said(process) == "ready"
        time.sleep(0.05 + 0.15 * moment)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    [last] = store.read(named("query/release_at"), known_at="9999")
    if last["number"] == 1:
        assert direct_edges(store) == edges
        visible = store.read(
            named("query/claims_of_dossier"), dossier="harbour", known_at=last["published_at"]
        )
        assert {row["id"]: row["digest"] for row in visible} == before
    began = time.monotonic()
    load(store, [folder])
    assert time.monotonic() - began < 60
    assert len(standing(store)) == 62
    check_sound(store)


def test_a_stopped_loader_writes_nothing_more_when_it_continues(
    store: Store, store_environment: dict[str, str], tmp_path: Path
) -> None:
    folder = many_claims(tmp_path / "many", 400)
    with loader(folder, store_environment, at_once=1) as process:
        assert said(process) == "ready"
        while not claims(store):
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(5)
        other = load(store, [write_dossier(tmp_path / "other", "other")])
        after = claims(store)
        os.kill(process.pid, signal.SIGCONT)
        _, errors = process.communicate(timeout=60)
    assert other.release == 1
    assert process.returncode == 1
    assert "LeaseLost" in errors
    assert claims(store) == after
    assert {row["dossier"] for row in after.values()} == {"other"}
    check_sound(store)
