"""Which two are looked at together: conflicts are between pairs, of which there can be millions.

Where what is asked concerns few (one party, or those who changed in a time), only the pairs that
one of these is in are formed: the cost of an answer then follows its size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from graph.dates import Window

Couple = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Near:
    """Whose pairs matter: those of whom one at least is in `each` of some sets of parties.

    With `days`, both stand so on some of these days.
    """

    days: Window | None = None
    each: Sequence[Collection[str]] = ()


def couples(
    ones: Collection[str], others: Collection[str], each: Sequence[Collection[str]]
) -> Iterator[Couple]:
    """One of `ones` and another of `others`, of whom one at least is in `each` of some sets."""
    if not each:
        found: Iterator[Couple] = product(ones, others)
        rest: Sequence[Collection[str]] = ()
    else:
        fewest, *rest = sorted(each, key=len)
        apart = [name for name in ones if name not in fewest]
        found = chain(
            product([name for name in ones if name in fewest], others),
            product(apart, [name for name in others if name in fewest]),
        )
    return (
        (one, other)
        for one, other in found
        if one != other and all(one in part or other in part for part in rest)
    )
