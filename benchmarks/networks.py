"""The network of conflicts between parties, against the same by a straightforward pandas merge.

    python -m benchmarks.networks --claims 100000

Both start from the positions of one day, in memory, and end in the weight of each pair of parties;
ours in a networkx graph with names, congruence and conflict on every edge. The numbers are compared
pair by pair. The first row is what the positions themselves cost, once for a release.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from benchmarks.engines import ENGINES, settings_of
from benchmarks.synthetic import write_dossier
from graph.desk import Desk
from graph.discourse.networks import network
from graph.discourse.questions import NetworkQuestion
from graph.discourse.stances import stances_within
from graph.questions import Question
from graph.store import open_store
from loaders.load import load

DAY = date(2024, 6, 1)
ROUNDS = 5


def main() -> None:
    """Measures and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=100_000)
    arguments.add_argument("--engine", choices=ENGINES, default="embedded")
    chosen = arguments.parse_args()
    with TemporaryDirectory() as place, settings_of(chosen.engine, Path(place)) as settings:
        dossier = write_dossier(Path(place) / "dossier", chosen.claims)
        with open_store(settings, writable=True) as store:
            load(store, [dossier])
        with open_store(settings) as store:
            measure(Desk(store))


def measure(desk: Desk) -> None:
    """Builds the network both ways, by turns, and compares."""
    question = NetworkQuestion(kind="conflict", as_of=DAY)
    first, graph = timed(lambda: network(desk, question))
    rows = positions(desk)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        seconds, graph = timed(lambda: network(desk, question))
        ours.append(seconds)
        seconds, merged = timed(lambda: by_merge(rows))
        theirs.append(seconds)
    found = {tuple(sorted(ends)): edge["conflict"] for *ends, edge in graph.edges(data=True)}
    assert found == merged.to_dict(), "the numbers differ"
    write = sys.stdout.write
    write("| what | seconds |\n|---|---|\n")
    write(f"| the first network, reading the claims and working out positions | {first:.2f} |\n")
    write(f"| the network of conflicts, median of {ROUNDS} | {median(ours):.3f} |\n")
    write(f"| pandas: merge on the demand, count by pair, median | {median(theirs):.3f} |\n")
    write(f"| times as fast | {median(theirs) / median(ours):.1f} |\n")
    write(f"| (positions, pairs in conflict) | {len(rows):,}, {len(found):,} |\n")


def positions(desk: Desk) -> pd.DataFrame:
    """Who is for or against what on the day: the rows that the merge starts from."""
    opened = desk.opened(Question(as_of=DAY))
    assert opened is not None
    stances = stances_within(opened.view, (DAY, DAY))
    return pd.DataFrame(
        [
            (stances.parties[row], stances.demands[column], side)
            for side, matrix in (("for", stances.pro), ("against", stances.con))
            for row, column in zip(*matrix.nonzero(), strict=True)
        ],
        columns=["party", "demand", "side"],
    )


def by_merge(rows: pd.DataFrame) -> Any:
    """The conflicts of each pair of parties: on how many demands they take opposite sides."""
    both = rows.merge(rows, on="demand", suffixes=("_one", "_other"))
    opposite = both[
        (both["party_one"] < both["party_other"]) & (both["side_one"] != both["side_other"])
    ]
    return opposite.groupby(["party_one", "party_other"]).size()


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """How many seconds it took, and what came of it."""
    begun = time.perf_counter()
    result = run()
    return time.perf_counter() - begun, result


if __name__ == "__main__":
    main()
