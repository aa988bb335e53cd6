"""DataFrames from rows: real dates for what are dates, nothing lost where they are coarse.

Parley keeps dates as text, of the precision that is known. A column of days becomes days, one of
instants becomes instants in UTC. Where some are only a year or a month, the column has their first
days and a column beside it, `<name>_precision`, says `year`, `month` or `day`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from neo4j.time import Date, DateTime, Duration, Time

from graph.dates import Period, parse_instant
from graph.notebook.failures import needed
from graph.store.plain import plain

Rows = Sequence[Sequence[Any]]

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)")
# Columns that hold dates even where none of them is known to the day.
_NAMED = ("said_on", "valid_from", "valid_to", "since", "until", "first", "last", "day", "start")
_NAMES_OF_DATES = (*_NAMED, "end", "published", "said_since", "as_of")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_SCALARS = (str, bool, int, float, date, datetime, time, timedelta)


def pandas_frame(columns: Sequence[str], rows: Rows, *, dates: bool = True) -> Any:
    """A pandas DataFrame; SetupError where pandas is not installed."""
    pandas = needed("pandas", "a DataFrame")
    frame = pandas.DataFrame(rows, columns=list(columns))
    for place, name in reversed(list(enumerate(columns))):
        _turn_pandas(pandas, frame, place, name, dates=dates)
    return frame


def _turn_pandas(pandas: Any, frame: Any, place: int, name: str, *, dates: bool) -> None:
    """Puts real dates, and plain values for the driver's own, into one column of a frame."""
    column = frame.iloc[:, place]
    if column.dtype.kind not in "OU" and column.dtype.name != "str":
        return
    first = _first(column)
    if isinstance(first, str):
        turned = _turned(name, column.tolist(), first) if dates and _DATE.match(first) else None
    elif first is None or type(first) in _SCALARS:
        turned = None
    else:
        turned = Turned([natural(value) for value in column.tolist()])
    if turned is None:
        return
    values = pandas.Series(turned.values, index=frame.index)
    frame.isetitem(
        place, pandas.to_datetime(values, utc=turned.utc) if turned.are_dates else values
    )
    if turned.precisions:
        frame.insert(place + 1, f"{name}_precision", turned.precisions)


def polars_frame(columns: Sequence[str], rows: Rows, *, dates: bool = True) -> Any:
    """A polars DataFrame; SetupError where polars is not installed."""
    polars = needed("polars", "a polars DataFrame")
    found: dict[str, Any] = {}
    for place, name in enumerate(columns):
        values = [natural(row[place]) for row in rows]
        first = next((value for value in values if value is not None), None)
        is_date = dates and isinstance(first, str) and _DATE.match(first)
        turned = (_turned(name, values, str(first)) if is_date else None) or Turned(values)
        found[name] = polars.Series(name, turned.values, strict=False)
        if turned.precisions:
            found[f"{name}_precision"] = polars.Series(turned.precisions)
    return polars.DataFrame(found)


class Turned:
    """The values of a column, with the precision of each where it is a coarse date."""

    def __init__(self, values: list[Any], *, are_dates: bool = False, utc: bool = False) -> None:
        self.values = values
        self.are_dates = are_dates
        self.utc = utc
        self.precisions: list[str | None] | None = None


def _turned(name: str, values: list[Any], first: str) -> Turned | None:
    """The dates that a column of text holds; None where not all of its texts are dates."""
    texts = [value if isinstance(value, str) else None for value in values]
    try:
        if _INSTANT.fullmatch(first):
            return Turned(
                [parse_instant(text) if text else None for text in texts], are_dates=True, utc=True
            )
        if _DAY.fullmatch(first):
            days = [date.fromisoformat(text) if text else None for text in texts]
            return Turned(days, are_dates=True)
    except ValueError:
        pass
    return _coarse(name, texts)


def _coarse(name: str, texts: list[str | None]) -> Turned | None:
    try:
        periods = [Period.parse(text) if text else None for text in texts]
    except ValueError:
        return None
    is_named = name.rpartition(".")[2] in _NAMES_OF_DATES
    if not is_named and not any(period and period.is_day for period in periods):
        return None  # numbers of four figures are not dates for that
    turned = Turned([period.first if period else None for period in periods], are_dates=True)
    turned.precisions = [_PRECISIONS[len(period.text)] if period else None for period in periods]
    return turned


def natural(value: Any) -> Any:
    """A value as Python has it: times as its own, nodes and edges as `/v1/cypher` gives them."""
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, Date | DateTime | Time):
        return value.to_native()
    if isinstance(value, Duration):
        return plain(value)
    if isinstance(value, list):
        return [natural(part) for part in value]
    return plain(value)


def _first(column: Any) -> Any:
    """The first value that is there."""
    place = column.first_valid_index()
    return None if place is None else column.loc[place]
