"""Makes the database's password at the first start, or takes the one that was given.

`python make_secret.py FOLDER` leaves two files there, each for its owner alone: `neo4j_auth`, as
Neo4j's image reads it, and `password`, as Parley does. What is there already stays. Standard
library only.
"""

import os
import secrets
import sys
from pathlib import Path

GIVEN = "PARLEY_NEO4J_PASSWORD"
SHORTEST = 8


def main() -> None:
    """Write both files, unless they are there."""
    folder = Path(sys.argv[1])
    given = os.environ.get(GIVEN, "")
    if given and len(given) < SHORTEST:
        sys.exit(f"{GIVEN} is shorter than {SHORTEST} characters, which Neo4j refuses")
    kept = _read(folder / "password")
    if kept and given and kept != given:
        sys.exit(
            f"{GIVEN} is not the password that the database was made with: change it there first, "
            "or leave the variable out"
        )
    password = kept or given or secrets.token_urlsafe(24)
    _write(folder / "neo4j_auth", f"neo4j/{password}")
    _write(folder / "password", password)


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _write(path: Path, content: str) -> None:
    """A file that is whole or not there, for its owner alone."""
    waiting = path.with_suffix(".new")
    waiting.unlink(missing_ok=True)
    handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
    waiting.replace(path)


if __name__ == "__main__":
    main()
