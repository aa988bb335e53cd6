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
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.engines import ENGINES, settings_of
from benchmarks.synthetic import write_dossier
from cypher import Query
from graph.desk import Desk
from graph.questions import PositionsQuestion
from graph.store import Store, StoreSettings, open_store
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
        sys.stdout.write("| what | measured | ratio |\n|---|---|---|\n")
        with open_store(settings) as store:
            first_questions(store)
        with (
            serving("parley", settings) as parley,
            serving("plain", settings) as plain,
            serving("memory", settings) as memory,
        ):
            report(chosen.requests, parley, plain, memory)


def first_questions(store: Store) -> None:
    """First-time questions against the driver's own time for the Cypher that they send.

    Each asset is asked about once, by a desk that knows the release and its things, as a service
    does; then the same queries are run again through the driver alone.
    """
    watched = Watched(store)
    desk = Desk(watched)
    desk.positions(PositionsQuestion(asset="a-199", as_of=date(2024, 6, 1), limit=ROWS))
    ratios, own = [], []
    for number in range(60):
        watched.asked.clear()
        question = PositionsQuestion(asset=f"a-{number}", as_of=date(2024, 6, 1), limit=ROWS)
        own.append(timed(lambda: desk.positions(question)))  # noqa: B023
        ratios.append(own[-1] / timed(lambda: replay(store, watched.asked)))
    sys.stdout.write(
        f"| first-time question, against the driver's own time for its Cypher | "
        f"{median(own) * 1000:.1f} ms | {median(ratios):.2f} |\n"
    )


class Watched:
    """A store that notes down what it is asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[tuple[Query, dict[str, Any]]] = []

    def read(self, query: Query, /, **parameters: Any) -> list[dict[str, Any]]:
        """What the store answers."""
        self.asked.append((query, parameters))
        return self._store.read(query, **parameters)

    def latest(self, query: Query, /, **parameters: Any) -> list[dict[str, Any]]:
        """What the store answers of all that was committed."""
        self.asked.append((query, parameters))
        return self._store.latest(query, **parameters)

    def describe(self) -> str:
        """Where the store is."""
        return self._store.describe()


def replay(store: Store, asked: Sequence[tuple[Query, dict[str, Any]]]) -> None:
    """The same queries through the driver alone, each record taken as it comes."""
    for query, parameters in asked:
        with store.session("READ") as session:
            for record in session.run(query.text, parameters):
                record.data()


def timed(ask: Callable[[], object]) -> float:
    """The seconds that something takes."""
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def report(requests: int, parley: int, plain: int, memory: int) -> None:
    """Asks the services in turn, three times, and prints medians and ratios."""
    days = [(FIRST_DAY + timedelta(number)).isoformat() for number in range(4 * requests)]
    rounds = [days[number * requests : (number + 1) * requests] for number in range(4)]
    asked(parley, rounds[3][:64])
    asked(plain, rounds[3][:64])
    new, raw = [], []
    for part in rounds[:3]:
        new.append(asked(parley, part))
        raw.append(asked(plain, part))
    known, kept = [], []
    for _ in range(3):
        known.append(asked(parley, rounds[0][:8] * (requests // 8)))
        kept.append(asked(memory, rounds[0][:8] * (requests // 8)))
    for name, rates, against, other in (
        ("a plain route with one Cypher query", raw, "itself", raw),
        ("answer not known", new, "the plain route", raw),
        ("answer known", known, "the plain route", raw),
        ("the same bytes from memory", kept, "the plain route", raw),
        ("answer known", known, "the same bytes from memory", kept),
    ):
        ratio = median(rates) / median(other)
        sys.stdout.write(f"| {name}, against {against} | {median(rates):,.0f}/s | {ratio:.2f} |\n")


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
