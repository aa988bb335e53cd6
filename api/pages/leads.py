"""The sentence with which a page begins: what was so on its day, in words, from what was found.

Each is a pure function of answers: nothing is asked here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.briefs import label_of, reference
from api.pages.templates import counted, day_words
from api.pages.words import Named, Part, Sentence, several
from graph.sentences import listed
from graph.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class Tense:
    """The day of a page in words, and its verbs: past for a day that is over."""

    day: str
    past: bool

    @property
    def on(self) -> str:
        """'On 18 March 2025'."""
        return f"On {day_words(self.day)}"

    @property
    def is_(self) -> str:
        """'is' or 'was'."""
        return "was" if self.past else "is"

    @property
    def are(self) -> str:
        """'are' or 'were'."""
        return "were" if self.past else "are"

    @property
    def has(self) -> str:
        """'has' or 'had'."""
        return "had" if self.past else "has"

    def be(self, number: int) -> str:
        """The verb for so many."""
        return self.is_ if number == 1 else self.are


def home_lead(
    tense: Tense, conflicts: int, parties: int, most: Named | None, pair: Sequence[Named]
) -> Sentence:
    """What is contested, by how many, and what most."""
    if most is None:
        return (f"{tense.on}, nothing {tense.is_} contested in what Parley knows.",)
    begin = f"{tense.on}, {counted(parties, 'party', 'parties')} {tense.are} in "
    parts: list[Part] = [begin, f"{counted(conflicts, 'conflict')} with one another"]
    if pair:
        parts += [", ", *several(pair), " most often"]
    return (*parts, "; what they ", "contested" if tense.past else "contest", " most: ", most, ".")


def conflicts_lead(
    tense: Tense,
    conflicts: int,
    parties: int,
    pair: Sequence[Named],
    over: Named | None,
    mediator: Named | None,
    between: Sequence[Named],
) -> Sentence:
    """How many conflicts, between whom most, over what, and which mediator has a stake."""
    if not conflicts:
        return (f"{tense.on}, there {tense.is_} no such conflict in what Parley knows.",)
    many = counted(conflicts, "conflict")
    among = f" between {counted(parties, 'party', 'parties')}" if parties > 2 else ""
    parts: list[Part] = [f"{tense.on}, there {tense.be(conflicts)} {many}{among}"]
    if pair:
        parts += [", most of them between " if among else " between ", *several(pair)]
        parts += [", as over ", over] if over else []
    if mediator:
        mediated = "mediated" if tense.past else "mediates"
        parts += ["; ", mediator, f" {mediated} between ", *several(between)]
        parts += [f" and {tense.has} a stake of its own"]
    return (*parts, ".")


def party_lead(
    tense: Tense,
    party: Named,
    polarities: Mapping[str, int],
    opponents: Sequence[Named],
    held: Sequence[Named],
    voiced: Sequence[Named] = (),
) -> Sentence:
    """What a party was for and against, with whom in conflict, what it held, for whom it spoke.

    `voiced` has a party once for each of its positions that this one voiced.
    """
    clauses: list[Sentence] = []
    if stands := _stands(polarities):
        clauses.append((f"{tense.is_} {stands}",))
    if opponents:
        clauses.append((f"{tense.is_} in conflict with ", *several(opponents)))
    if held:
        clauses.append(("held or claimed " if tense.past else "holds or claims ", *several(held)))
    if voiced:
        spoke = "spoke for " if tense.past else "speaks for "
        many = counted(len(voiced), "of its positions", "of its positions")
        whose = many if len(set(voiced)) == 1 else many.replace("its", "their")
        rest = "rested" if tense.past else "rests" if len(voiced) == 1 else "rest"
        parties = list(dict.fromkeys(voiced))
        clauses.append((spoke, *several(parties), f" ({whose} {rest} on that)"))
    if not clauses:
        return (f"{tense.on}, nothing of what ", party, " wants or holds is known.")
    return (f"{tense.on}, ", party, " ", *_joined(clauses), ".")


def _joined(clauses: Sequence[Sentence]) -> Sentence:
    """Clauses with one subject: 'A', 'A and B', 'A, B, and C'."""
    parts: list[Part] = []
    for place, clause in enumerate(clauses):
        if place:
            last = place == len(clauses) - 1
            parts.append(", and " if last else ", ")
        parts.extend(clause)
    return tuple(parts)


def _stands(polarities: Mapping[str, int]) -> str:
    words = {
        "for": "for",
        "against": "against",
        "open": "undecided about",
        "other": "threatening",
        "disputed": "of two minds about",
    }
    known = [(word, polarities.get(key, 0)) for key, word in words.items()]
    return listed(
        [
            f"{word} {counted(number, 'demand') if place == 0 else number}"
            for place, (word, number) in enumerate(row for row in known if row[1])
        ]
    )


def asset_lead(
    tense: Tense,
    asset: Named,
    holders: Mapping[str, Sequence[Named]],
    demands: int,
    conflicts: int,
) -> Sentence:
    """Who possessed and claimed an asset, how many demands concern it, and how contested it is."""
    parts: list[Part] = [f"{tense.on}, "]
    possessed, titled = holders.get("possession", ()), holders.get("title", ())
    own = "as its own" if len(titled) == 1 else "as their own"
    possess, claim = _verb(tense, possessed, "possess"), _verb(tense, titled, "claim")
    if possessed and set(possessed) == set(titled):
        parts += [*several(possessed), f" {possess} ", asset, f" and {claim} it {own}"]
    elif possessed:
        parts += [*several(possessed), f" {possess} ", asset]
        parts += ["; ", *several(titled), f" {claim} it {own}"] if titled else []
    elif titled:
        parts += [*several(titled), f" {claim} ", asset, f" {own}"]
    else:
        hold = "have held" if tense.past else "hold"
        parts += [f"nobody {tense.is_} known to {hold} ", asset]
    concern = "concerned" if tense.past else "concerns" if demands == 1 else "concern"
    parts.append(f"; {counted(demands, 'demand')} {concern} it")
    over = f"{counted(conflicts, 'conflict')} {tense.be(conflicts)} over it"
    return (*parts, f", and {over}." if conflicts else f", and no conflict {tense.is_} over it.")


def _verb(tense: Tense, names: Sequence[Named], verb: str) -> str:
    """A regular verb for these names, in the tense of the page."""
    if tense.past:
        return f"{verb}ed"
    ending = "es" if verb.endswith("ss") else "s"
    return verb + (ending if len(names) == 1 else "")


def demand_lead(tense: Tense, sides: Mapping[str, Sequence[Named]], said: str | None) -> Sentence:
    """Who was for a demand, who against, who undecided, and when it was last spoken of."""
    words = {
        "for": "for it",
        "against": "against it",
        "open": "undecided about it",
        "other": "threatening it",
        "disputed": "saying both yes and no to it",
    }
    known = [(word, sides.get(key, ())) for key, word in words.items()]
    parts: list[Part] = []
    for word, names in known:
        if names:
            parts += [f"{tense.on}, " if not parts else "; ", *several(names)]
            parts.append(f" {tense.be(len(names))} {word}")
    if not parts:
        return (f"{tense.on}, nobody is known to have taken a position on this.",)
    return (*parts, f". It was last spoken of {_at(said)}." if said else ".")


def event_lead(event: Mapping[str, Any], parties: Sequence[Named], said: int) -> Sentence:
    """When an event was, where, who took part, and how much was said at it."""
    start, end = event["start"], event["end"]
    when = f"It took place {_at(start)}" if start else "It took place on a day that is not known"
    until = f", until {day_words(end)}," if end and end != start else ""
    where = f" in {event['place']}" if event["place"] else ""
    absent: Sentence = ("who took part is not on record",)
    who = (*several(parties), " took part") if parties else absent
    told = f"{counted(said, 'claim')} {'was' if said == 1 else 'were'} made there"
    return (f"{when}{until}{where}; ", *who, f"; {told}.")


def _at(text: str) -> str:
    """'on 18 March 2025', 'in March 2025'."""
    return f"{'on' if len(text) == 10 else 'in'} {day_words(text)}"


def source_lead(source: Mapping[str, Any], total: int, parties: Sequence[Named]) -> Sentence:
    """Who published a source and when, and how much rests on it."""
    by = source["publisher"] or source["author"]
    when = _at(source["published"]) if source["published"] else ""
    inferred = " (a date that is inferred)" if source["published_inferred"] else ""
    told = f"Published{f' by {by}' if by else ''}{f' {when}' if when else ''}{inferred}"
    begin = f"{told}; " if by or when else ""
    rest = f"{counted(total, 'claim')} {'rests' if total == 1 else 'rest'} on it"
    of = [", of ", *several(parties)] if parties else []
    return (f"{begin}{rest}" if begin else rest[:1].upper() + rest[1:], *of, ".")


def paths_lead(
    tense: Tense, ends: tuple[Named, Named], routes: Sequence[Mapping[str, Any]], cut: bool
) -> Sentence:
    """How far two things are from one another, and in how many ways."""
    one, other = ends
    if not routes:
        return (
            f"{tense.on}, nothing that Parley knows connects ",
            one,
            " and ",
            other,
            " in so few steps.",
        )
    steps = routes[0]["length"]
    short = [row for row in routes if row["length"] == steps]
    between = [reference(label_of(row), row) for row in short[0]["nodes"][1:-1]]
    parts: list[Part] = [f"{tense.on}, ", one, " and ", other]
    parts.append(f" {tense.are} {counted(steps, 'step')} apart")
    if between:
        parts += [", by way of ", *several(between)]
    if len(short) > 1:
        parts.append(f", and in {counted(len(short) - 1, 'other way')} as short")
    return (*parts, "; time ran out before all were found." if cut else ".")


def changes_lead(days: tuple[str, str], counts: Mapping[str, int], party: Named | None) -> Sentence:
    """How much began, moved or ended between two days, by kind."""
    first, last = map(day_words, days)
    kinds = [counted(number, kind) for kind, number in sorted(counts.items())]
    concerning: Sentence = (" concerning ", party) if party else ()
    what = listed(kinds) if kinds else "nothing that Parley knows of"
    return (f"From {first} to {last}, {what}", *concerning, " began, moved or ended.")


def holders_by_sort(holdings: Sequence[Mapping[str, Any]]) -> dict[str, list[Named]]:
    """Who holds an asset on the day, by sort of holding."""
    found: dict[str, list[Named]] = {}
    for row in holdings:
        sort = VOCABULARY.relations[row["relation"]].sort
        if row["holds"] != "no" and sort:
            names = found.setdefault(sort, [])
            party = reference("Party", row["party"])
            if party not in names:
                names.append(party)
    return found
