"""Dossiers whose files are, byte for byte, those that were loaded last: nothing of them is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cypher import named
from graph.store import Store
from loaders.dossier_files import find_files
from loaders.problems import Problems
from loaders.rows import Unreadable


@dataclass(frozen=True, slots=True)
class SameFiles:
    """A dossier whose files did not change; `claims` is how many of its claims stand."""

    path: Path
    id: str
    fingerprint: str
    claims: int


def find_same(store: Store, paths: Sequence[Path], published_at: str) -> list[SameFiles]:
    """The dossiers at `paths` that the release of that instant has as they are.

    None at all where two paths hold one dossier: checking has to tell.
    """
    given = {path: _fingerprint(path) for path in paths}
    names = [name for name, _ in filter(None, given.values())]
    if len(set(names)) < len(paths):
        return []
    on_record = dossiers_on_record(store, published_at)
    return [
        SameFiles(path, name, fingerprint, on_record[name]["claims"])
        for path, (name, fingerprint) in _known(given)
        if on_record.get(name, {}).get("fingerprint") == fingerprint and "claims" in on_record[name]
    ]


def outdated(store: Store, same: Iterable[SameFiles], published_at: str) -> list[Path]:
    """Those that another load changed in the meantime: they have to be checked after all."""
    on_record = dossiers_on_record(store, published_at)
    return [
        row.path for row in same if on_record.get(row.id, {}).get("fingerprint") != row.fingerprint
    ]


def dossiers_on_record(store: Store, published_at: str) -> dict[str, dict[str, Any]]:
    """The properties of all dossiers of a release, by id."""
    rows = store.read(named("query/dossiers"), known_at=published_at)
    return {row["dossier"]["id"]: row["dossier"] for row in rows}


Given = dict[Path, tuple[str, str] | None]


def _known(given: Given) -> Iterable[tuple[Path, tuple[str, str]]]:
    return ((path, found) for path, found in given.items() if found is not None)


def _fingerprint(path: Path) -> tuple[str, str] | None:
    """A dossier's id and fingerprint; None where something is wrong, which checking will tell."""
    problems = Problems()
    files = find_files(path, problems)
    if files is None or problems.found:
        return None
    try:
        row = files.head()
        name = row.values.get("id") if row else None
        return (name, files.fingerprint()) if isinstance(name, str) else None
    except (Unreadable, OSError):
        return None
