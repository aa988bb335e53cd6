"""A picture of a graph of results: one document that needs nothing from elsewhere.

It is an SVG with a small script, shown in a frame that may run that script and do nothing else: no
network, no access to the notebook. Everything in it is escaped by the template, so that a name may
hold what it likes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from graph.errors import BadParameter
from graph.notebook.drawing import Drawing, drawing_of
from graph.notebook.templates import render

MOST = 300


@dataclass(frozen=True)
class Picture:
    """A picture to show in a notebook, or to save as a page that works offline.

    `note` says what is left out; nothing is without saying so.
    """

    document: str
    height: int
    note: str

    @classmethod
    def of(
        cls,
        graph: nx.MultiDiGraph[str],
        *,
        title: str = "",
        height: int = 480,
        most: int = MOST,
    ) -> Picture:
        """The picture of a graph whose nodes have `label` and `name`, and edges `relation`.

        `height` is in pixels. Of more than `most` nodes those with the most edges are drawn.
        BadParameter where either is out of range.
        """
        if not 1 <= most <= 2_000:
            raise BadParameter("most", f"{most} is out of range: from 1 to 2,000 nodes are drawn")
        if not 120 <= height <= 4_000:
            raise BadParameter("height", f"{height} is out of range: from 120 to 4,000 pixels")
        shown = _largest(graph, most)
        left_out = len(graph) - len(shown)
        note = f"{left_out:,} of {len(graph):,} nodes are left out" if left_out else ""
        drawing: Drawing = drawing_of(shown)
        parts: Mapping[str, Any] = {"drawing": drawing, "title": title, "note": note}
        return cls(render("picture.html", **parts), height, note)

    def save(self, path: str | Path) -> Path:
        """Writes the picture as a page of its own; BadParameter where that cannot be."""
        place = Path(path).expanduser()
        try:
            place.write_text(self.document, "utf-8")
        except OSError as error:
            raise BadParameter("path", f"{place} cannot be written: {error.strerror}") from None
        return place

    def __repr__(self) -> str:
        """Where there are no pictures."""
        return f"<Picture{': ' + self.note if self.note else ''}>"

    def _repr_html_(self) -> str:
        return render("frame.html", document=self.document, height=self.height, note=self.note)


def _largest(graph: nx.MultiDiGraph[str], most: int) -> nx.MultiDiGraph[str]:
    if len(graph) <= most:
        return graph
    ranked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    return graph.subgraph(ranked[:most])
