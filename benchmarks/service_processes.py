"""`parley serve` in processes of their own, and clients that ask them, for benchmarks."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from graph.store import StoreSettings

ROOT = Path(__file__).parents[1]
READY_SECONDS = 120.0


def environment_of(settings: StoreSettings) -> dict[str, str]:
    """The environment in which a process finds a store."""
    kept = {name: row for name, row in os.environ.items() if not name.startswith("PARLEY_")}
    if settings.neo4j_uri is None or settings.neo4j_password is None:
        return {**kept, "PARLEY_STORE": str(settings.store)}
    return {
        **kept,
        "PARLEY_NEO4J_URI": settings.neo4j_uri,
        "PARLEY_NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
    }


def parley(settings: StoreSettings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of Parley's in a process of its own, which must succeed."""
    return subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", *arguments],
        cwd=ROOT,
        env=environment_of(settings),
        capture_output=True,
        text=True,
        check=True,
    )


@dataclass(frozen=True)
class Service:
    """A service that answers at `url`; `pid` is that of its first process."""

    url: str
    pid: int

    def megabytes(self) -> float:
        """The memory that its processes hold (RSS)."""
        first = psutil.Process(self.pid)
        own = [first, *first.children(recursive=True)]
        # The engine and its keeper are the store's, not the service's.
        return sum(row.memory_info().rss for row in own if "python" in row.name()) / 2**20


@contextmanager
def serving(settings: StoreSettings, **more: str) -> Iterator[Service]:
    """A service with further PARLEY_ variables, ready when the context begins."""
    environment = environment_of(settings) | {"PARLEY_PORT": "0", "PARLEY_LOG": "0"} | more
    with subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Service(_address(process), process.pid)
        finally:
            process.terminate()
            process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"(http://127\.0\.0\.1:\d+)/docs", line)
        if found:
            _await(found[1])
            return found[1]
    raise SystemExit("the service did not start")


def _await(url: str) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise SystemExit("the service was not ready in time")


@dataclass
class Seen:
    """What clients saw: seconds of each answer, and what was no answer."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def percentile(self, share: float) -> float:
        """The time, in milliseconds, within which that share of answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1_000


@contextmanager
def asking(urls: Sequence[str], paths: Sequence[str], clients: int) -> Iterator[Seen]:
    """Clients that ask one question after the other until the context ends."""
    seen, stop, guard = Seen(), threading.Event(), threading.Lock()

    def ask(number: int) -> None:
        chance = random.Random(number)
        with httpx.Client(base_url=urls[number % len(urls)], timeout=30) as client:
            while not stop.is_set():
                _ask(client, chance.choice(paths), seen, guard)

    with ExitStack() as stack:
        for number in range(clients):
            thread = threading.Thread(target=ask, args=(number,))
            thread.start()
            stack.callback(thread.join)
        stack.callback(stop.set)
        yield seen


def _ask(client: httpx.Client, path: str, seen: Seen, guard: threading.Lock) -> None:
    began = time.perf_counter()
    try:
        status = client.get(path).status_code
        problem = "" if status == 200 else str(status)
    except httpx.HTTPError as error:
        problem = type(error).__name__
    spent = time.perf_counter() - began
    with guard:
        if problem:
            seen.errors[problem] += 1
        else:
            seen.seconds.append(spent)
