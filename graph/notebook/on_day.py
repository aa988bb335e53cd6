"""The values of a query's parameters, and `as_of`: what of its rows held on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from neo4j.graph import Path, Relationship

from graph.dates import Period, instant_text
from graph.errors import BadParameter
from graph.model import Claim
from graph.spans import interval_of
from graph.store.read_only import Limits, Table
from graph.store.statement import tokens
from graph.vocabulary import VOCABULARY

AS_OF = "as_of"
_SENT = (bool, int, float, str, bytes, bytearray, list, Mapping)
_TYPES = frozenset(relation.type for relation in VOCABULARY.relations.values())
_UNUSED = (
    "the query neither returns edges nor uses $as_of, so that the day would change nothing: return "
    "the edges, or compare their dates, as in coalesce(r.valid_from, r.said_on) <= $as_of AND "
    "coalesce(r.valid_to, '9999') >= $as_of"
)


@dataclass(frozen=True, slots=True)
class OnDay:
    """A query's parameters, and the day that its edges must hold on where it does not see to it."""

    parameters: Mapping[str, Any]
    day: date | None

    def kept(self, table: Table, limits: Limits) -> tuple[Table, list[str]]:
        """The rows that hold on the day, and what else there is to say of them.

        An edge that may hold, since its dates are coarse, counts. BadParameter where no row has an
        edge by which to tell.
        """
        rows, notes = table.rows, []
        if table.truncated:
            notes.append(
                f"Cut after {len(rows):,} rows, the most that this graph gives "
                f"({limits.rows:,} rows, {limits.bytes // 1_000_000:,} MB): ask for less, count in "
                "the query, or connect(rows=...) with more."
            )
        if self.day is not None and rows:
            rows = self._held(table)
            if left := len(table.rows) - len(rows):
                notes.append(
                    f"{left:,} rows are left out: an edge of theirs did not hold on {self.day}."
                )
        return Table(table.columns, rows, table.truncated), notes

    def _held(self, table: Table) -> list[list[Any]]:
        assert self.day is not None  # noqa: S101 - it is only asked for where there is one
        edges = [list(_edges(row)) for row in table.rows]
        if not any(edges):
            raise BadParameter(AS_OF, _UNUSED)
        day = self.day
        return [
            row
            for row, found in zip(table.rows, edges, strict=True)
            if all(holds(edge, day) for edge in found)
        ]


def asked_on(query: str, values: Mapping[str, Any]) -> OnDay:
    """The parameters of a query as the graph has values; BadParameter for a wrong `as_of`."""
    parameters = {name: _checked(name, as_stored(value)) for name, value in values.items()}
    if AS_OF not in parameters:
        return OnDay(parameters, None)
    day = _day(parameters[AS_OF])
    words = tokens(query)
    if any(pair == ("$", AS_OF) for pair in pairwise(words)):
        return OnDay({**parameters, AS_OF: day.isoformat()}, None)
    del parameters[AS_OF]
    return OnDay(parameters, day)


def _checked(name: str, value: Any) -> Any:
    """A value that can be sent; BadParameter for one of another kind."""
    parts = (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    )
    for part in parts:
        _checked(name, part)
    if value is None or isinstance(value, _SENT) or type(value).__module__.startswith("neo4j."):
        return value
    raise BadParameter(
        name,
        f"a value of the type {type(value).__name__} cannot be sent: give text, numbers or dates",
    )


def as_stored(value: Any) -> Any:
    """A value as the graph keeps it: dates and moments as text, a row by its id.

    Arrays, series and numbers of numpy and pandas become lists and numbers.
    """
    if isinstance(value, datetime):
        is_day = value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if is_day else instant_text(value.astimezone())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        named = value.get("uid") or value.get("id")
        is_row = hasattr(value, "cite") and isinstance(named, str)
        return named if is_row else {name: as_stored(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_stored(part) for part in value]
    if hasattr(value, "tolist"):
        return as_stored(value.tolist())
    return value


def holds(edge: Relationship, day: date) -> bool:
    """Whether a claim's edge holds, or may hold, on a day; edges without dates always do."""
    if edge.type not in _TYPES:
        return True
    claim = Claim(
        uid="",
        id="",
        dossier="",
        relation=edge.type.lower(),
        subject="",
        object="",
        said_on=_period(edge, "said_on"),
        valid_from=_period(edge, "valid_from"),
        valid_to=_period(edge, "valid_to"),
    )
    return interval_of(claim, {}).holds_at(day) != "no"


def _period(edge: Relationship, name: str) -> Period | None:
    return Period.parse(edge[name]) if edge.get(name) else None


def _day(value: Any) -> date:
    try:
        period = Period.parse(str(value))
    except ValueError as error:
        raise BadParameter(AS_OF, str(error)) from None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", period.text):
        raise BadParameter(AS_OF, f"'{value}' is not a day: write it like 2025-03-18")
    return period.first


def _edges(value: Any) -> Iterator[Relationship]:
    if isinstance(value, Relationship):
        yield value
    elif isinstance(value, Path):
        yield from value.relationships
    elif isinstance(value, list):
        for part in value:
            yield from _edges(part)
