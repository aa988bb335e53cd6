"""What changed between two days: what began, moved or ended, day by day, and by which claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.asked import ChangesPageQuestion, asked
from api.pages.briefs import by_day, change_words
from api.pages.leads import changes_lead
from api.pages.serving import Sight, page
from api.pages.words import Named
from graph.changes import Turn, changes_listing
from graph.errors import BadParameter
from graph.questions import ChangesQuestion, SpanKind

router = APIRouter(include_in_schema=False)

LISTED = 60
EARLIEST = date(1000, 1, 1)
_A_YEAR = timedelta(days=365)
_BEFORE = (
    ("30 days", timedelta(days=30)),
    ("a year", _A_YEAR),
    ("ten years", timedelta(days=3_652)),
)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A stretch of time that a click shows; `is_shown` where the page is of it."""

    name: str
    href: str
    is_shown: bool


@router.api_route("/changes", methods=["GET", "HEAD"])
async def changes(request: Request) -> Response:
    """What changed between two days; in the year up to the page's day, if none are given."""
    question = asked(ChangesPageQuestion, request.query_params)
    return await page(request, question, lambda sight: _changes(sight, question))


def _changes(sight: Sight, question: ChangesPageQuestion) -> bytes:
    first, last = _window(question, sight.opened.day)
    party = sight.opened.id_of("Party", question.party, "party")
    listing = changes_listing(sight.opened, _wanted(question, first, last), None)
    found: Sequence[Turn] = listing.found
    start = question.start - 1
    rows = listing.show(found[start : start + LISTED])
    return sight.render(
        "changes.html",
        question=question,
        lead=changes_lead(
            (first.isoformat(), last.isoformat()),
            Counter(change.kind for change in found),
            Named("Party", party, sight.opened.snapshot.name(party)) if party else None,
        ),
        first=first.isoformat(),
        last=last.isoformat(),
        party=sight.written(question.party, "Party"),
        kinds=get_args(SpanKind),
        days=by_day(rows),
        change_words=change_words,
        found=len(found),
        shortcuts=_shortcuts(sight, first, last),
        permalink=sight.links.here(as_of=sight.opened.pin.as_of, since=first, until=last),
        **_pages(sight, start, len(rows), len(found)),
    )


def _window(question: ChangesPageQuestion, day: date) -> tuple[date, date]:
    """The first and the last day; a year up to the page's day where none are given."""
    last = question.until or day
    first = question.since or _before(last, _A_YEAR)
    if first > last:
        raise BadParameter("since", f"{first} is after {last}, the last day: swap them")
    return first, last


def _wanted(question: ChangesPageQuestion, first: date, last: date) -> ChangesQuestion:
    return ChangesQuestion(
        dossier=question.dossier,
        known_at=question.known_at,
        as_of=question.as_of,
        party=question.party,
        kind=question.kind,
        since=first,
        until=last,
    )


def _before(day: date, time: timedelta) -> date:
    """So long before a day; the earliest that a form takes, or that day where it is earlier."""
    return day - time if day - EARLIEST > time else min(day, EARLIEST)


def _shortcuts(sight: Sight, first: date, last: date) -> list[Shortcut]:
    """Stretches of time up to the last day."""
    begins = [(name, _before(last, time)) for name, time in _BEFORE]
    return [
        Shortcut(name, sight.links.here(since=begin, until=last, start=None), begin == first)
        for name, begin in (*begins, ("all time", min(last, EARLIEST)))
    ]


def _pages(sight: Sight, start: int, shown: int, found: int) -> dict[str, Any]:
    """Which of all are listed, and the links to those before and after."""
    before, after = start + 1 - LISTED, start + 1 + LISTED
    return {
        "start": start + 1,
        "end": start + shown,
        "earlier": sight.links.here(start=max(1, before)) if start else None,
        "later": sight.links.here(start=after) if start + shown < found else None,
    }
