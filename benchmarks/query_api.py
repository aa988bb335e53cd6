"""`GET /v1/positions` beside Neo4j's own HTTP Query API answering the same rows.

    python -m benchmarks.query_api --claims 60000

Sixteen clients in four processes ask about one asset, 50 rows each, first of Parley, then of the
server that holds Parley's graph, by one Cypher query of the rows alone, without history, roll-up,
objectors or sentences. Every request has another day; then the same few days come again.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import multiprocessing
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from benchmarks.engines import VERSIONS
from benchmarks.positions import CLIENTS, FIRST_DAY, PLAIN, PROCESSES, ROWS, asked, serving
from benchmarks.synthetic import write_dossier
from graph.store import StoreSettings, open_store
from loaders.load import load
from tests.support.neo4j import RunningNeo4j, free_port, start_neo4j

ROUNDS = 3


def main() -> None:
    """Measures and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=60_000)
    arguments.add_argument("--requests", type=int, default=1_600)
    chosen = arguments.parse_args()
    port = free_port()
    api = {"server.http.enabled": "true", "server.http.listen_address": f"127.0.0.1:{port}"}
    with (
        TemporaryDirectory() as place,
        start_neo4j(VERSIONS["neo4j-2026"], Path(place) / "neo4j", api) as server,
    ):
        settings = StoreSettings(
            neo4j_uri=server.uri,
            neo4j_user=server.user,
            neo4j_password=SecretStr(server.password),
        )
        with open_store(settings, writable=True) as store:
            load(store, [write_dossier(Path(place) / "dossier", chosen.claims)])
        with serving("parley", settings) as parley:
            report(chosen.requests, parley, server, port)


def report(requests: int, parley: int, server: RunningNeo4j, port: int) -> None:
    """Asks both in turn, and prints medians and ratios."""
    days = [(FIRST_DAY + timedelta(number)).isoformat() for number in range(4 * requests)]
    rounds = [days[number * requests : (number + 1) * requests] for number in range(4)]
    asked(parley, rounds[3][:64])
    by_api(server, port, rounds[3][:64])
    theirs, new, known = [], [], []
    for part in rounds[:ROUNDS]:
        theirs.append(by_api(server, port, part))
        new.append(asked(parley, part))
        known.append(asked(parley, part[:8] * (requests // 8)))
    sys.stdout.write("| what | requests a second | against the Query API |\n|---|---|---|\n")
    for name, rates in (
        ("Neo4j's HTTP Query API, one query", theirs),
        ("Parley, answer not known", new),
        ("Parley, answer known", known),
    ):
        rate = median(rates)
        sys.stdout.write(f"| {name} | {rate:,.0f} | {rate / median(theirs):.2f} |\n")


def by_api(server: RunningNeo4j, port: int, days: Sequence[str]) -> float:
    """Requests a second that the same clients get answered by the Query API."""
    account = base64.b64encode(f"{server.user}:{server.password}".encode()).decode()
    parts = [list(days[number::PROCESSES]) for number in range(PROCESSES)]
    work = partial(_ask_all, port, account)
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(work, [part[:4] for part in parts])
        began = time.perf_counter()
        pool.map(work, parts, chunksize=1)
        return len(days) / (time.perf_counter() - began)


def _ask_all(port: int, account: str, days: list[str]) -> None:
    count = CLIENTS // PROCESSES
    with ThreadPoolExecutor(count) as clients:
        parts = [days[number::count] for number in range(count)]
        list(clients.map(partial(_ask, port, account), parts))


def _ask(port: int, account: str, days: list[str]) -> None:
    """One client: asks about days one after the other, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Basic {account}", "Content-Type": "application/json"}
    rows = ROWS
    for day in days:
        body = {"statement": PLAIN, "parameters": {"asset": "a-1", "as_of": day}}
        connection.request("POST", "/db/neo4j/query/v2", json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 202):
            raise RuntimeError(content.decode())
        rows = len(json.loads(content)["data"]["values"])
    if rows != ROWS:
        raise RuntimeError(f"the answers have {rows} rows, not {ROWS}")
    connection.close()


if __name__ == "__main__":
    main()
