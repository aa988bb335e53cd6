"""Checking dossiers: everything that is wrong is told at once, and nothing is written anywhere.

What is sound goes into a `Staging`, from which a load is planned and written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from graph.names import nearest
from loaders import cells
from loaders.check_claims import ClaimsCheck
from loaders.check_things import ThingsCheck
from loaders.dossier_files import HEAD_FIELDS, DossierFiles, find_files
from loaders.listings import unite
from loaders.problems import Problems
from loaders.rows import Row, Unreadable, Wrong
from loaders.staging import DossierHead, Staging
from loaders.warnings import warn_of

Progress = Callable[[str, int, int | None], None]


def check(
    paths: Sequence[Path],
    staging: Staging,
    *,
    progress: Progress | None = None,
    problems: Problems | None = None,
) -> list[str]:
    """Fills `staging` from the dossiers at `paths` and returns warnings, as `file:line: ...`.

    DossierErrors with every problem of all of them, where there is any. `progress` is told the
    stage, how much is done, and of how much where that is known. What is found goes into
    `problems`, where those are given.
    """
    problems = Problems() if problems is None else problems
    seen: dict[str, str] = {}
    for path in paths:
        files = find_files(path, problems)
        if files is not None:
            _check_one(files, staging, problems, seen, progress)
    _check_shared(staging, problems)
    problems.raise_if_any()
    return problems.warning_lines()


def _check_one(
    files: DossierFiles,
    staging: Staging,
    problems: Problems,
    seen: dict[str, str],
    progress: Progress | None,
) -> None:
    head = _head(files, problems)
    if head is None:
        return
    if head.id in seen:
        message = f"the dossier {head.id!r} is given already, at {seen[head.id]}"
        problems.add_at(files.shown_whole(), 0, "", message)
        return
    seen[head.id] = files.shown_whole()
    staging.heads.append(head)
    things = ThingsCheck(head.id, staging, problems)
    things.run(files)
    claims = ClaimsCheck(head.id, things, staging, problems)
    done = 0
    for count in claims.run(files):
        done += count
        if progress:
            progress(f"checking {head.id}", done, None)
    if not problems.found:
        warn_of(head.id, things, claims, staging, problems)


def _head(files: DossierFiles, problems: Problems) -> DossierHead | None:
    shown = files.shown_head()
    try:
        row = files.head()
        fingerprint = files.fingerprint()
    except Unreadable as error:
        problems.add_unreadable(shown, error)
        return None
    except OSError as error:
        problems.add_at(files.shown_whole(), 0, "", f"cannot be read: {error.strerror}")
        return None
    if row is None:
        problems.add_at(shown, 1, "", "is empty: give at least an id and a title")
        return None
    values = _head_values(row, problems)
    if "id" not in values or "title" not in values:
        return None
    return DossierHead(**values, fingerprint=fingerprint)


def _head_values(row: Row, problems: Problems) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in row.values.items():
        if name not in HEAD_FIELDS and isinstance(value, Wrong):
            problems.add_place(row.place(name), "", value.message)
        elif name not in HEAD_FIELDS:
            near = nearest(name, HEAD_FIELDS, 1)
            hint = f"the nearest is '{near[0]}'" if near else f"use {', '.join(HEAD_FIELDS)}"
            problems.add(row, name, f"is no field of a dossier; {hint}")
        elif value is not None:
            try:
                values[name] = cells.slug(value) if name == "id" else cells.text(value)
            except ValueError as error:
                problems.add(row, name, str(error))
    for name in ("id", "title"):
        if row.values.get(name) is None or values.get(name) == "":
            problems.add(row, name, "is missing: it is required")
    return values


def _check_shared(staging: Staging, problems: Problems) -> None:
    """Things that several dossiers of this load list must be of one label and agree."""
    for group in staging.shared_things():
        labels = {thing.label for thing in group}
        first, last = group[0], group[-1]
        if len(labels) > 1:
            problems.add_place(
                last.place,
                "id",
                f"{last.id!r} is a {last.label.lower()} here and a {first.label.lower()} at "
                f"{first.place}: give one of them another id",
            )
            continue
        _, disputed = unite(thing.fields for thing in group)
        for name in disputed:
            problems.add_place(last.place, name, f"differs from {first.place}: make both the same")
