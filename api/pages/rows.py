"""The table beside a picture: what it shows on the page's day, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.pages.keys import CONFLICTS, STRUCTURE
from api.pages.words import Named
from graph.answers import ClaimInBrief
from graph.pictures import Picture, Strand
from graph.stretches import Stretch

MOST_ROWS = 100
# A page with a large picture is large already: its script makes the other rows.
FEW_ROWS, MANY_NODES = 25, 100


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the picture on a day: who, how, what or whom, and by which claims (uids).

    `first` and `last` are the days that it covers; `since` is when it began, None where unknown.
    """

    edge: str
    conflict: bool
    source: Named
    target: Named
    verb: str
    text: str
    first: str
    last: str
    since: str | None
    said: str | None
    certain: bool
    claims: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of a day, and how many there are in all."""

    rows: Sequence[Row]
    total: int

    @property
    def uids(self) -> set[str]:
        """The claims behind the rows."""
        return {uid for row in self.rows for uid in row.claims}


def rows_of(picture: Picture, day: str) -> Rows:
    """The first rows of a day: conflicts first, then by who, how and what."""
    named = {
        spot.thing.id: Named(spot.thing.label, spot.thing.id, spot.thing.name)
        for spot in picture.spots
    }
    found = sorted(_rows(picture, day, named.__getitem__), key=_order)
    most = MOST_ROWS if len(picture.spots) <= MANY_NODES else FEW_ROWS
    return Rows(found[:most], len(found))


def _rows(picture: Picture, day: str, named: Callable[[str], Named]) -> Iterator[Row]:
    for strand in picture.strands:
        if strand.key not in STRUCTURE:
            for part in strand.stretches:
                if part.first.isoformat() <= day <= part.last.isoformat():
                    yield _row(strand, part, named)


def _order(row: Row) -> tuple[bool, str, str, str, str]:
    return not row.conflict, row.source.name, row.verb, row.target.name, row.first


def _row(strand: Strand, part: Stretch, named: Callable[[str], Named]) -> Row:
    first = part.first.isoformat()
    return Row(
        strand.id,
        strand.key in CONFLICTS,
        named(strand.source),
        named(strand.target),
        part.verb,
        part.text,
        first,
        part.last.isoformat(),
        part.since or (first if part.first.year > 1 else None),
        part.said,
        part.certain,
        part.claims,
    )


def says_who(
    uids: Sequence[str], claims: Mapping[str, ClaimInBrief], most: int = 3
) -> tuple[list[tuple[str, str]], int]:
    """Who reported some claims, each in words once with one of the claims; how many more there are.

    What the dossier's maintainer says of structure is left out.
    """
    found: dict[str, str] = {}
    for uid in uids:
        claim = claims[uid]
        if claim["said_on"]:
            found.setdefault(claim["reported_by"] or claim["id"], uid)
    shown = [(uid, words) for words, uid in found.items()]
    return shown[:most], max(0, len(shown) - most)
