"""Claims and dates as a person reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.dates import Period
from graph.model import Claim
from graph.vocabulary import VOCABULARY

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

Names = Callable[[str], str]


def date_words(period: Period) -> str:
    """A date in words: '18 March 2025', or 'some time in March 2025' where no day is known."""
    if period.is_day:
        return f"{period.first.day} {_MONTHS[period.first.month - 1]} {period.first.year}"
    return f"some time in {_coarse_words(period)}"


def _coarse_words(period: Period) -> str:
    if period.first.month == period.last.month:
        return f"{_MONTHS[period.first.month - 1]} {period.first.year}"
    return str(period.first.year)


def _point_words(period: Period) -> str:
    """A date after 'since' or 'until'."""
    return date_words(period) if period.is_day else _coarse_words(period)


def listed(names: Sequence[str]) -> str:
    """Names as English lists them: 'a', 'a and b', 'a, b and c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def claim_sentence(claim: Claim, names: Names, voice: str | None = None) -> str:
    """A claim as one sentence; `names` gives a thing's name, `voice` the id of who spoke.

    Where `voice` is given, `claim.subject` is the party spoken for.
    """
    relation = VOCABULARY.relations[claim.relation]
    subject = names(claim.subject) + (f" (voiced by {names(voice)})" if voice else "")
    spoken_object = names(claim.object)
    if relation.object == ("Demand",):
        spoken_object = f"“{spoken_object.rstrip('.')}”"
    if relation.subject == ("Demand",):
        subject = f"“{subject.rstrip('.')}”"
    core = relation.reads.format(subject=subject, object=spoken_object)
    return "".join((core, *_qualifiers(claim, names), _reported(claim), "."))


def _qualifiers(claim: Claim, names: Names) -> list[str]:
    parts = []
    if claim.in_favour_of:
        favoured = listed([names(party) for party in claim.in_favour_of])
        word = "as belonging to" if claim.relation == "recognises" else "in favour of"
        parts.append(f" {word} {favoured}")
    if claim.leaning:
        parts.append(f", leaning {claim.leaning}")
    if claim.addressed_to:
        parts.append(f", addressed to {listed([names(party) for party in claim.addressed_to])}")
    if claim.condition:
        parts.append(f", on condition: {claim.condition.rstrip('.')}")
    if claim.because:
        parts.append(f", because {claim.because.rstrip('.')}")
    return [*parts, *_bounds(claim)]


def _bounds(claim: Claim) -> list[str]:
    parts = []
    if claim.valid_from:
        parts.append(f", since {_point_words(claim.valid_from)}")
    if claim.valid_to:
        parts.append(f", until {_point_words(claim.valid_to)}")
    return parts


def _reported(claim: Claim) -> str:
    facts = [date_words(claim.said_on)] if claim.said_on else []
    if claim.reported_by:
        facts.append(f"according to {claim.reported_by}")
    if claim.certainty and claim.certainty != "high":
        facts.append(f"{claim.certainty} certainty")
    return f" ({', '.join(facts)})" if facts else ""
