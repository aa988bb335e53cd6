"""Search: things by name and alias, claims by paraphrase, best first; accents do not count.

What is searched is folded once for a release and kept: a search is a walk through memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.answers import Found
from graph.model import Claim, Thing
from graph.names import fold
from graph.opened import Listing, Opened
from graph.questions import SearchQuestion
from graph.snapshot import Snapshot
from graph.things import known_things
from graph.vocabulary import LABELS, Label

_CLAIM_SCORE = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found; a higher `score` is better. `text` is what the words stand in."""

    score: int
    label: str
    id: str
    name: str
    text: str


class WordIndex:
    """The folded words of a release."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._names: dict[str, tuple[tuple[str, str], ...]] = {}
        self._paraphrases: dict[str, str] | None = None

    def fill(self) -> None:
        """Folds all words at once, before anybody searches for one."""
        for thing in self._snapshot.things.values():
            self.names(thing)
        self.paraphrase("")

    def names(self, thing: Thing) -> tuple[tuple[str, str], ...]:
        """A thing's name and aliases, each folded and as written."""
        kept = self._names.get(thing.id)
        if kept is None:
            kept = tuple((fold(text), text) for text in (thing.name, *thing.aliases, thing.id))
            self._names[thing.id] = kept
        return kept

    def paraphrase(self, uid: str) -> str:
        """A claim's paraphrase, folded; empty where it has none."""
        if self._paraphrases is None:
            rows = self._snapshot.paraphrases()
            self._paraphrases = {name: fold(text) for name, text in rows}
        return self._paraphrases.get(uid, "")

    def claim_text(self, claim: Claim) -> str:
        """All that a claim says and the names of its ends, folded."""
        ends = (self._snapshot.things.get(name) for name in (claim.subject, claim.object))
        names = (text for thing in ends if thing for text, _ in self.names(thing))
        return " ".join((*names, self.paraphrase(claim.uid)))


def word_index(snapshot: Snapshot) -> WordIndex:
    """The index of a snapshot, made once."""
    return snapshot.word_indexes.get_or(None, lambda: WordIndex(snapshot))


def search_listing(opened: Opened, question: SearchQuestion) -> Listing[Found]:
    """What a search finds, best first, and how it is shown."""
    phrase = fold(question.q)
    words = phrase.split()
    hits = [
        *(hit for label in LABELS for hit in _things(opened, question, label, phrase, words)),
        *_claims(opened, question, words),
    ]
    hits.sort(key=lambda hit: (-hit.score, _RANK[hit.label], fold(hit.name), hit.id))
    return Listing(hits, lambda rows: _answers(opened, rows))


_RANK = {label: place for place, label in enumerate((*LABELS, "Claim"))}


def _things(
    opened: Opened, question: SearchQuestion, label: Label, phrase: str, words: Sequence[str]
) -> Iterator[Hit]:
    if question.label not in (None, label) or not words:
        return
    index = word_index(opened.snapshot)
    for thing in known_things(opened, label):
        found = [(score(name, phrase, words), text) for name, text in index.names(thing)]
        best, text = max(found, key=lambda row: row[0])
        together = " ".join(name for name, _ in index.names(thing))
        if best or all(word in together for word in words):
            yield Hit(max(best, 2), label, thing.id, thing.name, text)


def score(name: str, phrase: str, words: Sequence[str]) -> int:
    """How well a folded name fits a phrase, 0 to 7: the whole of it, its beginning, its words."""
    if name == phrase:
        return 7
    if name.startswith(phrase):
        return 6
    own = name.replace("-", " ").split()
    if all(word in own for word in words):
        return 5
    if all(any(part.startswith(word) for part in own) for word in words):
        return 4
    return 3 if all(word in name for word in words) else 0


def _claims(opened: Opened, question: SearchQuestion, words: Sequence[str]) -> Iterator[Hit]:
    if question.label not in (None, "Claim") or not words:
        return
    index = word_index(opened.snapshot)
    for claim in opened.snapshot.ledger.claims.values():
        if opened.view.sees(claim):
            text = index.paraphrase(claim.uid)
            if text and all(word in text for word in words):
                yield Hit(_CLAIM_SCORE, "Claim", claim.uid, claim.id, text)


def _answers(opened: Opened, hits: Sequence[Hit]) -> list[Found]:
    ledger = opened.snapshot.ledger.claims
    claims = [ledger[hit.id] for hit in hits if hit.label == "Claim"]
    whole = opened.writer.fetch(claims)
    sentences = {brief["uid"]: brief["text"] for brief in opened.writer.claims(claims)}
    return [
        {
            "label": hit.label,
            "id": hit.id,
            "name": sentences.get(hit.id, hit.name),
            "text": (whole[hit.id].paraphrase or "") if hit.label == "Claim" else hit.text,
        }
        for hit in hits
    ]
