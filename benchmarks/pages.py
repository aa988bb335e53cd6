"""What a page with a large picture costs in a real browser, beside pyvis as it comes.

    python -m benchmarks.pages [--nodes 1000 5000] [--rounds 5] [--without-pyvis]

Each picture has twice as many lines as nodes: two positions, one conflict and one asset for each
demand. Times are medians, from navigation until the picture stands, less what an empty page takes
in the same browser. `new` is a page that the service works out, `kept` one that it gave before.
pyvis's own page is made with its own writer, served from a disk with all of its files local.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import combinations, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route
from pyvis.network import Network

from benchmarks.engines import settings_of
from graph.store import open_store
from loaders.load import load
from tests.loaders.write_dossier import write_dossier
from tests.support.browser import started
from tests.support.service import serving

SIZE = {"width": 1280, "height": 860}
PATIENCE = 600_000
STANDS = "() => window.parley?.picture().settled ? performance.now() : false"
PYVIS_STANDS = "() => window.network?.physics?.ready === true ? performance.now() : false"
EMPTY = "<!doctype html><title>Empty</title><p>Empty."
# Moves the slider, and waits until what has changed was painted.
MOVE = """async (step) => {
  const slider = document.querySelector('[data-part=slider]');
  const painted = () => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))));
  const began = performance.now();
  slider.value = String(Number(slider.value) + step);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await painted();
  return performance.now() - began;
}"""


def main() -> None:
    """Measures and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--nodes", type=int, nargs="+", default=[1_000, 5_000])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--without-pyvis", action="store_true")
    chosen = arguments.parse_args()
    say("| what | nodes | lines | measured |\n|---|---|---|---|")
    with started() as browser, TemporaryDirectory() as place:
        for nodes in chosen.nodes:
            measure(browser, Path(place) / str(nodes), nodes, chosen.rounds)
            if not chosen.without_pyvis:
                measure_pyvis(browser, Path(place), nodes)


