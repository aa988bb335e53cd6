"""Loaders that are killed at any instant, and many of them at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from cypher import named
from graph.store import Store
from loaders.load import load
from stress.conftest import Tell
from tests.loaders.test_load import check_sound, claims, direct_edges, standing
from tests.loaders.test_load_processes import loader, many_claims
from tests.loaders.write_dossier import CLAIMS, write_dossier

KILLS = int(os.environ.get("PARLEY_KILLS", "200"))
SIZE = 40
ROOT = Path(__file__).parents[1]
# Loads in forks of a process that has imported all, so that a kill costs no start of Python's.
PROGRAM = """
import os, sys
from pathlib import Path
from graph.store import StoreSettings, open_store
from loaders import write
from loaders.load import load
write.CLAIMS_AT_ONCE = 5
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        with open_store(StoreSettings(), writable=True) as store:
            print("ready", flush=True)
            load(store, [Path(line.strip())])
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("over", flush=True)
"""


class Loaders:
    """Processes that load, one after the other."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def begin(self, folder: Path) -> int:
        """Begins a load and returns its process's id as soon as it has opened the store."""
        assert self._parent.stdin is not None
        self._parent.stdin.write(f"{folder}\n")
        self._parent.stdin.flush()
        child = int(self._said())
        assert self._said() == "ready"
        return child

    def await_end(self) -> None:
        """Waits until the process is gone."""
        assert self._said() == "over"

    def close(self) -> None:
        """Begins no more."""
        self._parent.communicate(timeout=60)

    def _said(self) -> str:
        assert self._parent.stdout is not None
        return self._parent.stdout.readline().strip()


def states(folder: Path) -> list[Path]:
    """Two states of one dossier, which have no claim in common."""
    rows = [
        [{**CLAIMS[0], "id": f"c{number}", "note": f"{state} {number}"} for number in range(SIZE)]
        for state in ("odd", "even")
    ]
    return [
        write_dossier(folder / str(number), tables={"claims": part})
        for number, part in enumerate(rows)
    ]


def duration(loaders: Loaders, folder: Path) -> float:
    """How long a load in a process of its own takes, from the moment it has opened the store."""
    loaders.begin(folder)
    began = time.monotonic()
    loaders.await_end()
    return time.monotonic() - began


def test_a_loader_killed_at_any_instant(
    store: Store, store_environment: dict[str, str], tmp_path: Path, tell: Tell
) -> None:
    folders = states(tmp_path)
    load(store, [folders[0]])
    loaders = Loaders(store_environment)
    within = max(duration(loaders, folders[number % 2]) for number in (1, 2, 3))
    ends: Counter[str] = Counter()
    slowest = 0.0
    chance = random.Random(KILLS)
    while ends.total() < KILLS:
        [before] = store.read(named("query/release_at"), known_at="9999")
        stood = standing(store)
        # the state that stands changes with every release, so that each load has all to do
        folder = folders[before["number"] % 2]
        process = loaders.begin(folder)
        time.sleep(chance.uniform(0, within))
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:  # it had ended: another is killed instead, and sooner
            loaders.await_end()
            within *= 0.95
            continue
        loaders.await_end()
        within *= 1.01
        [after] = store.read(named("query/release_at"), known_at="9999")
        assert after["number"] - before["number"] in (0, 1)
        ends["published" if after["number"] > before["number"] else "not published"] += 1
        if after["number"] == before["number"]:
            check_unchanged(store, after["published_at"], stood)
        began = time.monotonic()
        load(store, [folder])
        slowest = max(slowest, time.monotonic() - began)
        assert store.read(named("query/release_at"), known_at="9999")[0]["number"] == (
            before["number"] + 1
        )
        check_sound(store)
        assert len(standing(store)) == SIZE + 2
    loaders.close()
    assert ends["not published"] > KILLS // 3
    tell(
        f"a loader killed at {KILLS} instants",
        "the last release whole; run again, it completes",
        f"{ends['not published']} before publication, {ends['published']} after it; all whole, all "
        f"completed, in {slowest:.1f} s at most",
    )


def check_unchanged(store: Store, published_at: str, stood: dict[str, str]) -> None:
    """Readers see what the last release had, and plain Cypher its direct edges."""
    visible = store.read(named("query/claims_of_dossier"), dossier="harbour", known_at=published_at)
    assert {row["id"]: row["digest"] for row in visible} == stood
    assert direct_edges(store) == sorted(row["uid"] for row in visible)


def test_sixteen_loaders_at_once_again_and_again(
    store: Store, store_environment: dict[str, str], tmp_path: Path, tell: Tell
) -> None:
    rounds = 5
    for number in range(1, rounds + 1):
        folder = many_claims(tmp_path / str(number), 50 + number)
        running = [loader(folder, store_environment, at_once=20) for _ in range(16)]
        processes = [one.__enter__() for one in running]
        ended = [process.communicate(timeout=300) for process in processes]
        for one in running:
            one.__exit__(None, None, None)
        assert [error for _, error in ended if error] == []
        said_by_all = sorted(output.split()[-1] for output, _ in ended)
        assert said_by_all == sorted([str(number), *["None"] * 15])
        assert len(standing(store)) == 52 + number
        check_sound(store)
    uids = claims(store)
    tell(
        f"sixteen loaders of one dossier at once, {rounds} times",
        "what one leaves: one release each, no claim twice",
        f"{rounds} releases, {len(uids)} claims on record, as one loader leaves",
    )
