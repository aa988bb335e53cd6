"""What the domain needs of a store, and reading very many claims piece by piece.

An engine ends a query that runs for too long, however much it has answered by then. A uid is a
hash, so that equal ranges of uids hold about as many claims each, and its index leads to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from cypher import Query, named

CLAIMS_IN_A_RANGE = 5_000
# As many claims as one query answers in a small part of the time that it has.
CLAIMS_AT_ONCE = 50_000
_AFTER_ALL = "g"  # the letter after the last hexadecimal digit


class Reads(Protocol):
    """What the domain needs of a store."""

    def read(self, query: Query, /, **parameters: Any) -> list[dict[str, Any]]:
        """The records that a named query returns."""

    def latest(self, query: Query, /, **parameters: Any) -> list[dict[str, Any]]:
        """As `read`, of all that was ever committed, where several machines hold the store."""

    def describe(self) -> str:
        """Where the store is, in words."""


def ranges(count: int) -> Iterator[tuple[str, str]]:
    """Bounds that part all uids into `count` ranges: the first belongs to one, the last does not.

    >>> list(ranges(2))
    [('00000000', '80000000'), ('80000000', 'g')]
    """
    bounds = [f"{(number << 32) // count:08x}" for number in range(count)]
    yield from zip(bounds, [*bounds[1:], _AFTER_ALL], strict=True)


def in_ranges(store: Reads, query: Query, **parameters: Any) -> Iterator[dict[str, Any]]:
    """All records of a query that takes a range, in the order of the ranges."""
    for _, records in by_range(store, query, **parameters):
        yield from records


def by_range(
    store: Reads, query: Query, **parameters: Any
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The same range by range, each with the bound before which its uids lie."""
    [counted] = store.read(named("query/claims_counted"))
    for first, last in ranges(counted["claims"] // CLAIMS_IN_A_RANGE + 1):
        yield last, store.read(query, first=first, last=last, **parameters)


def is_too_much_at_once(store: Reads, after: str, known_at: str) -> bool:
    """Whether so many claims were recorded or retracted after one instant and by another.

    Then reading all claims in ranges is surer than asking for what is new in one query.
    """
    asked = {"after": after, "known_at": known_at}
    recorded = store.read(named("query/claims_recorded_since"), **asked)
    retracted = store.read(named("query/claims_retracted_since"), **asked)
    return any(row["claims"] > CLAIMS_AT_ONCE for row in (*recorded, *retracted))
