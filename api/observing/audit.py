"""The audit log: one JSON line for each load and each Cypher query, who asked and how it ended.

It is PARLEY_AUDIT, else `audit.jsonl` in the embedded store's folder; with Neo4j and without
PARLEY_AUDIT the service writes to standard error and the command line nowhere. A line is written by
one call to a file opened for appending, so that several processes share it and it may be renamed at
any time. What cannot be put on record is not done.
"""

from __future__ import annotations

import errno
import getpass
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.observing.logs import REQUEST, utc
from graph.errors import ParleyError, SetupError, StoreFull
from graph.store import Store

LONGEST = 4_000
_log = logging.getLogger("parley.audit")
Entry = dict[str, Any]


class AuditSettings(BaseSettings):
    """Where the audit log is, read where a command has no settings of the service."""

    model_config = SettingsConfigDict(env_prefix="PARLEY_", env_ignore_empty=True, extra="ignore")

    audit: Path | None = Field(None, description="the file of the audit log")


class Audit:
    """Writes the lines; `path` None sends them to the log `parley.audit`."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    @classmethod
    def of(cls, store: Store, given: Path | None = None) -> Audit:
        """The audit log of a store; `given` is where the settings want it."""
        path = given or AuditSettings().audit
        if path is not None:
            return cls(path.expanduser())
        return cls(store.endpoint.folder / "audit.jsonl" if store.endpoint.folder else None)

    @contextmanager
    def entry(self, action: str, **facts: Any) -> Iterator[Entry]:
        """Puts what is done inside on record when it is over; more facts may be added to it.

        SetupError or StoreFull, before anything is done, where the log cannot be written.
        """
        entry: Entry = {"action": action, "who": local_user(), **facts}
        began = time.monotonic()
        handle = self._opened()
        entry["outcome"] = "done"
        try:
            yield entry
        except ParleyError as error:
            entry["outcome"] = error.slug
            raise
        except BaseException as error:
            entry["outcome"] = type(error).__name__
            raise
        finally:
            entry["milliseconds"] = round((time.monotonic() - began) * 1_000, 1)
            self._write(handle, entry)

    def _opened(self) -> int | None:
        if self.path is None:
            return None
        try:
            if not self.path.parent.exists():
                self.path.parent.mkdir(mode=0o700, parents=True)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            return os.open(self.path, flags, 0o600)
        except OSError as error:
            raise self._unwritable(error) from None

    def _write(self, handle: int | None, entry: Entry) -> None:
        line = audit_line(entry)
        if handle is None:
            _log.info(line)
            return
        try:
            os.write(handle, f"{line}\n".encode("ascii"))
        except OSError as error:
            raise self._unwritable(error) from None
        finally:
            os.close(handle)

    def _unwritable(self, error: OSError) -> ParleyError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return StoreFull(f"no space is left for the audit log {self.path}: free some")
        reason = os.strerror(error.errno or 0)
        return SetupError(f"the audit log {self.path} cannot be written ({reason})")


def audit_line(entry: Entry) -> str:
    """An entry as one line of ASCII: control characters and line breaks are escaped."""
    fields = {"time": utc(time.time()), "log": "audit", **entry, "request": REQUEST.get()}
    return json.dumps({name: _cut(value) for name, value in fields.items() if value is not None})


def _cut(value: Any) -> Any:
    if not isinstance(value, str) or len(value) <= LONGEST:
        return value
    digest = sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{value[:LONGEST]}… ({len(value):,} characters, SHA-256 {digest})"


def local_user() -> str:
    """The account under which a command runs."""
    try:
        return f"{getpass.getuser()} (local)"
    except (KeyError, OSError):
        return f"{os.getuid()} (local)"


def shown_parameters(parameters: Any) -> str:
    """A query's parameters as text that a line can hold."""
    return json.dumps(parameters, default=str)
