"""Reading very many claims piece by piece, by ranges of their uids.

An engine ends a query that runs for too long, however much it has answered by then. A uid is a
hash, so that equal ranges hold about as many claims each, and its index leads to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cypher import Query, named
from graph.store import Store

CLAIMS_IN_A_RANGE = 5_000
_AFTER_ALL = "g"  # the letter after the last hexadecimal digit


def ranges(count: int) -> Iterator[tuple[str, str]]:
    """Bounds that part all uids into `count` ranges: the first belongs to one, the last does not.

    >>> list(ranges(2))
    [('00000000', '80000000'), ('80000000', 'g')]
    """
    bounds = [f"{(number << 32) // count:08x}" for number in range(count)]
    yield from zip(bounds, [*bounds[1:], _AFTER_ALL], strict=True)


def in_ranges(store: Store, query: Query, **parameters: Any) -> Iterator[dict[str, Any]]:
    """All records of a query that takes a range, in the order of the ranges."""
    [counted] = store.read(named("query/claims_counted"))
    for first, last in ranges(counted["claims"] // CLAIMS_IN_A_RANGE + 1):
        yield from store.read(query, first=first, last=last, **parameters)
