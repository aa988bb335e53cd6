"""Rows as columns, as HTTP's CSV has them: a thing is its name and its id, of claims the uids.

What held or changed (`position`, `holding`, ...) is spread into columns of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.notebook.rows import Row, plain_name

_SPREAD = ("position", "holding", "tie", "conflict")


def columns_of(rows: Sequence[Row], kind: type[Row]) -> tuple[list[str], list[list[Any]]]:
    """The names of the columns, and a list of cells for each row; those of no rows too."""
    cells = [dict(_cells(row)) for row in rows]
    names = dict.fromkeys(name for row in cells for name in row)
    if not names:
        names = dict.fromkeys(field for field in fields_of(kind) if field not in _SPREAD)
    return list(names), [[row.get(name) for name in names] for row in cells]


def fields_of(kind: type[Row]) -> list[str]:
    """The fields that a class of rows declares, in order, those of the classes above it first."""
    found = [
        name for row in reversed(kind.__mro__) for name in vars(row).get("__annotations__", ())
    ]
    return [name.rstrip("_") for name in dict.fromkeys(found) if name[0] != "_"]


def _cells(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if name in _SPREAD and isinstance(value, Mapping):
            # the kind of a conflict does not take the place of the row's own
            yield from ((f"{name}_{at}" if at in row else at, cell) for at, cell in _cells(value))
        elif isinstance(value, list | Mapping):
            yield from _of_things(name, value if isinstance(value, list) else [value])
        else:
            yield name, value


def _of_things(name: str, things: list[Any]) -> Iterator[tuple[str, str]]:
    """Name and id of one thing or several; a plain list is joined."""
    held = [thing for thing in things if isinstance(thing, Mapping)]
    if any("uid" in thing for thing in held):
        yield name, "; ".join(thing["uid"] for thing in held)
        return
    yield name, "; ".join(plain_name(thing) for thing in things)
    if any("id" in thing for thing in held):
        yield f"{name}_id", "; ".join(thing["id"] for thing in held)
