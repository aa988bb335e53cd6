"""What a picture's lines stand for: on which days, in which words, by which claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.answers import ClaimInBrief
from graph.cases import ConflictSpan, Side
from graph.dates import Period
from graph.positions import PositionSpan
from graph.questions import SpanKind
from graph.timeline import Spell
from graph.timeline import Thing as Held
from graph.view import TIES
from graph.vocabulary import VOCABULARY

Ends = tuple[str, str, str]

# How a conflict reads between the names of the two.
_VERBS = {
    "opposed": "is opposed to",
    "exclusive": "excludes what is wanted by",
    "rival_holding": "is a rival holder with",
    "dual_role": "mediates, with a stake of its own, with",
}
_DISPUTED = "says both yes and no to"
_CERTAINTIES = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days on which a strand holds, in which words, by which claims (uids).

    `verb` stands between the names of its ends; `since` is the date as text from which on it has
    held without a break, `said` that on which it was last said; `certainty` is the lowest of its
    claims'. These three may be unknown.
    """

    first: date
    last: date
    certain: bool
    text: str
    claims: tuple[str, ...]
    verb: str
    since: str | None
    said: str | None
    certainty: str | None


def spell_of(side: Side) -> Spell:
    """A position, holding or tie with the days that it covers."""
    if isinstance(side, PositionSpan):
        return Spell("position", side.first, side.last, side.certain, side)
    kind: SpanKind = "tie" if side.relation in TIES else "holding"
    return Spell(kind, side.interval.first, side.interval.last, certain=True, thing=side)


def ends_of(held: Held) -> list[Ends]:
    """From where to where a span leads, and its key in the legend."""
    if isinstance(held, PositionSpan):
        return [(held.party, held.demand, held.polarity)]
    if isinstance(held, ConflictSpan):
        conflict = held.finding.conflict
        first, *others = conflict.parties
        return [(first, other, conflict.kind) for other in others]
    return [(held.party, held.object, VOCABULARY.relations[held.relation].sort or held.relation)]


def stretch_of(spell: Spell, text: str, proof: list[ClaimInBrief]) -> Stretch:
    """A span with the words and claims that say so."""
    said = [claim["said_on"] for claim in proof if claim["said_on"]]
    return Stretch(
        first=spell.first,
        last=spell.last,
        certain=spell.certain,
        text=text,
        claims=tuple(claim["uid"] for claim in proof),
        verb=_verb(spell.thing),
        since=_since(spell.thing),
        said=max(said, default=None),
        certainty=_lowest(proof),
    )


def _since(held: Held) -> str | None:
    if isinstance(held, ConflictSpan):
        return None if held.since == date.min else held.begin.text
    if isinstance(held, PositionSpan):
        return held.since.text
    return held.interval.begin.text if held.interval.begin else None


def _verb(held: Held) -> str:
    if isinstance(held, ConflictSpan):
        return _VERBS[held.finding.conflict.kind]
    if isinstance(held, PositionSpan):
        return _DISPUTED if held.polarity == "disputed" else relation_verb(held.stance)
    return relation_verb(held.relation)


def relation_verb(relation: str) -> str:
    """How a relation reads between the names of its ends: 'is allied with'."""
    reads = VOCABULARY.relations[relation].reads
    return reads.replace("{subject}", "").replace("{object}", "").strip()


def structural(brief: ClaimInBrief) -> Stretch:
    """What a claim of structure says, which holds on every day."""
    return Stretch(
        first=date.min,
        last=date.max,
        certain=True,
        text=brief["text"],
        claims=(brief["uid"],),
        verb=relation_verb(brief["relation"]),
        since=None,
        said=None,
        certainty=None,
    )


def stepped(brief: ClaimInBrief) -> Stretch:
    """A step of a route, which is shown from the day on which it was said."""
    said = brief["said_on"]
    return Stretch(
        first=Period.parse(said).first if said else date.min,
        last=date.max,
        certain=True,
        text=brief["text"],
        claims=(brief["uid"],),
        verb=relation_verb(brief["relation"]),
        since=said,
        said=said,
        certainty=brief["certainty"],
    )


def _lowest(proof: list[ClaimInBrief]) -> str | None:
    found = [claim["certainty"] for claim in proof if claim["certainty"] in _CERTAINTIES]
    return min(found, key=lambda name: _CERTAINTIES.index(name or "high"), default=None)
