"""When a holding or a tie held: the span that one claim of it stands for.

Holdings and ties hold from `valid_from` to `valid_to`. Without `valid_to` they have not ended.
Without `valid_from` they began at an unknown earlier time if there is a `valid_to`, else on
`said_on` at the latest. A tie said at an event, with neither bound, lasts as long as the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph.dates import Interval, Period
from graph.model import Claim, Thing
from graph.vocabulary import VOCABULARY

_TIES = VOCABULARY.names("tie")


def interval_of(claim: Claim, events: Mapping[str, Thing]) -> Interval:
    """The interval in which what a claim says holds; `events` by id gives those it was said at."""
    if claim.valid_from or claim.valid_to:
        evidence = None if claim.valid_from else _known_by(claim)
        return Interval(claim.valid_from, claim.valid_to, evidence)
    event = events.get(claim.said_at or "") if claim.relation in _TIES else None
    if event and event.start:
        return Interval(event.start, event.end or event.start)
    return Interval(claim.said_on, None, date.min if claim.said_on is None else None)


def since_at_latest(claim: Claim, events: Mapping[str, Thing]) -> bool:
    """Whether the start of its interval is only the day by which it is known to have begun."""
    if claim.valid_from or claim.valid_to or claim.said_on is None:
        return False
    event = events.get(claim.said_at or "") if claim.relation in _TIES else None
    return event is None or event.start is None


def _known_by(claim: Claim) -> date | None:
    """The first day on which something with an end but no known start certainly held."""
    periods: list[Period] = [part for part in (claim.said_on, claim.valid_to) if part]
    return min(period.last for period in periods) if periods else None
