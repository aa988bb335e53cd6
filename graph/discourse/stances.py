"""Who is for and against what within a window: the two matrices that all projections start from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.positions import PositionSpan
from graph.selection import assets_of
from graph.view import View

_AT_ONCE = 500
_POLES = ("for", "against")

Row = tuple[str, str, str]
Window = tuple[date, date]


@dataclass(frozen=True)
class Stances:
    """Parties (rows) by demands (columns), both in order of their ids.

    `pro` and `con` are sparse matrices of 0 and 1: who was for, who was against on any day of the
    window. Over a window a party may have been both, one after the other.
    """

    parties: tuple[str, ...]
    demands: tuple[str, ...]
    pro: csr_array
    con: csr_array

    @cached_property
    def activity(self) -> NDArray[np.int64]:
        """On how many demands each party takes a side; twice where it took both."""
        return np.asarray(self.pro.sum(axis=1) + self.con.sum(axis=1), dtype=np.int64)

    @cached_property
    def prominence(self) -> NDArray[np.int64]:
        """How many parties take a side on each demand; twice who took both."""
        return np.asarray(self.pro.sum(axis=0) + self.con.sum(axis=0), dtype=np.int64)

    def of_demands(self, columns: NDArray[np.int64]) -> Stances:
        """The same parties on these demands, by number; one may be taken several times."""
        chosen = tuple(self.demands[column] for column in columns)
        return Stances(self.parties, chosen, self.pro[:, columns], self.con[:, columns])


def stances_from(rows: Iterable[Row]) -> Stances:
    """Stances from rows of party, demand and polarity; other polarities count for neither."""
    counted = {row for row in rows if row[2] in _POLES}
    parties = tuple(sorted({party for party, _, _ in counted}))
    demands = tuple(sorted({demand for _, demand, _ in counted}))
    places = {name: place for names in (parties, demands) for place, name in enumerate(names)}
    shape = (len(parties), len(demands))

    def matrix(pole: str) -> csr_array:
        cells = [(places[party], places[demand]) for party, demand, of in counted if of == pole]
        across, down = zip(*cells, strict=True) if cells else ((), ())
        ones = np.ones(len(cells), dtype=np.int64)
        return csr_array((ones, (np.array(across, int), np.array(down, int))), shape=shape)

    return Stances(parties, demands, matrix("for"), matrix("against"))


def stances_within(
    view: View, window: Window, asset: str | None = None, *, roll_up: bool = True
) -> Stances:
    """The positions held on any day of a window, from its first day to its last.

    Kept with the view, since one window is looked at from several sides.
    """
    first, last = window

    def make() -> Stances:
        return stances_from(
            (span.party, span.demand, span.polarity)
            for span in _spans(view, asset, roll_up=roll_up)
            if span.first <= last and first <= span.last
        )

    return view.stances.get_or((window, asset, roll_up), make)


def _spans(view: View, asset: str | None, *, roll_up: bool) -> Iterator[PositionSpan]:
    view.snapshot.ledger  # noqa: B018 - all is asked for: one reading beats many
    assets = view.structure.with_parts(asset) if asset else frozenset[str]()
    demands = sorted(row.id for row in view.snapshot.things.values() if row.label == "Demand")
    for some in _in_parts(demands):
        for by_party in view.spans_on(some, roll_up=roll_up).values():
            for history in by_party.values():
                if not assets:
                    yield from history
                    continue
                yield from (
                    span for span in history if not assets.isdisjoint(assets_of(view, span))
                )


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
