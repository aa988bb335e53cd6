"""Values of the driver as plain JSON: nodes, edges, paths, points and times too."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

Plain = Any


def plain(value: Any) -> Plain:
    """A value as JSON can hold it.

    A node is `{id, labels, properties}`, an edge `{id, type, start, end, properties}`, a path
    `{nodes, edges}`, a point `{srid, x, y}` and perhaps `z`; times are ISO 8601, bytes base64.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    for kinds, convert in _CONVERT:
        if isinstance(value, kinds):
            return convert(value)
    return str(value)


def _node(node: Node) -> Plain:
    properties = {name: plain(value) for name, value in node.items()}
    return {"id": node.element_id, "labels": sorted(node.labels), "properties": properties}


def _edge(edge: Relationship) -> Plain:
    return {
        "id": edge.element_id,
        "type": edge.type,
        # a node of which only the id is known counts as false
        "start": None if edge.start_node is None else edge.start_node.element_id,
        "end": None if edge.end_node is None else edge.end_node.element_id,
        "properties": {name: plain(value) for name, value in edge.items()},
    }


def _path(path: Path) -> Plain:
    return {
        "nodes": [_node(node) for node in path.nodes],
        "edges": [_edge(edge) for edge in path.relationships],
    }


def _point(point: Point) -> Plain:
    return {"srid": point.srid, **dict(zip("xyz", point, strict=False))}


def _iso(value: Any) -> str:
    return str(value.iso_format())


_CONVERT: tuple[tuple[Any, Callable[[Any], Plain]], ...] = (
    (Node, _node),
    (Relationship, _edge),
    (Path, _path),
    (Point, _point),
    ((Date, DateTime, Time, Duration), _iso),
    ((date, datetime, time), lambda value: value.isoformat()),
    (timedelta, lambda value: value.total_seconds()),
    (dict, lambda value: {str(name): plain(item) for name, item in value.items()}),
    ((list, tuple, set, frozenset), lambda value: [plain(item) for item in value]),
    ((bytes, bytearray), lambda value: b64encode(value).decode()),
)
