"""`parley sources check`: whether the links of sources still stand. It never runs by itself."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.printing import print_json, progress, say

if TYPE_CHECKING:
    from loaders.links.patrol import Link, LinkFound

Hours = Annotated[
    float, typer.Option("--older-than", min=0, help="ask again what was asked so many hours ago")
]


def check_links(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="folders of dossiers, or workbooks; the store without any", show_default=False
        ),
    ] = None,
    older_than: Hours = 24.0,
    cache: Annotated[
        Path | None, typer.Option(help="the file that keeps what is found out")
    ] = None,
    pause: Annotated[
        float, typer.Option(min=0, help="seconds to leave a host alone between two requests")
    ] = 1.0,
    timeout: Annotated[float, typer.Option(min=0.1, help="seconds to wait for an answer")] = 30.0,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="ask this machine and its network too"),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="as JSON, every link")] = False,
) -> None:
    """Ask each source's link, politely, whether it is gone, moved or changed."""
    from loaders.links.manners import Manners  # noqa: PLC0415 - it takes long
    from loaders.links.memory import Memory, default_file  # noqa: PLC0415
    from loaders.links.patrol import Patrol  # noqa: PLC0415

    links = _links(paths)
    patrol = Patrol(
        memory=Memory(cache or default_file()),
        manners=Manners(pause=pause, timeout=timeout),
        fresh=timedelta(hours=older_than),
        allow_private=allow_private,
    )
    with progress() as report:
        found = patrol.run(links, report)
    if json:
        print_json({"links": [row.as_dict() for row in found], "counts": counts(found)})
    else:
        say(*report_lines(found))


def _links(paths: list[Path] | None) -> list[Link]:
    from graph.store import StoreSettings, open_store  # noqa: PLC0415 - it takes long
    from loaders.links.gather import links_of_dossiers, links_of_store  # noqa: PLC0415

    if paths:
        return links_of_dossiers(paths)
    with open_store(StoreSettings()) as store:
        return links_of_store(store)


def counts(found: list[LinkFound]) -> dict[str, int]:
    """How many links are in each state, in the order in which states are told."""
    from loaders.links.outcome import STATES  # noqa: PLC0415

    states = [row.outcome.state for row in found]
    return {state: states.count(state) for state in STATES if state in states}


def report_lines(found: list[LinkFound]) -> list[str]:
    """What a curator should look at, state by state, then how many links there are of each."""
    from loaders.links.outcome import STATES  # noqa: PLC0415

    order = {state: place for place, state in enumerate(STATES)}
    rows = [row for row in found if row.outcome.state != "ok"]
    rows.sort(key=lambda row: (order[row.outcome.state], row.link.url))
    lines = []
    for state, part in groupby(rows, lambda row: row.outcome.state):
        told = list(part)
        lines.append(f"{state} ({len(told):,}): {STATES[state]}")
        lines += [f"  {line}" for row in told for line in _lines(row)]
    return [*lines, _outcome(found)]


def _lines(row: LinkFound) -> list[str]:
    """A line for each source that has the link."""
    return [
        f"{place}: url: {row.link.url} of {name!r} {row.outcome.message}"
        if place
        else f"{name}: url: {row.link.url} {row.outcome.message}"
        for _, name, place in row.link.sources
    ]


def _outcome(found: list[LinkFound]) -> str:
    if not found:
        return "No source has a link."
    known = sum(not row.asked for row in found)
    parts = ", ".join(f"{count:,} {state}" for state, count in counts(found).items())
    links = f"{len(found):,} link" if len(found) == 1 else f"{len(found):,} links"
    return f"{links}: {parts}." + (f" {known:,} not asked again." if known else "")
