"""Processes by id and start time, so that a reused id is never taken for the one that was meant."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import psutil


@dataclass(frozen=True, slots=True)
class ProcessMark:
    """A process as the system knows it: its id and when it began (seconds since 1970)."""

    pid: int
    started: float

    @classmethod
    def of(cls, pid: int) -> ProcessMark:
        """The mark of a running process; psutil.NoSuchProcess where there is none."""
        return cls(pid, psutil.Process(pid).create_time())

    @classmethod
    def read(cls, content: dict[str, Any]) -> ProcessMark:
        """The mark from what `as_dict` gave."""
        return cls(int(content["pid"]), float(content["started"]))

    def as_dict(self) -> dict[str, Any]:
        """The mark as JSON can hold it."""
        return asdict(self)

    def process(self) -> psutil.Process | None:
        """The process, if it still runs."""
        try:
            found = psutil.Process(self.pid)
            same = abs(found.create_time() - self.started) < 0.01
            running = found.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
        except psutil.NoSuchProcess:
            return None
        return found if same and running else None

    def end(self, patience: float) -> None:
        """Asks the process to end, and ends it after `patience` seconds."""
        found = self.process()
        if found is None:
            return
        try:
            found.terminate()
            found.wait(patience)
        except psutil.TimeoutExpired:
            found.kill()
            found.wait(patience)
        except psutil.NoSuchProcess:
            return
