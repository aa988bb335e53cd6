"""The folder that an embedded store lives in: its files, who may read them, and its accounts."""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from graph.errors import SetupError, StoreFull

FORMAT = 1
DATABASE = "parley"


@dataclass(frozen=True, slots=True)
class Account:
    """A database account; its password stays out of what is printed."""

    user: str
    password: str = field(repr=False)


def default_folder() -> Path:
    """Where the store is unless PARLEY_STORE says otherwise."""
    return user_data_path("parley", appauthor=False) / "store"


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turns what the system says about the folder into what to do about it."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreFull(
                f"no space is left for the store at {folder}: free some, or set PARLEY_STORE "
                "to a folder on another disk"
            ) from error
        if folder.is_file():
            raise SetupError(
                f"the store's folder {folder} is a file: set PARLEY_STORE to a folder"
            ) from error
        reason = os.strerror(error.errno) if error.errno else "for an unknown reason"
        raise SetupError(
            f"the store's folder {folder} cannot be used ({reason}): make it writable, or set "
            "PARLEY_STORE to another folder"
        ) from error


class StoreFolder:
    """The paths of one store's folder; every file in it is for its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()
        self.mark = self.path / "parley-store.json"
        self.users_lock = self.path / "users.lock"
        self.keeper_lock = self.path / "keeper.lock"
        self.keeper_log = self.path / "keeper.log"
        self.address = self.path / "address.json"
        self.engine_process = self.path / "engine.json"
        self.accounts_file = self.path / "accounts.json"
        self.engine = self.path / "engine"
        self.engine_output = self.path / "engine.log"

    def prepare(self) -> None:
        """Makes the folder, or checks that it is a store of this format.

        SetupError where it is somebody else's, cannot be written, or is of a newer format.
        """
        with explained(self.path):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.mark.exists():
                self._refuse_foreign()
                self.path.chmod(0o700)
                write_private(self.mark, {"format": FORMAT})
            found = read_json(self.mark) or {}
            self.users_lock.touch(mode=0o600)
        if found.get("format") != FORMAT:
            raise SetupError(
                f"the store at {self.path} has format {found.get('format')!r}, this Parley knows "
                f"format {FORMAT}: install the Parley that made it, or set PARLEY_STORE to a new "
                "folder"
            )

    def _refuse_foreign(self) -> None:
        known = {self.users_lock.name, self.keeper_lock.name, self.mark.name}
        strange = [
            entry.name
            for entry in self.path.iterdir()
            if entry.name not in known and not entry.name.startswith(f".{self.mark.name}")
        ]
        if strange:
            raise SetupError(
                f"{self.path} is not a store of Parley's: it holds {sorted(strange)[0]!r}. Set "
                "PARLEY_STORE to an empty or a new folder"
            )

    def accounts(self) -> dict[str, Account]:
        """The accounts by name (root, writer, reader), made with new passwords at first."""
        found = read_json(self.accounts_file)
        if not found:
            found = {name: secrets.token_urlsafe(24) for name in ("root", "writer", "reader")}
            write_private(self.accounts_file, found)
        return {name: Account(name, password) for name, password in found.items()}


def write_private(path: Path, content: dict[str, Any]) -> None:
    """Writes JSON for the owner alone, all of it or nothing."""
    write_private_text(path, json.dumps(content))


def write_private_text(path: Path, text: str) -> None:
    """Writes text for the owner alone, all of it or nothing."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def read_json(path: Path) -> dict[str, Any] | None:
    """What a file holds; None where it is missing or no JSON object."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return content if isinstance(content, dict) else None
