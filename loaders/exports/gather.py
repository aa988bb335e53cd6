"""What an export is written from, gathered from what a question may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from graph.claim_selection import claims_wanted
from graph.model import Claim, Thing
from graph.opened import Opened
from graph.questions import ExportQuestion
from graph.records import thing_from
from graph.sentences import claim_sentence
from loaders.exports.material import Material

_AT_ONCE = 1_000
_NO_FILTERS = {"format", "as_of", "known_at"}


def material(opened: Opened, question: ExportQuestion) -> Material:
    """The claims that a question selects, with all that they touch; NotFound or Ambiguous."""
    claims = claims_wanted(opened, question) if opened.pin.release else []
    snapshot = opened.snapshot
    dossiers = sorted({claim.dossier for claim in claims})
    return Material(
        pin=opened.pin,
        filters=question.model_dump(mode="json", exclude=_NO_FILTERS, exclude_none=True),
        dossiers=[_dossier(opened, name) for name in dossiers],
        things=_touched(opened, claims),
        claims=_whole(opened, claims),
        sentence=lambda claim: claim_sentence(claim, snapshot.name),
    )


def _dossier(opened: Opened, name: str) -> dict[str, str | None]:
    row = opened.snapshot.dossiers.get(name, {"id": name})
    return {key: row.get(key) for key in ("id", "title", "description", "licence", "maintainer")}


def _whole(opened: Opened, claims: Sequence[Claim]) -> Callable[[], Iterator[Claim]]:
    """The claims with their words, fetched some at a time, as often as they are asked for."""

    def give() -> Iterator[Claim]:
        waiting = iter(claims)
        while batch := list(islice(waiting, _AT_ONCE)):
            whole = opened.snapshot.whole(batch)
            for claim in batch:
                # What a later load retracted stood at this pin.
                yield replace(whole[claim.uid], retracted_at=None)

    return give


def _touched(opened: Opened, claims: Sequence[Claim]) -> dict[str, Thing]:
    things = opened.snapshot.things
    names = {name for claim in claims for name in _names(claim)}
    found = {name: things[name] for name in names if name in things}
    sources: set[str] = set()
    for claim in _whole(opened, claims)():
        sources.update(row.source for row in claim.citations)
    rows = opened.snapshot.sources(sources)
    return found | {name: thing_from("Source", row) for name, row in rows.items()}


def _names(claim: Claim) -> Iterable[str]:
    yield from (claim.subject, claim.object, *claim.about)
    yield from (*claim.addressed_to, *claim.in_favour_of)
    if claim.said_at:
        yield claim.said_at
