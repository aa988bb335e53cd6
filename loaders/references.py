"""Names and aliases to ids, within one dossier."""

from __future__ import annotations

from collections.abc import Sequence

from graph.names import NameIndex, nearest
from graph.vocabulary import Label


class References:
    """Resolves what curators write where an id is due; remembers what it resolved."""

    def __init__(self, names: NameIndex) -> None:
        self._names = names
        self._known: dict[tuple[str, tuple[Label, ...]], str] = {}

    def resolve(self, text: str, labels: tuple[Label, ...]) -> str:
        """The id of the one thing meant; ValueError with the nearest names or the candidates."""
        known = self._known.get((text, labels))
        if known is None:
            known = self._known[text, labels] = self._find(text, labels)
        return known

    def resolve_all(self, texts: Sequence[str], labels: tuple[Label, ...]) -> list[str]:
        """The ids of several, each once and in order."""
        return sorted({self.resolve(text, labels) for text in texts})

    def _find(self, text: str, labels: tuple[Label, ...]) -> str:
        found = self._names.find(text, labels)
        if len(found) == 1:
            return found[0]
        wanted = " or ".join(label.lower() for label in labels)
        if found:
            raise ValueError(
                f"{text!r} may mean {', '.join(sorted(found))}: give the id of the {wanted}"
            )
        elsewhere = self._names.find(text)
        if elsewhere:
            label = self._names.label(elsewhere[0])
            raise ValueError(f"{text!r} is {_article(str(label))}; this must be a {wanted}")
        near = nearest(text, self._names.words(labels))
        hint = f"; the nearest is {', '.join(map(repr, near))}" if near else ""
        raise ValueError(f"there is no {wanted} called {text!r} in this dossier{hint}")


def _article(label: str) -> str:
    word = label.lower()
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
