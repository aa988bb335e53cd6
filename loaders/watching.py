"""Waiting until a file of a dossier is saved.

The operating system's notices only wake us; whether something changed is seen by the files
themselves. So a folder that is moved away and put back, or saved by renaming, is noticed too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import watch

# Milliseconds: how long to gather savings that come together, and how often to look by ourselves.
_GATHER = 200
_LOOK = 1_000
_PAUSE_SECONDS = 0.5
_SETTLED_SECONDS = 0.1

Stamp = frozenset[tuple[str, int, int]]


def savings(paths: Sequence[Path]) -> Iterator[None]:
    """Yields at first, and again after each change of a file in `paths`; it never ends by itself.

    Files are looked at before each yield, so that what is saved while the caller works is not lost.
    """
    seen: Stamp | None = None
    while True:
        now = _stamp(paths)
        if now == seen:
            _wait(paths)
            continue
        if seen is not None:
            now = _settled(paths, now)
        seen = now
        yield


def _settled(paths: Sequence[Path], now: Stamp) -> Stamp:
    """Waits until files that are saved together have all been saved."""
    while True:
        time.sleep(_SETTLED_SECONDS)
        later = _stamp(paths)
        if later == now:
            return now
        now = later


def _wait(paths: Sequence[Path]) -> None:
    """Returns at a notice of the operating system, or after a second."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    there = [folder for folder in folders if folder.is_dir()]
    if not there:
        time.sleep(_PAUSE_SECONDS)
        return
    notices = watch(
        *there, debounce=_GATHER, rust_timeout=_LOOK, yield_on_timeout=True, recursive=False
    )
    try:
        next(notices, None)
    except OSError:
        time.sleep(_PAUSE_SECONDS)  # a folder went in this very moment


def _stamp(paths: Sequence[Path]) -> Stamp:
    """The files of all paths with their times and sizes."""
    return frozenset(row for path in paths for row in _files(path))


def _files(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        for file in [path, *(path.iterdir() if path.is_dir() else ())]:
            if file.is_file() and not file.name.startswith("."):
                facts = file.stat()
                yield str(file), facts.st_mtime_ns, facts.st_size
    except OSError:
        return
