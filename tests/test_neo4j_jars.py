"""The cache of Neo4j's jars is whole or not there: each kind of damage is noticed and repaired."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import jars

VERSION = "5.26.30"
MAVEN = """\
#!/bin/sh
for word in "$@"; do case $word in -DoutputDirectory=*) library=${word#*=} ;; esac; done
mkdir -p "$library"
echo server > "$library/neo4j-server-5.26.30.jar"
"""
LAST_JAR = 'echo kernel > "$library/neo4j-5.26.30.jar"\n'


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty cache, with a Maven on the path that brings two small files."""
    monkeypatch.setenv("PARLEY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    _install_maven(tmp_path, MAVEN + LAST_JAR)
    return tmp_path / "cache" / "neo4j"


def _install_maven(folder: Path, script: str) -> None:
    (folder / "mvn").write_text(script, "utf-8")
    (folder / "mvn").chmod(0o755)


def test_nothing_fetched_yet_names_the_command(cache: Path) -> None:
    with pytest.raises(jars.JarsMissing, match="make test"):
        jars.jar_folder(VERSION)


def _cut_short(library: Path) -> None:
    (library / "neo4j-5.26.30.jar").write_text("", "utf-8")


def _change(library: Path) -> None:
    (library / "neo4j-5.26.30.jar").write_text("kernal\n", "utf-8")


def _delete_one(library: Path) -> None:
    (library / "neo4j-5.26.30.jar").unlink()


def _add_one(library: Path) -> None:
    (library / "stray.jar").write_text("another version", "utf-8")


def _spoil_manifest(library: Path) -> None:
    (library.parent / jars.MANIFEST).write_text("{", "utf-8")


@pytest.mark.parametrize("damage", [_cut_short, _change, _delete_one, _add_one, _spoil_manifest])
def test_damage_is_noticed_and_repaired(cache: Path, damage: Callable[[Path], None]) -> None:
    library = jars.fetch(VERSION)
    damage(library)
    with pytest.raises(jars.JarsMissing):
        jars.jar_folder(VERSION, thorough=True)
    jars.fetch(VERSION)
    assert jars.jar_folder(VERSION, thorough=True) == library


def test_a_whole_cache_needs_no_maven(cache: Path, tmp_path: Path) -> None:
    library = jars.fetch(VERSION)
    _install_maven(tmp_path, "#!/bin/sh\nexit 1\n")
    assert jars.fetch(VERSION) == library


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("#!/bin/sh\necho no route to host\nexit 1\n", "no route to host"),
        (MAVEN, "no Neo4j server"),
        (MAVEN + "exit 1\n", "could not fetch"),
    ],
)
def test_a_failed_fetch_leaves_nothing(
    cache: Path, tmp_path: Path, script: str, message: str
) -> None:
    _install_maven(tmp_path, script)
    with pytest.raises(jars.JarsMissing, match=message):
        jars.fetch(VERSION)
    assert [left.name for left in cache.iterdir()] == [".lock"]


def test_a_missing_maven_is_named(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(jars.JarsMissing, match="apt-get install maven"):
        jars.fetch(VERSION)
