"""Small claims and statements for tests, with what a test does not care about filled in."""

from __future__ import annotations

from graph.dates import Period
from graph.model import Claim
from graph.positions import Statement


def claim(
    uid: str,
    subject: str,
    relation: str,
    thing: str,
    said_on: str | None = "2025-01-01",
    *,
    valid_from: str | None = None,
    valid_to: str | None = None,
    said_at: str | None = None,
    in_favour_of: tuple[str, ...] = (),
    addressed_to: tuple[str, ...] = (),
    about: tuple[str, ...] = (),
    recorded_at: str = "2026-01-01T00:00:00.000000Z",
    retracted_at: str | None = None,
) -> Claim:
    """A claim whose curator's id is its uid."""
    return Claim(
        uid=uid,
        id=uid,
        dossier="test",
        relation=relation,
        subject=subject,
        object=thing,
        said_on=Period.parse(said_on) if said_on else None,
        valid_from=Period.parse(valid_from) if valid_from else None,
        valid_to=Period.parse(valid_to) if valid_to else None,
        said_at=said_at,
        in_favour_of=in_favour_of,
        addressed_to=addressed_to,
        about=about,
        recorded_at=recorded_at,
        retracted_at=retracted_at,
    )


def stated(
    uid: str,
    relation: str,
    said_on: str,
    *,
    thing: str = "d",
    valid_from: str | None = None,
    valid_to: str | None = None,
) -> Statement:
    """A stance of the party 'p' that it voiced itself."""
    made = claim(uid, "p", relation, thing, said_on, valid_from=valid_from, valid_to=valid_to)
    return Statement(made, "p", None)
