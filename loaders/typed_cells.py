"""Values that have a type, as spreadsheets and Parquet keep them, to what a cell may hold.

A curator's year, month or day stays what it is: 2014 as a number is a year, and of a spreadsheet's
date that part counts which its format shows.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from loaders.columns import DATE_COLUMNS
from loaders.rows import Value, Wrong

# In a format of dates: what stands in quotes, brackets or after a backslash is no part of a date.
_NO_PART = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
# What a spreadsheet makes of a year typed into a cell for dates: these days of 1905.
_YEARS_TAKEN_FOR_DAYS = range(1900, 2101)
_DAY_ZERO = date(1899, 12, 30)


def typed_value(column: str, value: Any, shown_as: str = "") -> Value:
    """What a cell holds; Wrong where it cannot be taken. `shown_as` is its format in a sheet."""
    if value is None or isinstance(value, str):
        return value.strip() or None if value else None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(column, value)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return _day(column, day, shown_as)
    what = "a time of the day" if isinstance(value, time | timedelta) else type(value).__name__
    return Wrong(f"is {what} ({value}): write the date or the text that it means")


def _number(column: str, value: float) -> Value:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    if column in DATE_COLUMNS:
        return Wrong(f"{value} is a number, not a date: write 2014, 2014-03 or 2014-03-18")
    return repr(value)


def _day(column: str, day: date, shown_as: str) -> Value:
    if column not in DATE_COLUMNS:
        return Wrong(
            f"is a date ({day.isoformat()}), where text must be: format the cell as text and write "
            "again what it should say"
        )
    year = (day - _DAY_ZERO).days
    if shown_as and year in _YEARS_TAKEN_FOR_DAYS:
        return Wrong(
            f"is {day.isoformat()}, which a spreadsheet makes of the year {year} in a cell for "
            f"dates: format the cell as text and write {year}"
        )
    return day.isoformat()[: _precision(shown_as)]


def _precision(shown_as: str) -> int:
    """How many letters of 2014-03-18 a format of dates shows: a year, a month or a day."""
    parts = _NO_PART.sub("", shown_as.partition(";")[0]).lower()
    if "y" not in parts or "d" in parts:
        return 10
    return 7 if "m" in parts else 4
