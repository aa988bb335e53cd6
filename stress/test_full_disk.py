"""A small real file system that fills up in the middle of a load, or turns read-only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from stress.conftest import Tell

ROOT = Path(__file__).parents[1]


def test_a_full_disk_leaves_the_last_release(engine: str, tmp_path: Path, tell: Tell) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    # Mounting takes root, or a user namespace in which one is.
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    command = [*alone, sys.executable, "-m", "stress.full_disk", engine, str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout.splitlines()[-1])
    assert seen["slug"] in ("store-full", "store-unavailable", "store")
    assert (seen["release"], seen["again"], seen["backup"]) == (1, 2, True)
    tell(
        "the disk full in the middle of a load",
        "an error, the last release whole, and the next load completes once there is room",
        f"{seen['slug']} after {seen['s']:.0f} s; readers meanwhile: {seen['readers']}; then "
        f"release {seen['again']}",
    )
    if engine == "embedded":
        assert seen["readers"] == "answered"
        assert seen["slug"] == "store-full"
        assert seen["read_only"].startswith("setup: ")
        tell("a store on a read-only disk", "a sentence that says so", "setup: Read-only ...")
