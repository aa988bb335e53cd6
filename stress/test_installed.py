"""The image by hand: the Dockerfile's own commands in an empty folder, then the compose steps."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from stress.conftest import Tell
from tests.support.containers import ROOT, ByHand, of
from tests.test_containers import bring_up, check_served

USER = "10001"


def installed(folder: Path) -> Path:
    """What the build stage makes, in a folder: its COPY and RUN instructions, one by one."""
    build, app = folder / "build", folder / "app"
    build.mkdir()
    for value in of("COPY"):
        if value.startswith("--from"):
            break
        *sources, goal = value.split()
        for source in sources:
            place = build if goal == "./" else build / goal
            (place if goal == "./" else place.parent).mkdir(parents=True, exist_ok=True)
            target = place / source if goal == "./" else place
            whole = ROOT / source
            ignored = shutil.ignore_patterns("__pycache__")
            if whole.is_dir():
                shutil.copytree(whole, target, ignore=ignored)
            else:
                shutil.copy(whole, target)
    commands = [row for row in of("RUN") if "useradd" not in row]
    for command in commands:
        words = re.sub(r"(?<![\w./])/app", str(app), command)
        words = re.sub(r"\bpython -m venv", f"{sys.executable} -m venv", words)
        subprocess.run(["sh", "-euc", words], cwd=build, check=True)
    shutil.rmtree(build)
    return app


def is_open(path: Path) -> bool:
    """Whether every user may reach a file."""
    return all(place.stat().st_mode & 0o001 for place in path.resolve().parents)


def test_the_image_by_hand(tmp_path: Path, tell: Tell) -> None:
    # pytest's own folder is for its owner alone; another user has to reach this one
    folder = Path("/tmp") / f"parley-image-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        app = installed(folder)
        shutil.copy(ROOT / "containers" / "make_secret.py", app / "make_secret.py")
        shutil.copytree(ROOT / "loaders" / "dossiers", folder / "dossiers")
        assert not list(app.rglob("javac"))
        assert not (app / "bin" / "pip").exists()
        work = folder / "work"
        for place in (work / "secret", work / "data", work / "neo4j"):
            place.mkdir(parents=True)
        places = {
            "/app": str(app),
            "/dossiers": str(folder / "dossiers"),
            "/secret": str(work / "secret"),
            "/data": str(work / "data"),
            "0.0.0.0": "127.0.0.1",
        }
        be: tuple[str, ...] = ()
        # Another user can be taken where one may, and where Python lies in a folder open to it.
        if os.geteuid() == 0 and is_open(app / "bin" / "python"):
            for place in (work / "secret", work / "data"):
                os.chown(place, int(USER), int(USER))
            be = ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups")
        hand = ByHand(work, app / "bin" / "python", (str(app / "bin" / "parley"),), places, be)
        bring_up(hand)
        check_served(hand, "embedded")
        size = sum(path.stat().st_size for path in app.rglob("*") if path.is_file())
        tell(
            "the Dockerfile's commands in an empty folder, then each compose step",
            "secret, Neo4j healthy, load, API healthy and answering; the embedded profile too",
            f"all of it, as {'the user ' + USER if be else 'this user'}; /app has "
            f"{size / 2**20:,.0f} MiB, without pip and javac",
        )
    finally:
        shutil.rmtree(folder)
