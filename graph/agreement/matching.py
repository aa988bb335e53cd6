"""How alike two claims of two coders are, and which claim of one is which of the other.

The similarity is a weighted mean, from 0 to 1, of what two coders who read the same passage should
have in common: who speaks, of what, by which source and place, when, and in which words. The
relation is left out on purpose: it is what agreement is measured on, and matching by it would count
agreement twice. It only decides between matches that are otherwise equally good.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from graph.agreement.coding import Coding
from graph.agreement.same_things import SameThings
from graph.dates import Period
from graph.model import Citation, Claim
from graph.vocabulary import VOCABULARY
from graph.wording import nearness, sorted_words

SUBJECT, OBJECT, SOURCES, DAY, WORDING = 0.25, 0.30, 0.20, 0.10, 0.15
# At least this alike are two claims that may be one: who, of what and when, or as much otherwise.
THRESHOLD = 0.65
_SAME_RELATION = 1e-6
_DAYS = 30
_NUMBER = re.compile(r"\d+")

# What two claims have in common, to look them up by.
Common = tuple[str, ...]


@dataclass(frozen=True)
class Coded:
    """A claim of a coder (by place) with the common keys of what it is about."""

    coder: int
    claim: Claim
    subject: str
    object: str
    object_text: str
    sources: tuple[tuple[str, Citation], ...]

    @cached_property
    def group(self) -> str:
        """The group of its relation; claims of two groups are never one."""
        return VOCABULARY.relations[self.claim.relation].group

    @cached_property
    def words(self) -> str:
        """The words of its paraphrase in alphabetical order."""
        return sorted_words(self.claim.paraphrase or "")

    @cached_property
    def object_words(self) -> str:
        """The words of its object's name in alphabetical order."""
        return sorted_words(self.object_text)

    @property
    def order(self) -> tuple[str, ...]:
        """An order that the order of rows does not change; ids decide where all else is equal."""
        claim = self.claim
        words = (str(claim.said_on or ""), claim.relation, claim.paraphrase or "")
        return (self.subject, self.object, *words, *(key for key, _ in self.sources), claim.id)


def coded(place: int, coding: Coding, same: SameThings) -> list[Coded]:
    """A coder's claims in order of their content."""
    rows = [
        Coded(
            place,
            claim,
            same.key(place, claim.subject),
            same.key(place, claim.object),
            coding.name(claim.object),
            tuple(sorted(_cited(place, claim, same), key=_in_order)),
        )
        for claim in coding.claims
    ]
    return sorted(rows, key=lambda row: row.order)


def _cited(place: int, claim: Claim, same: SameThings) -> Iterator[tuple[str, Citation]]:
    for row in claim.citations:
        yield same.key(place, row.source), row


def _in_order(cited: tuple[str, Citation]) -> tuple[str, str, str]:
    """A claim may cite two places of one source, or one without a place."""
    key, row = cited
    return key, row.locator or "", row.quote or ""


def similarity(one: Coded, other: Coded) -> float:
    """How alike two claims are, from 0 to 1; 0 where they are of two groups of relations."""
    if one.group != other.group:
        return 0.0
    sure = (
        SUBJECT * (one.subject == other.subject)
        + SOURCES * _sources_alike(one, other)
        + DAY * _days_alike(one.claim.said_on, other.claim.said_on)
    )
    if one.object == other.object:
        sure += OBJECT
    elif sure + OBJECT / 2 + WORDING >= THRESHOLD:
        # Another demand in nearly the same words counts for half.
        sure += OBJECT / 2 * fuzz.ratio(one.object_words, other.object_words) / 100
    if sure + WORDING < THRESHOLD:
        return sure
    return sure + WORDING * (fuzz.ratio(one.words, other.words) / 100)


def candidates(ones: Sequence[Coded], others: Sequence[Coded]) -> Iterator[tuple[int, int, float]]:
    """The pairs, by place, that may be one, with how alike they are.

    Only pairs that have enough in common to reach the threshold are compared; `_in_common` says
    what that is.
    """
    sharing: dict[Common, list[int]] = defaultdict(list)
    for place, row in enumerate(others):
        for common in _in_common(row):
            sharing[common].append(place)
    for one, row in enumerate(ones):
        near = set().union(*(sharing.get(common, ()) for common in _in_common(row)))
        for other in sorted(near):
            alike = similarity(row, others[other])
            if alike >= THRESHOLD:
                same = row.claim.relation == others[other].claim.relation
                yield one, other, alike + _SAME_RELATION * same


def _in_common(row: Coded) -> set[Common]:
    """One of these each pair has in common that may reach the threshold, by the weights.

    Either both ends; or one end and a source; or, without a source, the subject and all words,
    since then everything else must be the same. The object and all words are not enough, and
    neither is anything without an end.
    """
    ends = [("ends", row.group, row.subject, row.object)]
    words = [("words", row.group, row.subject, row.object_words, row.words)]
    subjects = [("subject", row.group, row.subject, key) for key, _ in row.sources]
    objects = [("object", row.group, row.object, key) for key, _ in row.sources]
    return {*ends, *words, *subjects, *objects}


def _days_alike(one: Period | None, other: Period | None) -> float:
    """1 where both may mean one day, then less with every day between, 0 from a month on."""
    if one is None or other is None:
        return 0.0
    if one.may_overlap(other):
        return 1.0
    apart = max(other.first - one.last, one.first - other.last).days
    return max(0.0, 1 - apart / _DAYS)


def _sources_alike(one: Coded, other: Coded) -> float:
    """The best that a source of one has in common with a source of the other."""
    return max(
        (
            _places_alike(first.locator, second.locator)
            for key, first in one.sources
            for another, second in other.sources
            if key == another
        ),
        default=0.0,
    )


def _places_alike(one: str | None, other: str | None) -> float:
    """How alike two places in one source are: by their numbers where both have some."""
    if not one or not other:
        return 0.75
    first, second = _numbers(one), _numbers(other)
    if first and second:
        return 1.0 if first & second else 0.4
    return max(0.4, nearness(one, other) / 100)


@lru_cache(maxsize=65_536)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))
