"""`parley serve` as a process of its own, and clients that count what they are told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

import psutil

ROOT = Path(__file__).parents[2]


@dataclass
class Served:
    """A running service."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str, seconds: float = 20.0, **headers: str) -> tuple[int, bytes]:
        """Status and body of one question on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def workers(self) -> list[psutil.Process]:
        """The processes that answer, where there are several."""
        found = []
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # it may end while it is looked at
                if "spawn_main" in " ".join(child.cmdline()):
                    found.append(child)
        return found

    def until(self, path: str, status: int, seconds: float) -> float:
        """After how many seconds a question gets this status."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            try:
                if self.get(path)[0] == status:
                    return time.monotonic() - began
            except (OSError, HTTPException):
                pass
            time.sleep(0.05)
        raise AssertionError(f"{path} was not {status} within {seconds} s: {self.said()}")

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Asks the service to end and waits for it."""
        self.process.send_signal(number)
        self.process.wait(40)

    def said(self) -> str:
        """What it has written on standard error."""
        return self.log.read_text("utf-8")


@contextmanager
def serving(folder: Path, environment: dict[str, str], *arguments: str) -> Iterator[Served]:
    """The service over the store of an environment, ready for questions when it is given."""
    log = folder / f"serve-{time.monotonic_ns()}.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", "from api.cli import main; main()", "serve", *arguments],
            env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PARLEY_PORT": "0"}
            | environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    try:
        yield _found(process, log)
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
        assert process.stdout is not None
        process.stdout.close()
        process.wait()


def _found(process: subprocess.Popen[bytes], log: Path) -> Served:
    assert process.stdout is not None
    for line in process.stdout:
        words = line.decode().split()
        if words and words[0].startswith("http"):
            served = Served(process, int(words[0].split(":")[2].partition("/")[0]), log)
            served.until("/healthz", 200, 60)
            return served
    raise AssertionError(log.read_text("utf-8"))


@dataclass
class Askers:
    """Clients that ask one after another until they are stopped; what they got is in `told`."""

    served: Served
    path: str
    count: int = 4
    told: list[tuple[float, float, int | str]] = field(default_factory=list)
    releases: list[tuple[float, Any]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._over = Event()
        self._threads = [Thread(target=self._ask, args=(number,)) for number in range(self.count)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    @property
    def statuses(self) -> Counter[int | str]:
        """How often each status came."""
        return Counter(status for _, _, status in self.told)

    def slowest(self, status: int) -> float:
        """The seconds of the slowest answer of a status."""
        return max((took for _, took, found in self.told if found == status), default=0.0)

    def _ask(self, number: int) -> None:
        while not self._over.is_set():
            number += 1_000
            began = time.monotonic()
            try:
                status, body = self.served.get(self.path.replace("{n}", str(number)))
            except (OSError, HTTPException) as error:
                self.told.append((began, time.monotonic() - began, type(error).__name__))
                continue
            self.told.append((began, time.monotonic() - began, status))
            if status == 200 and b'"release"' in body:
                content = json.loads(body)
                pin = content.get("pin", content)
                self.releases.append((time.monotonic(), pin["release"]))
            time.sleep(0.02)


def listener_on(port: int) -> psutil.Process:
    """The process that listens on a port of this machine."""
    for found in psutil.net_connections("tcp"):
        if found.status == psutil.CONN_LISTEN and found.laddr[1:] == (port,) and found.pid:
            return psutil.Process(found.pid)
    raise AssertionError(f"nobody listens on {port}")