def say(text: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def shares(nodes: int) -> tuple[int, int, int]:
    """How many parties, demands and assets."""
    return nodes * 3 // 10, nodes // 2, nodes - nodes * 3 // 10 - nodes // 2


def pairs(nodes: int) -> list[tuple[int, int]]:
    """For each demand, who is for it and who against: no two the same."""
    parties, demands, _ = shares(nodes)
    spread = sorted(combinations(range(parties), 2), key=lambda pair: (pair[1] - pair[0], pair[0]))
    return list(islice(spread, demands))


def dossier(folder: Path, nodes: int) -> Path:
    """A dossier whose conflicts are a picture of so many nodes and twice as many lines."""
    parties, demands, assets = shares(nodes)
    claims: list[dict[str, Any]] = []
    for number, (one, other) in enumerate(pairs(nodes)):
        for party, relation in ((one, "demands"), (other, "rejects")):
            day = date(2024, 1, 1) + timedelta(days=len(claims) * 7 % 700)
            claims.append(
                {
                    "id": f"c-{len(claims)}",
                    "subject": f"p-{party}",
                    "relation": relation,
                    "object": f"d-{number}",
                    "said_on": day.isoformat(),
                    "sources": f"s-{number % 50} @ page {number}",
                    "paraphrase": f"In its statement number {number} the party said so.",
                    "certainty": "high",
                }
            )
    tables: dict[str, list[dict[str, Any]]] = {
        "parties": [_thing("p", n, f"The party number {n}", "state") for n in range(parties)],
        "assets": [_thing("a", n, f"The asset number {n}", "territory") for n in range(assets)],
        "demands": [
            {
                "id": f"d-{n}",
                "text": f"Point {n} of the agreement is settled in the first year",
                "concerns": f"a-{n % assets}",
            }
            for n in range(demands)
        ],
        "sources": [{"id": f"s-{n}", "title": f"Report number {n}"} for n in range(50)],
        "claims": claims,
    }
    return write_dossier(folder, "synthetic", tables={"events": [], **tables})


def _thing(letter: str, number: int, name: str, kind: str) -> dict[str, Any]:
    return {"id": f"{letter}-{number}", "name": name, "kind": kind}


def measure(browser: Browser, place: Path, nodes: int, rounds: int) -> None:
    """Parley's page: until it stands, how heavy it is, how fast its slider is."""
    with settings_of("embedded", place) as settings:
        with open_store(settings, writable=True) as store:
            load(store, [dossier(place / "dossier", nodes)])
        with serving(settings) as address:
            base = median(time_of(browser, EMPTY, address) for _ in range(rounds))
            path = f"{address}/conflicts?most={nodes}"
            visits = [
                time_of(browser, f"{path}&view=0,0,0.{n + 1}", address) for n in range(rounds)
            ]
            kept = [time_of(browser, f"{path}&view=0,0,0.1", address) for _ in range(rounds)]
            lines = look(browser, path, nodes)
            row = f"| {nodes} | {lines} |"
            say(f"| an empty page {row} {base:.0f} ms |")
            say(f"| Parley, new: beyond the empty page {row} {median(visits) - base:.0f} ms |")
            say(f"| Parley, kept: beyond the empty page {row} {median(kept) - base:.0f} ms |")
            weigh(browser, path, row)
            slide(browser, path, row)


@contextmanager
def fresh(browser: Browser) -> Iterator[tuple[BrowserContext, Page]]:
    """A browser that has seen nothing yet."""
    context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    yield context, context.new_page()
    context.close()


def time_of(browser: Browser, what: str, address: str) -> float:
    """Milliseconds from navigation until a page stands; the library is in the browser's cache."""
    with fresh(browser) as (context, page):
        if what is EMPTY:
            context.route(
                "**/empty", lambda route: route.fulfill(body=EMPTY, content_type="text/html")
            )
            page.goto(f"{address}/empty")
            return float(
                page.evaluate(
                    "new Promise((d) => requestAnimationFrame(() => d(performance.now())))"
                )
            )
        page.goto(f"{address}/parties/p-0")
        page.wait_for_function(STANDS)
        page.goto(what, wait_until="commit")
        return float(page.wait_for_function(STANDS).json_value())


def look(browser: Browser, path: str, nodes: int) -> int:
    """How many lines are drawn; an error where not all nodes are."""
    with fresh(browser) as (_, page):
        page.goto(path)
        page.wait_for_function(STANDS)
        found = page.evaluate("window.parley.picture()")
        seen = sum(row["shown"] for row in found["nodes"])
        assert seen == nodes, f"{seen} of {nodes} nodes are shown"
        return sum(row["shown"] for row in found["edges"])


def weigh(browser: Browser, path: str, row: str) -> None:
    """What a first visit and the page alone weigh, compressed."""
    sizes: dict[str, int] = {}
    with fresh(browser) as (context, page):
        context.on(
            "requestfinished",
            lambda request: sizes.__setitem__(request.url, request.sizes()["responseBodySize"]),
        )
        page.goto(path)
        page.wait_for_function(STANDS)
        page.wait_for_load_state("networkidle")
    say(f"| Parley: HTML, compressed {row} {sizes[path] / 1000:.1f} kB |")
    say(f"| Parley: first visit, compressed {row} {sum(sizes.values()) / 1000:.0f} kB |")


def slide(browser: Browser, path: str, row: str) -> None:
    """How long a move of the slider takes until what it changes is painted."""
    with fresh(browser) as (_, page):
        page.goto(path)
        page.wait_for_function(STANDS)
        page.wait_for_timeout(500)
        moves = [
            float(page.evaluate(MOVE, step)) for step in (-1, -5, 3, -20, 10, -2, 7, -40, 1, -1)
        ]
    say(f"| Parley: a move of the slider {row} {median(moves):.0f} ms, worst {max(moves):.0f} ms |")


def measure_pyvis(browser: Browser, place: Path, nodes: int) -> None:
    """Pyvis's own page of the same graph, until its physics has come to rest or to its end."""
    file = place / "pyvis" / f"{nodes}.html"
    file.parent.mkdir(exist_ok=True)
    html = pyvis_network(nodes).generate_html()
    file.write_text(html, "utf-8")
    with fresh(browser) as (context, page):
        context.route("http*://**", _locally)
        page.goto(file.as_uri(), wait_until="commit")
        taken = float(page.wait_for_function(PYVIS_STANDS, timeout=PATIENCE).json_value())
    weight = len(gzip.compress(html.encode())) / 1000
    row = f"| {nodes} | {2 * nodes} |"
    say(f"| pyvis as it comes {row} {taken:.0f} ms, HTML {weight:.0f} kB compressed |")


def _locally(route: Route) -> None:
    """Pyvis's pages ask for a style sheet and a script from outside; these are left empty."""
    route.fulfill(body="", content_type="text/plain")


def pyvis_network(nodes: int) -> Network:
    """The same graph as one makes it with pyvis in ten lines."""
    parties, _, assets = shares(nodes)
    network = Network(directed=True, cdn_resources="in_line")
    for number, (one, other) in enumerate(pairs(nodes)):
        asset = number % assets
        for name in (f"p-{one}", f"p-{other}", f"d-{number}", f"a-{asset}"):
            network.add_node(name, label=name)
        network.add_edge(f"p-{one}", f"d-{number}")
        network.add_edge(f"p-{other}", f"d-{number}")
        network.add_edge(f"p-{one}", f"p-{other}")
        network.add_edge(f"d-{number}", f"a-{asset}")
    assert parties <= len(network.nodes) <= nodes
    return network


if __name__ == "__main__":
    main()
