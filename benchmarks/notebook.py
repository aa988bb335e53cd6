"""What a notebook's Cypher costs beside the plain driver: the same rows to a pandas DataFrame.

    python -m benchmarks.notebook --rows 50000 --engine embedded

Both ask the same database over the same wire for the same rows of five columns (a number, three
texts, a date as Parley keeps it); `g.cypher(...).df()` also checks that the query only reads, keeps
to its limits and makes real dates of the text. They take turns, and the medians are compared.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from neo4j import GraphDatabase, RoutingControl

from benchmarks.engines import ENGINES, settings_of
from graph.notebook.bench import Graph
from graph.store import StoreSettings, open_store
from graph.store.read_only import Limits
from loaders.load import load
from loaders.shipped import shipped_dossiers

TURNS = 9
QUERY = (
    "UNWIND range(1, $rows) AS n "
    "RETURN n, 'party-' + toString(n % 100) AS party, 'demands' AS stance, "
    "'d-' + toString(n % 1000) AS demand, '2025-03-18' AS said_on"
)
LIMITS = Limits(seconds=60.0, rows=1_000_000, bytes=1_000_000_000)


def main() -> None:
    """Measures and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=50_000)
    arguments.add_argument("--engine", choices=ENGINES, default="embedded")
    chosen = arguments.parse_args()
    with TemporaryDirectory() as place, settings_of(chosen.engine, Path(place)) as settings:
        with open_store(settings, writable=True) as store:
            load(store, list(shipped_dossiers()))
        measure(settings, chosen.rows)


def measure(settings: StoreSettings, rows: int) -> None:
    """Takes turns, and prints the medians and their ratio."""
    with Graph(settings, LIMITS) as graph:
        endpoint = graph.store.endpoint
        driver = GraphDatabase.driver(endpoint.uri, auth=endpoint.reader)

        def plain() -> Any:
            return driver.execute_query(
                QUERY,
                rows=rows,
                database_=endpoint.database,
                routing_=RoutingControl.READ,
                result_transformer_=lambda result: result.to_df(),
            )

        def parley() -> Any:
            return graph.cypher(QUERY, rows=rows).df()

        assert len(plain()) == len(parley()) == rows
        taken: dict[str, list[float]] = {"plain": [], "parley": []}
        for _ in range(TURNS):
            taken["plain"].append(timed(plain))
            taken["parley"].append(timed(parley))
        driver.close()
    one, other = median(taken["plain"]), median(taken["parley"])
    sys.stdout.write(
        f"| {rows:,} rows of 5 columns to a DataFrame | seconds, median of {TURNS} |\n|---|---|\n"
        f"| plain driver, `to_df()` | {one:.3f} |\n"
        f"| `g.cypher(...).df()`, with real dates | {other:.3f} |\n"
        f"| ratio | {other / one:.2f} |\n"
    )


def timed(work: Callable[[], Any]) -> float:
    """How many seconds some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
