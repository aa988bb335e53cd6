"""A picture as the page takes it: nodes, edges and options by pyvis, spans and claims beside."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pyvis.network import Network

from api.pages.keys import CONFLICTS, hidden_at_first, key_of, legend_of, sort_of
from api.pages.shapes import lines_of, look_of, plot_of
from graph.answers import ClaimInBrief
from graph.layout import Place, Plot, laid_out
from graph.lines import Line, Way, ways
from graph.pictures import Picture, Spot, Strand
from graph.stretches import Stretch

# Above so many lines a page leaves out the claims' words, and asks for them when one is chosen.
MOST_LINES_WITH_WORDS = 400
_HEADINGS = {
    "Party": "Who",
    "Demand": "What they want",
    "Asset": "What it is about",
    "Event": "What happened",
}
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "keyboard": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "hideEdgesOnZoom": False,
        "zoomSpeed": 0.6,
    },
    "edges": {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal"},
    },
}

Link = Callable[[str, str], str]


def drawn(
    picture: Picture,
    day: date,
    title: str,
    *,
    link: Link,
    filename: str,
    left_out_href: str,
    html_href: str | None = None,
) -> dict[str, Any]:
    """All that the page's script needs, as JSON can hold it.

    `link` gives the page of a label and id, `html_href` is where the picture can be had as one
    file. Without it this is for that very file: the claims' words are inside, however many lines
    there are, since it is read without a network.
    """
    met = _met(picture)
    plots = {spot.thing.id: plot_of(spot, met[spot.thing.id]) for spot in picture.spots}
    places = laid_out(
        list(plots.values()), [(strand.source, strand.target) for strand in picture.strands]
    )
    lines = [Line(strand.id, strand.source, strand.target) for strand in picture.strands]
    worded = html_href is None or len(picture.strands) <= MOST_LINES_WITH_WORDS
    changes = picture.changes
    return {
        "title": title,
        "filename": filename,
        "day": day.isoformat(),
        "days": [found.isoformat() for found in sorted(changes)],
        "changes": [changes[found] for found in sorted(changes)],
        "columns": _columns(picture, plots, places),
        "nodes": [_node(spot, plots[spot.thing.id], link) for spot in picture.spots],
        "edges": [_edge(strand, worded) for strand in picture.strands],
        "claims": _claims(picture, link) if worded else None,
        "sources": _sources(picture, link) if worded else None,
        "legend": legend_of(picture),
        "hidden": hidden_at_first(picture),
        "left_out": _left_out(picture, left_out_href),
        "html_href": html_href,
        "network": _network(picture, places, ways(list(plots.values()), places, lines)),
    }


def _met(picture: Picture) -> Counter[str]:
    """How many lines meet at the fuller side of each node; those within a column at one of them."""
    columns = {spot.thing.id: spot.column for spot in picture.spots}
    first = min(columns.values(), default=0)
    sides: Counter[tuple[str, int]] = Counter()
    for strand in picture.strands:
        for one, other in ((strand.source, strand.target), (strand.target, strand.source)):
            across = columns[other] - columns[one]
            sides[one, (across > 0) - (across < 0) or (-1 if columns[one] == first else 1)] += 1
    return Counter({name: max(sides[name, -1], sides[name, 1]) for name in columns})


def _node(spot: Spot, plot: Plot, link: Link) -> dict[str, Any]:
    thing = spot.thing
    return {
        "id": thing.id,
        "label": thing.label,
        "name": thing.name,
        "kind": thing.kind,
        "href": link(thing.label, thing.id),
        "sort": sort_of(spot),
        "anchor": spot.is_anchor,
        "width": plot.width,
        "height": plot.height,
        "font": look_of(spot).font,
    }


def _edge(strand: Strand, worded: bool) -> dict[str, Any]:
    return {
        "id": strand.id,
        "from": strand.source,
        "to": strand.target,
        "key": strand.key,
        "name": key_of(strand.key).name,
        "conflict": strand.key in CONFLICTS,
        "spans": [_span(part, worded) for part in strand.stretches],
    }


def _span(part: Stretch, worded: bool) -> dict[str, Any]:
    return {
        "first": part.first.isoformat(),
        "last": part.last.isoformat(),
        "certain": part.certain,
        "verb": part.verb,
        "since": part.since,
        "said": part.said,
        "certainty": part.certainty,
        "text": part.text if worded else "",
        "claims": list(part.claims) if worded else [],
    }


def _claims(picture: Picture, link: Link) -> dict[str, Any]:
    return {uid: _claim(brief, link) for uid, brief in picture.claims.items()}


def _claim(brief: ClaimInBrief, link: Link) -> dict[str, Any]:
    return {
        "id": brief["id"],
        "text": brief["text"],
        "said_on": brief["said_on"],
        "reported_by": brief["reported_by"],
        "certainty": brief["certainty"],
        "href": link("Claim", brief["uid"]),
        "sources": [[source["id"], source["locator"]] for source in brief["sources"]],
    }


def _sources(picture: Picture, link: Link) -> dict[str, Any]:
    return {
        source["id"]: {
            "title": source["title"],
            "url": source["url"],
            "href": link("Source", source["id"]),
        }
        for brief in picture.claims.values()
        for source in brief["sources"]
    }


def _columns(
    picture: Picture, plots: Mapping[str, Plot], places: Mapping[str, Place]
) -> list[dict[str, Any]]:
    """What stands above each column of nodes of one label, and where."""
    by_column: dict[int, list[Spot]] = defaultdict(list)
    for spot in picture.spots:
        by_column[spot.column].append(spot)
    top = min((places[name][1] - plot.height / 2 for name, plot in plots.items()), default=0)
    found = []
    for _, spots in sorted(by_column.items()):
        labels = {spot.thing.label for spot in spots}
        if len(labels) == 1 and not (len(spots) == 1 and spots[0].is_anchor):
            middles = [places[spot.thing.id][0] for spot in spots]
            name = _HEADINGS[spots[0].thing.label]
            found.append({"name": name, "x": (min(middles) + max(middles)) / 2, "y": top - 30})
    return found if len(found) > 1 else []


def _left_out(picture: Picture, href: str) -> list[dict[str, str]]:
    count = len(picture.left_out)
    if not count:
        return []
    names = ", ".join(thing.name.rstrip(".")[:100] for thing in picture.left_out[:3])
    return [{"text": f"{count} more, such as {names}", "href": href}]


def _network(
    picture: Picture, places: Mapping[str, Place], found: Mapping[str, Way]
) -> dict[str, Any]:
    """Nodes, edges and options as pyvis builds them."""
    network = Network(directed=True, cdn_resources="local")
    network.set_options(json.dumps(_OPTIONS))
    for spot in picture.spots:
        x, y = places[spot.thing.id]
        label = "\n".join(lines_of(spot))
        network.add_node(
            spot.thing.id, label=label, shape=look_of(spot).shape, group=sort_of(spot), x=x, y=y
        )
    for strand in picture.strands:
        way = list(found[strand.id])
        network.add_edge(strand.source, strand.target, id=strand.id, way=way)
    return {"nodes": network.nodes, "edges": network.edges, "options": network.options}
