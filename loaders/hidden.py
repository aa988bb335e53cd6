"""What a spreadsheet hides from its reader and is loaded all the same: told, so that none slips in.

Rows that a filter leaves out are hidden too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from openpyxl.utils import get_column_letter

from loaders.problems import Problems
from loaders.rows import place_of
from loaders.sheet_survey import Survey

Ranges = Sequence[tuple[int, int]]
_MOST = 20


def warn_of_hidden(shown: str, found: Survey, problems: Problems, *, sheet: bool) -> None:
    """Warns of hidden rows and columns that hold something, and of a hidden sheet.

    `shown` is the file and the sheet as the curator knows them.
    """
    if sheet:
        problems.warn(shown, "", "the sheet is hidden; it is loaded too", "hidden")
    if found.hidden_rows:
        place = place_of(shown, found.hidden_rows[0][0], "")
        listed = _listed(found.hidden_rows, str)
        problems.warn(place, "", f"hidden rows are loaded too: {listed}", "hidden")
    columns = list(_filled(found))
    if columns:
        place = place_of(shown, 1, get_column_letter(columns[0][0]))
        listed = _listed(columns, get_column_letter)
        problems.warn(place, "", f"hidden columns are loaded too: {listed}", "hidden")


def _filled(found: Survey) -> Iterator[tuple[int, int]]:
    """The hidden columns that hold something; those of one range, from the first to the last."""
    filled = sorted(found.filled_columns)
    for first, last in found.hidden_columns:
        begin, end = bisect_left(filled, first), bisect_right(filled, last)
        if begin < end:
            yield filled[begin], filled[end - 1]


def _listed(ranges: Ranges, name: Callable[[int], str]) -> str:
    parts = [
        name(first) if first == last else f"{name(first)}-{name(last)}"
        for first, last in ranges[:_MOST]
    ]
    more = f" and {len(ranges) - _MOST:,} more" if len(ranges) > _MOST else ""
    return ", ".join(parts) + more
