"""Restores that are killed at any instant, and backups while loads go on."""

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
from loaders.archive import Backup, restore
from loaders.load import load
from stress.conftest import Tell
from tests.conftest import empty
from tests.loaders.test_load import check_sound, claims, direct_edges
from tests.loaders.test_load_processes import many_claims

KILLS = 30
ROOT = Path(__file__).parents[1]
PROGRAM = """
import sys
from pathlib import Path
from graph.store import StoreSettings, open_store
from loaders.archive import restore, restoring
restoring.AT_ONCE = 50
with open_store(StoreSettings(), writable=True) as store, Path(sys.argv[1]).open("rb") as file:
    print("ready", flush=True)
    restore(store, file)
"""


def test_a_restore_killed_at_any_instant(
    store: Store, store_environment: dict[str, str], tmp_path: Path, tell: Tell
) -> None:
    load(store, [many_claims(tmp_path, 400)])
    before, edges = claims(store), direct_edges(store)
    file = tmp_path / "backup"
    with Backup(store) as made:
        file.write_bytes(b"".join(made.pieces()))
    empty(store)
    longest = killed(file, store_environment, None)
    ends: Counter[str] = Counter()
    for number in range(KILLS):
        empty(store)
        killed(file, store_environment, random.Random(number).uniform(0, longest * 1.1))
        released = store.read(named("query/release_at"), known_at="9999")
        ends["complete" if released else "empty to readers"] += 1
        if not released:
            with file.open("rb") as opened:
                restore(store, opened)
        assert (claims(store), direct_edges(store)) == (before, edges)
        check_sound(store)
    tell(
        f"a restore killed at {KILLS} instants",
        "an empty store to readers, or all of it; run again, it completes",
        ", ".join(f"{count} {end}" for end, count in sorted(ends.items())) + "; all completed",
    )


def killed(file: Path, environment: dict[str, str], after: float | None) -> float:
    """Restores in a process of its own, which is killed; returns how long it ran."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(file)],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        if after is not None:
            time.sleep(after)
            os.kill(process.pid, signal.SIGKILL)
        process.wait(120)
        return time.monotonic() - began
