"""A person's Cypher, for reading only, by what really holds on each engine.

On the embedded engine the reader account may only read records, and a gate on the words keeps it
from looking at what others run. Neo4j Community has no roles: there the query is explained first,
in a session for reading, and what the plan would do is held against a list; then it runs in a
session for reading, under the reader account where one is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import neo4j
import orjson
from neo4j.exceptions import DatabaseError, DriverError, Forbidden, Neo4jError

from graph.errors import BadQuery, ParleyError, QueryRefused
from graph.store.driver_errors import is_query_fault, query_complaint, translated
from graph.store.plain import plain
from graph.store.statement import (
    PROCEDURES,
    check_depth,
    check_functions,
    check_prefix,
    check_words,
)

if TYPE_CHECKING:
    from graph.store.bolt import Store

SECONDS = 30.0
ROWS = 10_000
BYTES = 32_000_000
LONGEST = 50_000
DEEPEST = 20
WEIGHED_EACH = 50

_REFUSED_OPERATORS = ("LoadCSV", "Show", "Terminate", "Command", "AlterCurrentUser", "Describe")


@dataclass(frozen=True, slots=True)
class Table:
    """What a query returned, as plain JSON or as it came; `truncated` where a limit cut it."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may run, and how many rows and bytes it may return."""

    seconds: float = SECONDS
    rows: int = ROWS
    bytes: int = BYTES


def read_only(store: Store, text: str, parameters: Mapping[str, Any], limits: Limits) -> Table:
    """What a person's query returns.

    QueryRefused for what is not reading, BadQuery for what does not parse or run, QueryTimeout for
    what runs too long.
    """
    return _asked(store, text, parameters, limits, _table)


def read_only_values(
    store: Store, text: str, parameters: Mapping[str, Any], limits: Limits
) -> Table:
    """The same with the driver's own values: nodes, edges and times as they came."""
    return _asked(store, text, parameters, limits, _values)


def _asked(
    store: Store,
    text: str,
    parameters: Mapping[str, Any],
    limits: Limits,
    read: Callable[[neo4j.Result, Limits], Table],
) -> Table:
    if len(text) > LONGEST:
        raise BadQuery(f"the query is longer than {LONGEST:,} characters: write a shorter one")
    if any(0xD800 <= ord(sign) <= 0xDFFF or sign == "\0" for sign in text):
        raise BadQuery("the query holds a character that no text may hold: take it out")
    check_parameters(parameters)
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # one reading of where a comment ends
    check_prefix(text)
    check_depth(text)
    check_functions(text)
    try:
        if store.engine == "embedded":
            check_words(text)
        else:
            _check_plan(store, text, parameters, limits)
        with store.session("READ") as session:
            return read(session.run(_query(text, limits), dict(parameters)), limits)
    except (Neo4jError, DriverError, OSError) as error:
        raise _explained(error, store) from error


def check_parameters(value: Any, name: str = "", depth: int = 0) -> None:
    """BadQuery for a parameter that no engine can take; `name` is where in them it stands."""
    if depth > DEEPEST:
        raise BadQuery(f"the parameter {name!r} is nested too deeply: at most {DEEPEST} levels")
    if isinstance(value, Mapping):
        for key, part in value.items():
            check_parameters(str(key), name, depth + 1)
            check_parameters(part, name or str(key), depth + 1)
    elif isinstance(value, list | tuple):
        for part in value:
            check_parameters(part, name, depth + 1)
    elif isinstance(value, str) and any(0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise BadQuery(f"the parameter {_shown(name)} holds a character that no text may hold")
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise BadQuery(f"the parameter {_shown(name)} is too large for a whole number")


def _shown(name: str) -> str:
    return repr(name.encode("utf-8", "replace").decode()[:100])


def _explained(error: Exception, store: Store) -> ParleyError:
    if isinstance(error, Forbidden) or str(getattr(error, "code", "")).endswith("AccessMode"):
        return QueryRefused("only reading is allowed here: leave out what writes")
    if isinstance(error, Neo4jError) and is_query_fault(error, store.engine):
        # the embedded engine counts columns from nought
        return query_complaint(error, first_column=0 if store.engine == "embedded" else 1)
    if isinstance(error, DatabaseError):
        return BadQuery("the engine cannot run this query: write it in another way")
    return translated(error, store.describe())


def _query(text: str, limits: Limits) -> neo4j.Query:
    return neo4j.Query(text, metadata={"query": "read-only"}, timeout=limits.seconds)


def _table(result: neo4j.Result, limits: Limits) -> Table:
    columns = list(result.keys())
    rows: list[list[Any]] = []
    weight = 0
    for record in result:
        row = [plain(value) for value in record.values()]
        weight += len(orjson.dumps(row, option=orjson.OPT_NON_STR_KEYS))
        if len(rows) >= limits.rows or weight > limits.bytes:
            return Table(columns, rows, truncated=True)
        rows.append(row)
    return Table(columns, rows, truncated=False)


def _values(result: neo4j.Result, limits: Limits) -> Table:
    """Rows as they came; only one in so many is weighed, as weighing takes longer than reading."""
    columns = list(result.keys())
    rows: list[list[Any]] = []
    weight = 0
    for number, record in enumerate(result):
        row = record.values()
        if number % WEIGHED_EACH == 0:
            weight += _weight_of(row) * (1 if number == 0 else WEIGHED_EACH)
        if number >= limits.rows or weight > limits.bytes:
            return Table(columns, rows, truncated=True)
        rows.append(row)
    return Table(columns, rows, truncated=False)


def _weight_of(row: list[Any]) -> int:
    return len(orjson.dumps([plain(value) for value in row], option=orjson.OPT_NON_STR_KEYS))


def _check_plan(store: Store, text: str, parameters: Mapping[str, Any], limits: Limits) -> None:
    """QueryRefused where the plan of a query does more than read the graph."""
    try:
        with store.session("READ") as session:
            # on a line of its own, so that the server's caret points into the person's own text
            summary = session.run(_query(f"EXPLAIN\n{text}", limits), dict(parameters)).consume()
    except Neo4jError as error:
        if is_query_fault(error):
            raise query_complaint(error, lines_before=1) from error
        raise
    if summary.query_type != "r" or summary.plan is None:
        raise QueryRefused("only reading is allowed here: leave out what writes")
    for operator in _operators(summary.plan):
        _check_operator(operator)


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)


def _check_operator(operator: Mapping[str, Any]) -> None:
    kind = str(operator.get("operatorType", "")).partition("@")[0]
    if kind.startswith(_REFUSED_OPERATORS):
        raise QueryRefused(
            f"{kind} is not offered: a query reads the graph, and neither files nor the server"
        )
    if "ProcedureCall" in kind:
        details = str(operator.get("args", {}).get("Details", ""))
        name = details.partition("(")[0].strip()
        if name.lower() not in PROCEDURES:
            raise QueryRefused(
                f"the procedure {name} is not offered: use one of {', '.join(sorted(PROCEDURES))}"
            )
