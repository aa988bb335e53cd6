"""What Parley is shipped with, and under which licences: `docs/licences.md`, from the lock.

`python requirements/licences.py` writes the page; a test holds that it is up to date and that no
package of the runtime is under a GPL.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.txt"
PAGE = ROOT / "docs" / "licences.md"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\]+)", re.MULTILINE)
# As SPDX writes what packages say in words of their own.
_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "ISC license": "ISC",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}

_HEAD = (
    "# Licences\n\n"
    "Parley is under the Apache License 2.0. It rests at run time on the packages below, each as "
    "it says of itself; `make licences` writes this page from `requirements/run.txt`. A test holds "
    "that none of them is under a GPL.\n\n"
    "`arcadedb-embedded` carries a Java runtime (OpenJDK, GPL-2.0 with the Classpath Exception), "
    "which is run as a program of its own and linked with nothing of Parley's, and Java libraries "
    "under permissive licences and EPL-2.0. With `PARLEY_NEO4J_URI` it is not used. Neo4j itself "
    "(GPL-3.0 in its Community edition) is no part of Parley: it is a server that Parley talks to. "
    "What only developers need (`requirements/dev.txt`) is not shipped.\n\n"
    "| package | version | licence |\n|---|---|---|\n"
)


@dataclass(frozen=True)
class Package:
    """One package of the lock."""

    name: str
    version: str
    licence: str


def packages(lock: Path = LOCK) -> Iterator[Package]:
    """The packages of a lock with what they say of their licences; they must be installed."""
    for name, version in _PINNED.findall(lock.read_text("utf-8")):
        yield Package(name, version, licence_of(metadata.metadata(name)))


def licence_of(said: metadata.PackageMetadata) -> str:
    """The licence that a package names: as an expression, by classifiers, or in words."""
    expression = said.get("License-Expression")
    if expression:
        return expression
    classifiers = [
        row.rpartition(" :: ")[2]
        for row in said.get_all("Classifier") or []
        if row.startswith("License :: ") and row != "License :: OSI Approved"
    ]
    words = (said.get("License") or "").strip().partition("\n")[0].strip()
    found = classifiers or [words]
    return " AND ".join(sorted({_WORDS.get(row, row) for row in found})) or "unknown"


def page() -> str:
    """The whole page."""
    rows = (f"| {row.name} | {row.version} | {row.licence} |\n" for row in packages())
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write(f"written to {PAGE.relative_to(ROOT)}\n")
