"""Neo4j's jars for the tests: fetched by Maven, kept in a cache folder, whole or not there.

`python -m tests.support.jars` fetches what is missing and repairs what is damaged. It needs
nothing but the standard library and `mvn`.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSIONS = ("5.26.30", "2026.09.0")
POM = Path(__file__).resolve().parent.parent / "neo4j" / "pom.xml"
MANIFEST = "manifest.json"


class JarsMissing(Exception):
    """The jars are not there, not whole, or could not be fetched; the message says what to do."""


def cache_folder() -> Path:
    """Return where the jars of all versions are kept: PARLEY_CACHE, or the user's cache folder."""
    if chosen := os.environ.get("PARLEY_CACHE"):
        return Path(chosen).expanduser().resolve() / "neo4j"
    user_cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(user_cache) / "parley" / "neo4j"


def jar_folder(version: str, *, thorough: bool = False) -> Path:
    """Return the folder with exactly the jars of `version`.

    Names and sizes are compared with the manifest; `thorough` compares contents too.
    Raises `JarsMissing` if any jar is missing, cut short or not of this version.
    """
    home = cache_folder() / version
    wrong = _what_is_wrong(home, thorough=thorough)
    if wrong:
        raise JarsMissing(
            f"Neo4j {version} for the tests is not in {home}: {wrong}. "
            "Run `make test`, or only `python -m tests.support.jars` (it needs `mvn`)."
        )
    return home / "lib"


def fetch(version: str) -> Path:
    """Make the jars of `version` whole, by Maven where they are not; return their folder."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    with _alone():
        if _what_is_wrong(cache_folder() / version, thorough=True):
            _download(version)
    return jar_folder(version)


def _what_is_wrong(home: Path, *, thorough: bool) -> str:
    """Return the first difference between the folder and its manifest, or an empty string."""
    try:
        expected = json.loads((home / MANIFEST).read_text("utf-8"))
        found = {jar.name: jar for jar in (home / "lib").iterdir()}
    except (OSError, ValueError):
        return "nothing was fetched yet"
    if not isinstance(expected, dict) or expected.get("pom") != _digest(POM):
        return "it was fetched for another pom.xml"
    if different := sorted(expected["jars"].keys() ^ found.keys()):
        return f"{different[0]} is missing or does not belong there"
    for name, (size, digest) in expected["jars"].items():
        if found[name].stat().st_size != size:
            return f"{name} has the wrong size"
        if thorough and _digest(found[name]) != digest:
            return f"{name} is damaged"
    return ""


def _download(version: str) -> None:
    """Fetch into a folder beside the final one and rename it, so that a half is never seen."""
    _drop_leftovers()
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=cache_folder()))
    try:
        _run_maven(version, partial / "lib")
        jars = {jar.name: (jar.stat().st_size, _digest(jar)) for jar in (partial / "lib").iterdir()}
        if not {f"neo4j-{version}.jar", f"neo4j-server-{version}.jar"} <= jars.keys():
            raise JarsMissing(f"Maven brought no Neo4j server {version}, only other jars.")
        manifest = {"pom": _digest(POM), "jars": jars}
        (partial / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        shutil.rmtree(cache_folder() / version, ignore_errors=True)
        partial.rename(cache_folder() / version)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _run_maven(version: str, library: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise JarsMissing("`mvn` is not installed: on Debian, `apt-get install maven`.")
    command = [maven, "-q", "-B", "-f", str(POM), f"-Dneo4j.version={version}"]
    command += ["dependency:copy-dependencies", "-DincludeTypes=jar", "-DincludeScope=runtime"]
    command += [f"-DoutputDirectory={library}"]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode or not library.is_dir():
        last_words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise JarsMissing(f"Maven could not fetch Neo4j {version}:\n{last_words}")


def _drop_leftovers() -> None:
    """Remove what fetches left that were killed; the lock makes sure that none is under way."""
    for leftover in cache_folder().glob(".partial-*"):
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time change the cache; the others wait and then find it whole."""
    with (cache_folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def main() -> int:
    """Fetch every version; return the exit status."""
    for version in VERSIONS:
        try:
            folder = fetch(version)
        except (JarsMissing, OSError) as problem:
            sys.stderr.write(f"{problem}\n")
            return 1
        sys.stdout.write(f"Neo4j {version}: {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
