"""`GET /v1/positions` against a plain FastAPI route that runs one Cypher query for the same rows.

    python -m benchmarks.positions --claims 100000 --engine embedded

Sixteen clients ask about one asset, 50 rows each. First every request has another day, so that no
answer is known beforehand; then the same few days come again. Both services run side by side, one
process each, and are asked in turn; clients are processes of their own.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.engines import ENGINES, settings_of
from benchmarks.synthetic import write_dossier
from graph.store import StoreSettings, open_store
from loaders.load import load

CLIENTS = 16
PROCESSES = 4
ROWS = 50
FIRST_DAY = date(2012, 1, 1)
PLAIN = """
MATCH (a:Asset {id: $asset})<-[:CONCERNS]-(d:Demand)<-[:OBJECT]-(c:Claim)-[:SUBJECT]->(p:Party)
WHERE c.said_on <= $as_of AND c.retracted_at IS NULL
MATCH (c)-[k:CITES]->(s:Source)
RETURN p.id AS party, p.name AS name, c.relation AS stance, d.id AS demand, d.text AS text,
       c.said_on AS said_on, c.uid AS uid, c.id AS id, c.certainty AS certainty,
       collect({id: s.id, title: s.title, url: s.url, locator: k.locator}) AS sources
ORDER BY said_on DESC, uid LIMIT 50
"""


def main() -> None:
    """Measures and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=100_000)
    arguments.add_argument("--engine", choices=ENGINES, default="embedded")
    arguments.add_argument("--requests", type=int, default=1_600)
    chosen = arguments.parse_args()
    with TemporaryDirectory() as place, settings_of(chosen.engine, Path(place)) as settings:
        with open_store(settings, writable=True) as store:
            load(store, [write_dossier(Path(place) / "dossier", chosen.claims)])
        with serving("parley", settings) as parley, serving("plain", settings) as plain:
            report(chosen.requests, parley, plain)


def report(requests: int, parley: int, plain: int) -> None:
    """Asks both services in turn, three times, and prints medians and ratios."""
    days = [(FIRST_DAY + timedelta(number)).isoformat() for number in range(4 * requests)]
    rounds = [days[number * requests : (number + 1) * requests] for number in range(4)]
    asked(parley, rounds[3][:64])
    asked(plain, rounds[3][:64])
    new, raw = [], []
    for part in rounds[:3]:
        new.append(asked(parley, part))
        raw.append(asked(plain, part))
    known = [asked(parley, rounds[0][:8] * (requests // 8)) for _ in range(3)]
    sys.stdout.write("| | requests/s | against the plain route |\n|---|---|---|\n")
    for name, rates in (("plain route", raw), ("answer not known", new), ("answer known", known)):
        ratio = median(rates) / median(raw)
        sys.stdout.write(f"| {name} | {median(rates):,.0f} | {ratio:.2f} |\n")


def asked(port: int, days: Sequence[str]) -> float:
    """Requests a second that sixteen clients in four processes get answered."""
    parts = [list(days[number::PROCESSES]) for number in range(PROCESSES)]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(ask_all, [(port, part[:4]) for part in parts])
        began = time.perf_counter()
        pool.map(ask_all, [(port, part) for part in parts], chunksize=1)
        return len(days) / (time.perf_counter() - began)


def ask_all(task: tuple[int, list[str]]) -> None:
    """Asks about days by a part of the clients."""
    port, days = task
    count = CLIENTS // PROCESSES
    with ThreadPoolExecutor(count) as clients:
        list(clients.map(lambda part: ask(port, part), [days[n::count] for n in range(count)]))


def ask(port: int, days: list[str]) -> None:
    """One client: asks about days one after the other, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    content = b'{"items": []}'
    for day in days:
        connection.request("GET", f"/v1/positions?asset=a-1&as_of={day}&limit={ROWS}")
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(content.decode())
    if days and len(json.loads(content)["items"]) != ROWS:
        raise RuntimeError("the answers do not have 50 rows")
    connection.close()


@contextmanager
def serving(kind: str, settings: StoreSettings) -> Iterator[int]:
    """One of the two services in a process of its own; its port."""
    environment = {**os.environ, **variables(settings), "PARLEY_PORT": "0", "PARLEY_LOG": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.positions_service", kind],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def variables(settings: StoreSettings) -> dict[str, str]:
    """The environment in which a process finds the store."""
    found: dict[str, Any] = settings.model_dump(exclude_none=True)
    if settings.neo4j_password is not None:
        found["neo4j_password"] = settings.neo4j_password.get_secret_value()
    return {f"PARLEY_{name.upper()}": str(value) for name, value in found.items()}


if __name__ == "__main__":
    main()
