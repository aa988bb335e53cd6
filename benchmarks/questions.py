"""What questions about the whole graph cost, each against a plain way to the same.

    python -m benchmarks.questions --claims 100000 --nodes 20000 --engine embedded

Paths are set against networkx's `shortest_simple_paths` on the same graph, already in memory;
conflicts against the seconds that the issue allows; positions over growing stores against
themselves. `--shipped` asks of the shipped dossiers instead.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx

from api.memory import collect_seldom
from benchmarks.engines import ENGINES, settings_of
from benchmarks.synthetic import Size, write_dossier
from graph.desk import Desk
from graph.network import network_of
from graph.opened import Opened
from graph.questions import ConflictsQuestion, PathsQuestion, PositionsQuestion
from graph.routes import shortest_routes
from graph.store import open_store
from loaders.load import load
from loaders.shipped import shipped_dossiers

DAY = date(2024, 6, 1)
PAIRS = 200
HOPS = 6


def main() -> None:
    """Measures and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=100_000)
    arguments.add_argument("--nodes", type=int, default=20_000)
    arguments.add_argument("--engine", choices=ENGINES, default="embedded")
    arguments.add_argument("--shipped", action="store_true")
    chosen = arguments.parse_args()
    collect_seldom()
    with TemporaryDirectory() as place, settings_of(chosen.engine, Path(place)) as settings:
        dossiers = list(shipped_dossiers())
        if not chosen.shipped:
            size = Size.of_nodes(chosen.nodes)
            dossiers = [write_dossier(Path(place) / "dossier", chosen.claims, size=size)]
        with open_store(settings, writable=True) as store:
            load(store, dossiers)
        with open_store(settings) as store:
            sys.stdout.write("| what | seconds |\n|---|---|\n")
            measure(Desk(store))


def measure(desk: Desk) -> None:
    """Asks everything in turn and prints a row for each."""
    names = things(desk)
    asset, *others = names["Asset"]

    def one(name: str) -> object:
        return desk.positions(PositionsQuestion(asset=name, as_of=DAY, limit=50))

    def of_asset(name: str) -> object:
        return desk.conflicts(ConflictsQuestion(asset=name, as_of=DAY))

    row("positions of one asset, 50 rows, first question of all", timed(lambda: one(asset)))
    row("positions of one asset, 50 rows, median of 20", median_of(one, others[:20]))
    row("conflicts of one asset, first question of all", timed(lambda: of_asset(others[21])))
    row("conflicts of one asset, median of 20", median_of(of_asset, others[22:42]))
    everything = ConflictsQuestion(as_of=DAY)
    row("reading the ledger", timed(lambda: opened(desk).snapshot.ledger))
    row("all conflicts of a day, first", timed(lambda: desk.conflicts(everything)))
    row("all conflicts of another day", timed(lambda: desk.conflicts(ANOTHER)))
    sys.stdout.write(f"| (conflicts on that day) | {desk.conflicts(everything)['total']:,} |\n")
    row("conflicts of one asset, all else known", median_of(of_asset, others[42:62]))
    paths(desk, names)


ANOTHER = ConflictsQuestion(as_of=date(2015, 3, 1))


def things(desk: Desk) -> dict[str, list[str]]:
    """The ids of all things by label, in a fixed order of chance."""
    chance = random.Random(1)
    found: dict[str, list[str]] = {}
    for thing in opened(desk).snapshot.things.values():
        found.setdefault(thing.label, []).append(thing.id)
    for names in found.values():
        names.sort()
        chance.shuffle(names)
    return found


def opened(desk: Desk) -> Opened:
    """The store as a question of the day sees it."""
    found = desk.opened(PositionsQuestion(as_of=DAY))
    assert found is not None
    return found


def paths(desk: Desk, names: dict[str, list[str]]) -> None:
    """Ten routes between pairs of nodes, here and by networkx, in turn."""
    view = opened(desk).view
    row(
        "building the network of a release",
        timed(lambda: view.networks.put(None, network_of(view))),
    )
    network = view.networks.get_or(None, lambda: network_of(view))
    day = network.at(DAY, None)
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(network.ids)))
    for node in plain:
        plain.add_edges_from((node, other) for other in day.neighbours(node))
    row("(edges of the day)", float(plain.number_of_edges()))
    chance = random.Random(2)
    pairs = [tuple(chance.sample(range(len(network.ids)), 2)) for _ in range(PAIRS)]
    own, theirs = [], []
    fresh = network.at(date(2024, 6, 2), None)  # a day of which nothing is known yet
    cold = timed(lambda: routes(fresh.neighbours, *pairs[0]))
    for one, other in pairs:
        own.append(timed(lambda: routes(day.neighbours, one, other)))  # noqa: B023
        theirs.append(timed(lambda: by_networkx(plain, one, other)))  # noqa: B023
        assert lengths(day.neighbours, one, other) == by_networkx(plain, one, other)
    row("ten routes, the first of a day", cold)
    for name, rates in (("Parley", own), ("networkx", theirs)):
        row(f"ten routes, {name}, median", median(rates))
        row(f"ten routes, {name}, 99th percentile", quantiles(rates, n=100)[98])
    asked = [
        PathsQuestion.model_validate({"from": one, "to": other, "as_of": DAY, "limit": 10})
        for one, other in zip(names["Party"][:20], names["Asset"][:20], strict=False)
    ]
    row("GET /v1/paths' answer with its claims, median of 20", median_of(desk.paths, asked))


def routes(near: Callable[[int], frozenset[int]], one: int, other: int) -> Any:
    """Ten routes as Parley finds them."""
    return shortest_routes(near, one, other, max_hops=HOPS, limit=10, seconds=60)


def lengths(near: Callable[[int], frozenset[int]], one: int, other: int) -> list[int]:
    """How many nodes they have."""
    return [len(route) for route in routes(near, one, other).routes]


def by_networkx(graph: Any, one: int, other: int) -> list[int]:
    """How many nodes the ten routes of networkx have, of at most six steps."""
    try:
        found = [len(path) for path in islice(nx.shortest_simple_paths(graph, one, other), 10)]
    except nx.NetworkXNoPath:
        return []
    return [length for length in found if length <= HOPS + 1]


def timed(ask: Callable[[], object]) -> float:
    """The seconds that something takes."""
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def median_of(ask: Callable[[Any], object], each: list[Any]) -> float:
    """The median of the seconds that each of several takes."""
    return median(timed(lambda: ask(one)) for one in each)  # noqa: B023


def row(name: str, seconds: float) -> None:
    """One row of the table."""
    sys.stdout.write(f"| {name} | {seconds:,.4f} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
