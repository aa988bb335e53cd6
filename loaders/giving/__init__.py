"""Dossiers given back as files that load again without a change, in any format that is read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from graph.errors import BadParameter
from loaders.columns import TABLES
from loaders.dossier_files import HEAD
from loaders.giving import as_csv, as_jsonl, as_parquet, as_xlsx, as_yaml
from loaders.giving.tables import Tables

WRITERS: dict[str, Callable[[Tables, Path], None]] = {
    "yaml": as_yaml.write,
    "csv": as_csv.write,
    "jsonl": as_jsonl.write,
    "parquet": as_parquet.write,
    "xlsx": as_xlsx.write,
}


def give_back(
    tables: Tables, folder: Path, as_format: str, *, beside: dict[str, str] | None = None
) -> dict[str, Any]:
    """Writes a dossier into a new or empty folder, whole or not at all; `beside` are other files.

    Returns what was written: `dossier`, `format`, `folder`, `files` (their names in order) and
    `counts` (rows by table). BadParameter where the format is none, or the folder cannot be written
    or holds something.
    """
    writer = WRITERS.get(as_format)
    if writer is None:
        raise BadParameter("as", f"{as_format!r} is none of {', '.join(WRITERS)}")
    waiting: Path | None = None
    try:
        _refuse_full(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        waiting = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        (waiting / HEAD).write_text(as_yaml.dumped(tables.heading()), "utf-8")
        writer(tables, waiting)
        for name, text in (beside or {}).items():
            (waiting / name).write_text(text, "utf-8")
        sizes = tables.staging.sizes(tables.dossier)
        written = {
            "dossier": tables.head.id,
            "format": as_format,
            "folder": str(folder),
            "files": sorted(path.name for path in waiting.iterdir()),
            "counts": {name: sizes.get(row.label or "Claim", 0) for name, row in TABLES.items()},
        }
        waiting.chmod(0o755)
        waiting.replace(folder)
        return written
    except OSError as error:
        raise BadParameter("folder", f"{folder} cannot be written: {error.strerror}") from None
    finally:
        if waiting is not None:
            shutil.rmtree(waiting, ignore_errors=True)


def _refuse_full(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        what = "is not empty" if folder.is_dir() else "is a file"
        raise BadParameter("folder", f"{folder} {what}: give a new folder")
