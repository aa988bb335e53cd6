"""Claims, conflicts and changes as the templates write them: their names linked, nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.words import Named, Sentence, linked
from graph.answers import ChangeAnswer, ClaimAnswer, ClaimInBrief, ConflictAnswer
from graph.dates import Period
from graph.sentences import date_words
from graph.vocabulary import LABELS, VOCABULARY, Label


@dataclass(frozen=True, slots=True)
class Cited:
    """A source with how many of a page's claims rest on it."""

    id: str
    title: str
    url: str | None
    claims: int


def reference(label: Label, row: Mapping[str, Any]) -> Named:
    """A reference of an answer, a demand's too."""
    return Named(label, row["id"], row["text"] if "text" in row else row["name"])


def label_of(row: Mapping[str, Any]) -> Label:
    """The label of a labelled reference."""
    return next(label for label in LABELS if label == row["label"])


def references(label: Label, rows: Iterable[Mapping[str, Any]]) -> list[Named]:
    """The references of an answer."""
    return [reference(label, row) for row in rows]


def ends_of(claim: ClaimInBrief | ClaimAnswer) -> list[Named]:
    """What a claim names: its ends, who spoke, and of a whole claim to and for whom.

    An end of two possible labels is not linked.
    """
    relation = VOCABULARY.relations[claim["relation"]]
    ends = [(relation.subject, claim["subject"]), (relation.object, claim["object"])]
    found = [reference(labels[0], row) for labels, row in ends if len(labels) == 1]
    whole: Mapping[str, Any] = claim
    others = [*whole.get("addressed_to", ()), *whole.get("in_favour_of", ())]
    voice = [claim["voiced_by"]] if claim["voiced_by"] else []
    return [*found, *references("Party", [*voice, *others])]


def claim_words(claim: ClaimInBrief | ClaimAnswer) -> Sentence:
    """What a claim says, without when, by whom and how sure, which are shown beside it."""
    facts = [date_words(Period.parse(claim["said_on"]))] if claim["said_on"] else []
    facts += [f"according to {claim['reported_by']}"] if claim["reported_by"] else []
    if claim["certainty"] and claim["certainty"] != "high":
        facts.append(f"{claim['certainty']} certainty")
    text = claim["text"]
    beside = f" ({', '.join(facts)})."
    if facts and text.endswith(beside):
        text = f"{text.removesuffix(beside)}."
    return linked(text, ends_of(claim))


def conflict_words(conflict: ConflictAnswer) -> Sentence:
    """A conflict's sentence with its parties, demands and assets linked."""
    return linked(conflict["text"], [*_about(conflict), *names_in(conflict["claims"])])


def _about(thing: Mapping[str, Any]) -> Iterator[Named]:
    yield from references("Demand", thing["demands"])
    yield from references("Asset", thing["assets"])
    yield from references("Party", thing["parties"])


def change_words(change: ChangeAnswer) -> Sentence:
    """What changed, without the word for how, which is shown beside it."""
    text = change["text"].removeprefix(f"{change['change'].capitalize()}: ")
    return linked(text, names_in(change["claims"]))


def names_in(claims: Iterable[ClaimInBrief]) -> list[Named]:
    """All that some claims name."""
    return list(dict.fromkeys(named for claim in claims for named in ends_of(claim)))


def cited(claims: Iterable[ClaimInBrief]) -> list[Cited]:
    """The sources of some claims, those that most rest on first."""
    counted: Counter[str] = Counter()
    rows = {}
    for claim in {row["uid"]: row for row in claims}.values():
        for source in claim["sources"]:
            rows[source["id"]] = source
            counted[source["id"]] += 1
    found = [Cited(name, row["title"], row["url"], counted[name]) for name, row in rows.items()]
    return sorted(found, key=lambda row: (-row.claims, row.title, row.id))


def by_day(changes: Sequence[ChangeAnswer]) -> list[tuple[str, list[ChangeAnswer]]]:
    """Changes in the order given, those of a day together."""
    days: dict[str, list[ChangeAnswer]] = {}
    for change in changes:
        days.setdefault(change["day"], []).append(change)
    return list(days.items())
