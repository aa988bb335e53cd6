"""JSON: dossiers, things by label, and claims with their citations and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from loaders.exports.material import Material, cited, fields, properties

_NAMES = {
    "Party": "parties",
    "Asset": "assets",
    "Demand": "demands",
    "Event": "events",
    "Source": "sources",
}


def dump(value: Any) -> str:
    """One value as JSON."""
    return orjson.dumps(value).decode()


def write(material: Material) -> Iterator[str]:
    """One object: `parley` says what it rests on; the rest are lists, a line a row."""
    yield '{"parley": ' + dump(material.header())
    yield from _rows("dossiers", (dict(row) for row in material.dossiers))
    for label, things in material.by_label():
        yield from _rows(_NAMES[label], map(properties, things))
    yield from _rows(
        "claims",
        (
            {**fields(claim), "sources": cited(claim), "text": material.sentence(claim)}
            for claim in material.claims()
        ),
    )
    yield "}\n"


def _rows(name: str, rows: Iterable[Any]) -> Iterator[str]:
    yield f',\n"{name}": ['
    divider = "\n"
    for row in rows:
        yield divider + dump(row)
        divider = ",\n"
    yield "\n]"
