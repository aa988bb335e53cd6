"""The words of a release, folded once: names and aliases of things, paraphrases of claims."""

from __future__ import annotations

from graph.haystack import Haystack
from graph.kept import Kept
from graph.model import Claim, Thing
from graph.names import fold
from graph.snapshot import Snapshot
from graph.vocabulary import LABELS, Label


class WordIndex:
    """The folded words of a release."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._names: dict[str, tuple[tuple[str, str], ...]] = {}
        self._things: Kept[Label, Haystack] = Kept(len(LABELS))

    def fill(self) -> None:
        """Folds all words at once, before anybody searches for one."""
        for label in LABELS:
            self.things(label)
        self._snapshot.paraphrases.texts  # noqa: B018 - made when it is first asked for

    def names(self, thing: Thing) -> tuple[tuple[str, str], ...]:
        """A thing's name, aliases and id, each folded and as written."""
        kept = self._names.get(thing.id)
        if kept is None:
            kept = tuple((fold(text), text) for text in (thing.name, *thing.aliases, thing.id))
            self._names[thing.id] = kept
        return kept

    def things(self, label: Label) -> Haystack:
        """The ids of the things of a label, by all their names."""
        return self._things.get_or(label, lambda: self._read_things(label))

    def _read_things(self, label: Label) -> Haystack:
        return Haystack(
            {
                thing.id: " ".join(name for name, _ in self.names(thing))
                for thing in self._snapshot.things_of(label)
            }
        )

    def claim_text(self, claim: Claim) -> str:
        """All that a claim says and the names of its ends, folded."""
        ends = (self._snapshot.things.get(name) for name in (claim.subject, claim.object))
        names = (text for thing in ends if thing for text, _ in self.names(thing))
        return " ".join((*names, self._snapshot.paraphrases.folded.get(claim.uid, "")))


def word_index(snapshot: Snapshot) -> WordIndex:
    """The index of a snapshot, made once."""
    return snapshot.word_indexes.get_or(None, lambda: WordIndex(snapshot))
