"""What is left to settle between coders, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph.agreement.coding import Coding
from graph.agreement.matching import Coded
from graph.agreement.units import Unit
from graph.dates import Period
from graph.sentences import listed

KINDS = {
    "stance": "another relation",
    "demand": "another demand, or another thing",
    "subject": "another subject",
    "date": "another date",
    "missing": "claims that not all have",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing to settle: what each coder has (None: no such claim), and under which claim's id.

    `unit` counts the units from 1; the lists are in the order of the coders.
    """

    unit: int
    kind: str
    about: str
    values: tuple[str | None, ...]
    claims: tuple[str | None, ...]
    note: str = ""


def disagreements(units: Sequence[Unit], codings: Sequence[Coding]) -> list[Disagreement]:
    """All that is to settle, in the order of the units."""
    return [row for number, unit in enumerate(units, 1) for row in _of(number, unit, codings)]


def agrees(unit: Unit, codings: Sequence[Coding]) -> bool:
    """Whether all coders have the claim, and the same."""
    return not list(_of(0, unit, codings))


def _of(number: int, unit: Unit, codings: Sequence[Coding]) -> Iterator[Disagreement]:
    found = [unit.claims.get(place) for place in range(len(codings))]
    claims = tuple(item.claim.id if item else None for item in found)
    about = _about(unit.first, codings[unit.first.coder])

    def row(kind: str, value: Callable[[Coded], str], note: str = "") -> Disagreement:
        values = tuple(value(item) if item else None for item in found)
        return Disagreement(number, kind, about, values, claims, note)

    rows = list(unit.claims.values())
    if len({item.claim.relation for item in rows}) > 1:
        yield row("stance", lambda item: item.claim.relation)
    if len({item.object for item in rows}) > 1:
        yield row("demand", lambda item: item.object_text)
    if len({item.subject for item in rows}) > 1:
        yield row("subject", lambda item: codings[item.coder].name(item.claim.subject))
    if len({_dates(item) for item in rows}) > 1:
        yield row("date", _dates, _date_note(rows))
    if len(rows) < len(codings):
        yield row("missing", lambda item: item.claim.paraphrase or item.claim.relation)


def _about(item: Coded, coding: Coding) -> str:
    return f"{coding.name(item.claim.subject)}: {coding.name(item.claim.object)}"


def _dates(item: Coded) -> str:
    """The dates of a claim in one text."""
    claim = item.claim
    parts = [str(claim.said_on)] if claim.said_on else []
    parts += [f"from {claim.valid_from}"] if claim.valid_from else []
    return ", ".join([*parts, *([f"to {claim.valid_to}"] if claim.valid_to else [])])


def _date_note(rows: Sequence[Coded]) -> str:
    """Whether the dates may mean one day, some only being coarser."""
    said: list[Period] = [item.claim.said_on for item in rows if item.claim.said_on]
    if len({str(period) for period in said}) == 1:
        return "said on the same day, valid at other times"
    if all(one.may_overlap(other) for one in said for other in said):
        return f"{listed(sorted({str(period) for period in said}))} may be the same day"
    return ""
