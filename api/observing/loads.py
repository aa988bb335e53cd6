"""Loads on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from api.observing.audit import Audit
from graph.store import Store
from loaders.load import Summary, load

Report = Callable[[str, int, int | None], None]


def recorded_load(
    store: Store, paths: Sequence[Path], *, audit: Audit, report: Report, dry_run: bool = False
) -> Summary:
    """Loads dossiers, and puts on record who did, from where, and what became of it."""
    shown = [str(path) for path in paths]
    with audit.entry("load", paths=shown, store=store.describe(), dry_run=dry_run) as entry:
        summary = load(store, paths, dry_run=dry_run, report=report)
        entry["release"] = summary.release
        entry["taken_back"] = summary.taken_back or None
        entry["claims"] = {
            name: f"{row.added} added, {row.changed} changed, {row.retracted} retracted"
            for name, row in summary.dossiers.items()
        }
    return summary
