"""Names and aliases to ids, within one dossier."""

from __future__ import annotations

from collections.abc import Sequence

from graph.names import NameIndex, nearest
from graph.vocabulary import Label
from loaders.problems import Problems
from loaders.rows import Row


class Untold(ValueError):
    """What is meant cannot be told, because of something that is told already."""


def tell(problems: Problems, row: Row, column: str, error: ValueError) -> None:
    """Tells what is wrong with a reference; nothing where the reason is told already."""
    if not isinstance(error, Untold):
        problems.add(row, column, str(error))


class References:
    """Resolves what curators write where an id is due; remembers what it resolved.

    `refused` are the names of rows that something is wrong with, and `unread` the labels whose
    table could not be read whole: that what they name is missing, cannot be said.
    """

    def __init__(self, names: NameIndex) -> None:
        self.refused = NameIndex()
        self.unread: set[Label] = set()
        self._names = names
        self._known: dict[tuple[str, tuple[Label, ...]], str] = {}

    def resolve(self, text: str, labels: tuple[Label, ...]) -> str:
        """The id of the one thing meant; ValueError with the nearest names or the candidates.

        Untold where it stands in a row that is refused, or might stand in what was not read.
        """
        known = self._known.get((text, labels))
        if known is None:
            known = self._known[text, labels] = self._find(text, labels)
        return known

    def resolve_all(self, texts: Sequence[str], labels: tuple[Label, ...]) -> list[str]:
        """The ids of several, each once and in order."""
        return sorted(set(self.resolve_each(texts, labels)))

    def resolve_each(self, texts: Sequence[str], labels: tuple[Label, ...]) -> list[str]:
        """The ids of several; Untold only where nothing else is wrong with any of them."""
        found: list[str] = []
        untold: Untold | None = None
        for text in texts:
            try:
                found.append(self.resolve(text, labels))
            except Untold as error:
                untold = error
        if untold is not None:
            raise untold
        return found

    def _find(self, text: str, labels: tuple[Label, ...]) -> str:
        found = self._names.find(text, labels)
        if len(found) == 1:
            return found[0]
        wanted = " or ".join(label.lower() for label in labels)
        if found:
            raise ValueError(
                f"{text!r} may mean {', '.join(sorted(found))}: give the id of the {wanted}"
            )
        if self.unread.intersection(labels) or self.refused.find(text, labels):
            raise Untold(text)
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
