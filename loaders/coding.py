"""Dossiers as the codings of several coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from graph.agreement.coding import Coding
from graph.errors import BadParameter
from graph.model import Thing
from graph.records import claim_from, thing_from
from graph.vocabulary import VOCABULARY
from loaders.check import Progress, check
from loaders.staging import StagedThing, Staging

_STRUCTURE = VOCABULARY.names("structure")


def read_codings(paths: Sequence[Path], progress: Progress | None = None) -> list[Coding]:
    """One coding a dossier, called by its folder; they may be of one dossier's id.

    BadParameter with fewer than two, DossierErrors where one has errors.
    """
    if len(paths) < 2:
        raise BadParameter("paths", "give the dossiers of two coders, or of more")
    return [_read(path, coder, progress) for path, coder in zip(paths, _coders(paths), strict=True)]


def _coders(paths: Sequence[Path]) -> list[str]:
    """The names of the folders; whole paths where names are the same; numbered where those are."""
    names = [path.resolve().name for path in paths]
    if len(set(names)) < len(names):
        names = [str(path) for path in paths]
    times = Counter(names)
    return [name if times[name] == 1 else f"{name} ({n})" for n, name in enumerate(names, 1)]


def _read(path: Path, coder: str, progress: Progress | None) -> Coding:
    with Staging() as staging:
        check([path], staging, progress=progress)
        things = {row.id: _thing(row) for row in staging.things()}
        claims = tuple(
            claim_from({**row.content, "uid": row.id, "id": row.id, "dossier": row.dossier})
            for row in staging.claims()
            if row.relation not in _STRUCTURE
        )
        return Coding(coder, things, claims)


def _thing(row: StagedThing) -> Thing:
    return thing_from(row.label, {**row.fields, "id": row.id})
