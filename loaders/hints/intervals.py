"""Intervals of one thing that overlap, or leave a gap between them.

Two sorts are looked at: claims of one holding or tie (the same subject, relation and object), and
the possession of one asset by one party after another. Only dates that a curator gave as
`valid_from` and `valid_to` count, and only what is certain by them: coarse dates that may meet do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from graph.dates import Period, day_after, day_before
from graph.vocabulary import VOCABULARY
from loaders.problems import Problems
from loaders.staging import StagedClaim, Staging

_LASTING = sorted(VOCABULARY.names("holding") | VOCABULARY.names("tie"))
_POSSESSION = frozenset(
    name for name, row in VOCABULARY.relations.items() if row.sort == "possession"
)


def hint_at_intervals(dossier: str, staging: Staging, problems: Problems) -> None:
    """Overlaps and gaps, asset by asset and party by party."""
    rows = staging.claims_of(dossier, _LASTING, "object")
    for _, part in groupby(rows, lambda row: row.content["object"]):
        claims = [row for row in part if "valid_from" in row.content]
        claims.sort(key=lambda row: (_begin(row).first, row.id))
        _hint_at_repeats(claims, problems)
        _hint_at_successors([row for row in claims if row.relation in _POSSESSION], problems)


def _hint_at_repeats(claims: Sequence[StagedClaim], problems: Problems) -> None:
    """Claims of one holding or tie: one that begins before the last has ended, or long after."""
    by_tie = sorted(claims, key=_tie)
    for _, part in groupby(by_tie, _tie):
        for one, other in _neighbours(list(part)):
            if _same_bounds(one, other):
                continue
            if _overlap(one, other):
                message = (
                    f"begins while {one.id!r} at {one.place} says the same until "
                    f"{one.content.get('valid_to', 'now')}: make them one, or end the first"
                )
                problems.warn(other.place, "valid_from", message, "overlap")
            elif gap := _gap(one, other):
                message = f"leaves a gap after {one.id!r} at {one.place}: nothing is said of {gap}"
                problems.warn(other.place, "valid_from", message, "gap")


def _hint_at_successors(claims: Sequence[StagedClaim], problems: Problems) -> None:
    """Possession by one party after another."""
    for one, other in _neighbours(claims):
        holder, next_holder = one.content["subject"], other.content["subject"]
        if holder == next_holder or "valid_to" not in one.content:
            continue  # one that has no end is told as an open possession
        asset = one.content["object"]
        if _overlap(one, other):
            message = (
                f"{next_holder!r} has {asset!r} while {holder!r} holds it until "
                f"{one.content['valid_to']}, by {one.id!r} at {one.place}: do both?"
            )
            problems.warn(other.place, "valid_from", message, "overlap")
        elif gap := _gap(one, other):
            message = f"nobody holds {asset!r} in {gap}, between {one.id!r} at {one.place} and this"
            problems.warn(other.place, "valid_from", message, "gap")


def _neighbours(claims: Sequence[StagedClaim]) -> Iterator[tuple[StagedClaim, StagedClaim]]:
    """Each claim with the one before it that ends last."""
    reach: StagedClaim | None = None
    for claim in claims:
        if reach is not None:
            yield reach, claim
        if reach is None or _last(claim) >= _last(reach):
            reach = claim


def _tie(claim: StagedClaim) -> tuple[str, str, str]:
    favoured = ";".join(claim.content.get("in_favour_of", ()))
    return claim.content["subject"], claim.relation, favoured


def _same_bounds(one: StagedClaim, other: StagedClaim) -> bool:
    """Whether two sources say the same of one interval."""
    names = ("valid_from", "valid_to")
    return all(one.content.get(name) == other.content.get(name) for name in names)


def _overlap(one: StagedClaim, other: StagedClaim) -> bool:
    end = _end(one)
    return end is None or _begin(other).certainly_before(end)


def _gap(one: StagedClaim, other: StagedClaim) -> str:
    """The days that certainly lie between, as 'first to last'; empty where there is none."""
    end, begin = _end(one), _begin(other)
    if end is None or not end.certainly_before(begin) or day_after(end.last) >= begin.first:
        return ""
    first, last = day_after(end.last), day_before(begin.first)
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _begin(claim: StagedClaim) -> Period:
    return Period.parse(claim.content["valid_from"])


def _end(claim: StagedClaim) -> Period | None:
    text = claim.content.get("valid_to")
    return Period.parse(text) if text else None


def _last(claim: StagedClaim) -> str:
    end = _end(claim)
    return end.last.isoformat() if end else "9999-12-31"
