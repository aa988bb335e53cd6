"""A store on a small file system that fills up, and one that turns read-only.

    unshare --mount python -m stress.full_disk ENGINE FOLDER

mounts a small file system at FOLDER, which only this process and its children see, and prints what
it saw as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from cypher import named
from graph.desk import Desk
from graph.errors import ParleyError
from graph.questions import PositionsQuestion
from graph.store import Store, StoreSettings, open_store
from loaders.archive import Backup
from loaders.load import load
from stress.own_store import own_store
from tests.loaders.test_load import check_sound
from tests.loaders.test_load_processes import many_claims
from tests.loaders.write_dossier import write_dossier

SIZES = {"embedded": 96, "neo4j-2026": 256}
LEFT = 2 << 20
LARGE = 30_000
DAY = "2030-03-01"


def main() -> None:
    """Fills the disk in the middle of a load, makes room again, and goes on."""
    engine, folder = sys.argv[1], Path(sys.argv[2])
    size = f"size={SIZES[engine]}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(folder)], check=True)
    outside = folder.parent
    seen: dict[str, object] = {}
    with own_store(engine, folder) as own:
        with open_store(own.settings, writable=True) as store:
            load(store, [write_dossier(outside / "small")])
            before = positions(store)
            ballast = fill(folder)
            seen |= failed(store, many_claims(outside / "large", LARGE))
            seen["readers"] = answered(store, before)
            ballast.unlink()
            if engine != "embedded":
                # Neo4j closes a database whose log could not be written, until it is restarted.
                own.kill()
                own.come_back()
            [last] = store.read(named("query/release_at"), known_at="9999")
            seen["release"] = last["number"]
            assert positions(store) == before
            seen["again"] = load(store, [many_claims(outside / "next", 300)]).release
            check_sound(store)
            with Backup(store) as made:
                seen["backup"] = sum(len(piece) for piece in made.pieces()) > 0
        if engine == "embedded":
            seen["read_only"] = read_only(folder, own.settings.store or folder)
    print(json.dumps(seen))


def positions(store: Store) -> object:
    """What readers see, of one day."""
    question = PositionsQuestion.model_validate({"as_of": DAY})
    return json.loads(json.dumps(Desk(store).positions(question)["items"]))


def answered(store: Store, before: object) -> str:
    """How readers fare while the disk is full: answered as before, or an error's slug."""
    try:
        return "answered" if positions(store) == before else "answered otherwise"
    except ParleyError as error:
        return error.slug


def fill(folder: Path) -> Path:
    """Fills a file system but for little."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        free = free_bytes(folder)
        while free > LEFT:
            file.write(bytes(min(1 << 20, free - LEFT)))
            free = free_bytes(folder)
    return ballast


def free_bytes(folder: Path) -> int:
    """How much room a file system has left."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def failed(store: Store, folder: Path) -> dict[str, object]:
    """How a load ends that there is no room for."""
    began = time.monotonic()
    try:
        load(store, [folder])
    except ParleyError as error:
        return {"slug": error.slug, "message": error.message, "s": time.monotonic() - began}
    return {"slug": "published"}


def read_only(mount: Path, folder: Path) -> str:
    """What opening a store says whose file system is read-only."""
    for _ in range(100):
        ended = subprocess.run(
            ["mount", "-o", "remount,ro", str(mount)], check=False, capture_output=True
        )
        if ended.returncode == 0:
            break
        time.sleep(0.2)
    else:
        return "could not be made read-only"
    try:
        open_store(StoreSettings(store=folder), writable=True).close()
    except ParleyError as error:
        return f"{error.slug}: {error.message}"
    return "opened"


if __name__ == "__main__":
    main()
