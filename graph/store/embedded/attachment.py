"""Attaching to a folder's engine: holding the lock, finding the address, starting what lacks."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from graph.errors import SetupError, StoreFull, StoreUnavailable
from graph.store.embedded.bolt_probe import speaks_bolt
from graph.store.embedded.engine import default_heap, wheel_folder
from graph.store.embedded.folder import (
    DATABASE,
    Account,
    StoreFolder,
    explained,
    read_json,
)
from graph.store.embedded.processes import ProcessMark

GRACE_SECONDS = 2.0
_POLL_SECONDS = 0.02
_RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Found:
    """A live engine's port."""

    port: int


class Attachment:
    """One user's hold on a folder's engine, until `close`.

    `engine_seconds` is how long attaching waited for an engine to start: 0.0 when one ran already.
    """

    def __init__(self, folder: StoreFolder, handle: int, port: int, engine_seconds: float) -> None:
        accounts = folder.accounts()
        self.folder: Path = folder.path
        self.uri = f"bolt://127.0.0.1:{port}"
        self.database = DATABASE
        self.reader: Account = accounts["reader"]
        self.writer: Account = accounts["writer"]
        self.engine_seconds = engine_seconds
        self._handle: int | None = handle
        self._guard = Lock()

    def close(self) -> None:
        """Lets go of the folder; the engine ends soon after its last user has."""
        with self._guard:
            handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def attach(
    folder: Path,
    *,
    start_timeout: float = 60.0,
    heap_megabytes: int | None = None,
    grace: float = GRACE_SECONDS,
) -> Attachment:
    """Attaches to the engine of a folder, starting it if it does not run.

    `grace` is how many seconds an engine started here outlives its last user. SetupError where the
    folder or the machine will not do, StoreUnavailable where the engine does not come up in time.
    """
    place = StoreFolder(folder)
    wheel_folder()
    place.prepare()
    patience = time.monotonic() + start_timeout
    handle = _hold(place, patience)
    try:
        began = time.monotonic()
        found = _live(place)
        seconds = 0.0
        if found is None:
            found = _start(place, patience, heap_megabytes or default_heap(), grace)
            seconds = time.monotonic() - began
        with explained(place.path):
            return Attachment(place, handle, found.port, seconds)
    except BaseException:
        os.close(handle)
        raise


def _hold(folder: StoreFolder, patience: float) -> int:
    """Takes the users' lock, shared; waits while a keeper is ending its engine."""
    with explained(folder.path):
        handle = os.open(folder.users_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > patience:
                    os.close(handle)
                    raise _late(folder) from None
                time.sleep(_POLL_SECONDS)
            else:
                return handle


def _live(folder: StoreFolder) -> _Found | None:
    """The engine that the folder's address names, if it runs and answers."""
    content = read_json(folder.address)
    if not content or "port" not in content:
        return None
    if ProcessMark.read(content["engine"]).process() is None:
        return None
    return _Found(content["port"]) if speaks_bolt(content["port"]) else None


def _start(folder: StoreFolder, patience: float, heap: int, grace: float) -> _Found:
    """Starts a keeper, and another whenever none is at work, until an engine answers."""
    next_try = 0.0
    while time.monotonic() < patience:
        found = _live(folder)
        if found:
            return found
        _raise_failure(folder)
        if time.monotonic() >= next_try and not _is_kept(folder):
            _spawn(folder, heap, grace)
            next_try = time.monotonic() + _RETRY_SECONDS
        time.sleep(_POLL_SECONDS)
    raise _late(folder)


def _is_kept(folder: StoreFolder) -> bool:
    """Whether a keeper is at work, which shows by its lock."""
    with explained(folder.path):
        handle = os.open(folder.keeper_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _spawn(folder: StoreFolder, heap: int, grace: float) -> None:
    """Starts a keeper that outlives this process and holds none of its files.

    The keeper goes into the background by itself, so that what is waited for here ends at once.
    """
    package_root = Path(__file__).resolve().parents[3]
    with explained(folder.path), folder.keeper_log.open("ab") as log:
        subprocess.run(  # noqa: S603 - this Python and Parley's own module
            [
                *(sys.executable, "-m", "graph.store.embedded.keeper"),
                *(str(folder.path), str(grace), str(heap)),
            ],
            cwd=package_root,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=False,
        )


def _raise_failure(folder: StoreFolder) -> None:
    """Raises what the keeper wrote down when it could not go on."""
    content = read_json(folder.address) or {}
    if "failed" not in content:
        return
    folder.address.unlink(missing_ok=True)
    if content["failed"] == StoreFull.slug:
        raise StoreFull(content["message"])
    if content["failed"] == SetupError.slug:
        raise SetupError(content["message"])
    raise StoreUnavailable(
        f"the embedded engine at {folder.path} did not start: {last_words(folder)}"
    )


def _late(folder: StoreFolder) -> StoreUnavailable:
    return StoreUnavailable(
        f"the embedded engine at {folder.path} did not answer in time: {last_words(folder)}"
    )


def last_words(folder: StoreFolder) -> str:
    """The last line of the engine's own log that says something, and where the log is."""
    try:
        lines = folder.engine_output.read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    telling = [line for line in lines if "SEVER" in line or "rror" in line] or lines
    last = telling[-1].strip()[:200] if telling else "it wrote nothing"
    return f"{last} (see {folder.engine_output})"
