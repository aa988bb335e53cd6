"""What an answer costs as the graph grows: it follows the answer's size, not the graph's.

    python -m benchmarks.growth --claims 10000 100000 1000000 --engine embedded

Graphs of the same density (as many claims about each asset, demand and party) and of growing size.
Each asset is asked about once, by a desk that knows the release and its things, as a service does
right after a release; nothing of the answer is known beforehand. The last column is the driver's
own time for the queries that the question sends, run again.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from api.memory import collect_seldom
from benchmarks.engines import ENGINES, settings_of
from benchmarks.positions import Watched, replay, timed
from benchmarks.synthetic import Size, write_dossier
from graph.desk import Desk
from graph.questions import PositionsQuestion, ThingQuestion
from graph.store import Store, open_store
from loaders.load import load

DAY = date(2024, 6, 1)
ANSWERS = (1, 10, 50, 200)
ASKED = 12


def main() -> None:
    """Measures and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    arguments.add_argument("--engine", choices=ENGINES, default="embedded")
    chosen = arguments.parse_args()
    collect_seldom()
    sys.stdout.write("| claims | question | items | milliseconds | of these the driver's |\n")
    sys.stdout.write("|---|---|---|---|---|\n")
    for claims in chosen.claims:
        with TemporaryDirectory() as place, settings_of(chosen.engine, Path(place)) as settings:
            with open_store(settings, writable=True) as store:
                load(store, [write_dossier(Path(place) / "dossier", claims, size=density(claims))])
            with open_store(settings) as store:
                measure(claims, store)


def density(claims: int) -> Size:
    """As many claims about each thing, however many claims there are."""
    return Size(
        parties=claims // 300,
        assets=claims // 150,
        demands=claims // 30,
        events=50,
        sources=claims // 20,
    )


def measure(claims: int, store: Store) -> None:
    """Asks about other assets for each size of answer, and prints a row for each."""
    watched = Watched(store)
    desk = Desk(watched)
    desk.positions(PositionsQuestion(asset="a-0", as_of=DAY, limit=1))
    assets = iter(range(1, claims // 150))
    for limit in ANSWERS:
        rows = [one_of(desk, watched, store, next(assets), limit) for _ in range(ASKED)]
        shown = median(count for count, _, _ in rows)
        print_row(claims, "positions of one asset", shown, rows)
    rows = [a_claim(desk, watched, store, number) for number in range(ASKED)]
    print_row(claims, "one claim", 1, rows)


Measured = tuple[int, float, float]


def one_of(desk: Desk, watched: Watched, store: Store, asset: int, limit: int) -> Measured:
    """How many positions one asset has, and the seconds in all and in the driver."""
    question = PositionsQuestion(asset=f"a-{asset}", as_of=DAY, limit=limit)
    watched.asked.clear()
    seconds = timed(lambda: desk.positions(question))
    driver = timed(lambda: replay(store, watched.asked))
    return len(desk.positions(question)["items"]), seconds, driver


def a_claim(desk: Desk, watched: Watched, store: Store, number: int) -> Measured:
    """The seconds that one claim with its evidence takes."""
    watched.asked.clear()
    seconds = timed(lambda: desk.claim(f"c-{number * 31}", ThingQuestion()))
    return 1, seconds, timed(lambda: replay(store, watched.asked))


def print_row(claims: int, question: str, items: float, rows: list[Measured]) -> None:
    """One row of the table: medians."""
    own, driver = median(row[1] for row in rows), median(row[2] for row in rows)
    sys.stdout.write(
        f"| {claims:,} | {question} | {items:.0f} | {own * 1000:.1f} | {driver * 1000:.1f} |\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
