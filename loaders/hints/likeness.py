"""Things that may be one: demands in nearly the same words, names that look like another's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from graph.names import fold
from graph.vocabulary import Label
from graph.wording import near_pairs_alike, words_of
from loaders.problems import Problems
from loaders.staging import StagedThing, Staging

# Chosen by reading what they give on the shipped dossiers; see docs/curating.md.
NEAR_DEMAND = 80.0
NEAR_NAME = 88.0
_SHORTEST_NAME = 5


def hint_at_demands(dossier: str, staging: Staging, problems: Problems) -> None:
    """Pairs of demands in nearly the same words that do not say that they exclude each other.

    Where the words in which they differ hold a number, a denial, or on either side the name of
    another party or asset, they differ on purpose and are left alone.
    """
    demands = list(staging.things_labelled(dossier, "Demand"))
    apart = {
        frozenset((row.content["subject"], row.content["object"]))
        for row in staging.claims_of(dossier, ["excludes"], "subject")
    }
    named = _name_words(dossier, staging)
    texts = [row.fields["text"] for row in demands]
    names_in = [named.intersection(words_of(text)) for text in texts]
    for one, other, near in near_pairs_alike(texts, NEAR_DEMAND):
        first, second = demands[one], demands[other]
        # Names on either side that the other lacks: one was put in the other's place.
        swapped = names_in[one] - names_in[other] and names_in[other] - names_in[one]
        if swapped or frozenset((first.id, second.id)) in apart:
            continue
        problems.warn(
            second.place,
            "text",
            f"{second.id!r} is near to {first.id!r} at {first.place} in wording ({near:.0f} of "
            "100): are the two one demand?",
            "near-demand",
        )


def _name_words(dossier: str, staging: Staging) -> frozenset[str]:
    """The words of the names of parties and assets."""
    labels: tuple[Label, ...] = ("Party", "Asset")
    rows = [row for label in labels for row in staging.things_labelled(dossier, label)]
    words = [
        words_of(name)
        for row in rows
        for name in (row.fields["name"], *row.fields.get("aliases", ()))
    ]
    return frozenset(word for part in words for word in part)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name or alias of a thing."""

    text: str
    thing: StagedThing
    column: str


def hint_at_names(dossier: str, staging: Staging, problems: Problems) -> None:
    """Names that look like another thing's, but are not the same: that is told elsewhere."""
    labels: tuple[Label, ...] = ("Party", "Asset", "Event")
    for label in labels:
        things = list(staging.things_labelled(dossier, label))
        for one, other in _alike([name for thing in things for name in _names(thing)]):
            problems.warn(
                other.thing.place,
                other.column,
                f"{other.text!r} of {other.thing.id!r} looks like {one.text!r} of "
                f"{one.thing.id!r} at {one.thing.place}: are the two one?",
                "near-name",
            )


def _names(thing: StagedThing) -> Iterator[_Name]:
    yield _Name(thing.fields["name"], thing, "name")
    for alias in thing.fields.get("aliases", ()):
        yield _Name(alias, thing, "aliases")


def _alike(names: Sequence[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """The likest pair of names of each two things that have one."""
    long = [name for name in names if len(name.text) >= _SHORTEST_NAME]
    found = [
        (sorted((long[one].thing.id, long[other].thing.id)), -near, one, other)
        for one, other, near in near_pairs_alike([name.text for name in long], NEAR_NAME)
        if _looks_like(long[one], long[other])
    ]
    for _, pairs in groupby(sorted(found), lambda row: row[0]):
        _, _, one, other = next(pairs)
        yield long[one], long[other]


def _looks_like(one: _Name, other: _Name) -> bool:
    return one.thing.id != other.thing.id and fold(one.text) != fold(other.text)
