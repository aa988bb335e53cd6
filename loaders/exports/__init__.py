"""Exports: what a filter selects, streamed, in formats that other programs read.

A new format is one module with a `write`, and one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loaders.exports import as_csv, as_cypher, as_gexf, as_graphml, as_json, as_jsonld
from loaders.exports.material import Material


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, the ending of its files, and what writes it piece by piece."""

    name: str
    media_type: str
    extension: str
    write: Callable[[Material], Iterator[str]]


_ROWS = (
    Format("json", "application/json", "json", as_json.write),
    Format("csv", "text/csv; charset=utf-8", "csv", as_csv.write),
    Format("graphml", "application/graphml+xml", "graphml", as_graphml.write),
    Format("gexf", "application/gexf+xml", "gexf", as_gexf.write),
    Format("jsonld", "application/ld+json", "jsonld", as_jsonld.write),
    Format("cypher", "text/plain; charset=utf-8", "cypher", as_cypher.write),
)
FORMATS = {row.name: row for row in _ROWS}
