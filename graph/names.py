"""Names as people write them: folded for comparing, found by id, name or alias, and the nearest."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

from graph.vocabulary import Label

_SIGNS = str.maketrans(
    dict.fromkeys("‘’‛ʼʹ`´", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"\u00df": "ss", "\u0131": "i", "\u0142": "l", "\u00f8": "o", "\u0111": "d"}
)
_SPACE = re.compile(r"\s+")
_MANY = 20_000


def fold(text: str) -> str:
    """A text for comparing: case, accents, kinds of apostrophe, quote and dash do not count."""
    if text.isascii():  # most texts are, and then only these steps do anything
        return " ".join(text.casefold().translate(_SIGNS).split())
    plain = text
    for _ in range(2):  # as the Unicode standard has it for matching without case (D146)
        plain = unicodedata.normalize("NFKD", plain.casefold().translate(_SIGNS))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _SPACE.sub(" ", bare.translate(_SIGNS)).strip()


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The candidates most like a word, the likest first; none where nothing is alike.

    Of very many candidates only those of about the same length are compared.
    """
    folded: dict[str, str] = {}
    for candidate in candidates:
        folded.setdefault(fold(candidate), candidate)
    target = fold(word)
    pool: Sequence[str] = list(folded)
    if len(pool) > _MANY:
        pool = [name for name in pool if name[:1] == target[:1] and _same_size(name, target)]
    close = get_close_matches(target, pool[: 2 * _MANY], n=limit, cutoff=0.6)
    inside = [name for name in pool if target and target in name and name not in close]
    inside.sort(key=lambda name: -SequenceMatcher(None, target, name).quick_ratio())
    return [folded[name] for name in (*close, *inside)][:limit]


def _same_size(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= max(3, len(other) // 3)


class NameIndex:
    """Finds things by id, name or alias; several things may share a name."""

    def __init__(self) -> None:
        self._labels: dict[str, Label] = {}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._folded: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str, label: Label, title: str, aliases: Iterable[str] = ()) -> None:
        """Adds a thing by its id, its name and its aliases."""
        self._labels[name] = label
        self._exact[title].append(name)
        for word in dict.fromkeys(fold(word) for word in (title, *aliases)):
            self._folded[word].append(name)

    def label(self, name: str) -> Label | None:
        """The label of an id, if there is such a thing."""
        return self._labels.get(name)

    def find(self, text: str, labels: Sequence[Label] | None = None) -> list[str]:
        """The ids that a text may mean: by id, else by exact name, else by folded name or alias."""
        for found in ([text], self._exact.get(text, ()), self._folded.get(fold(text), ())):
            names = [name for name in dict.fromkeys(found) if self._is_one_of(name, labels)]
            if names:
                return names
        return []

    def _is_one_of(self, name: str, labels: Sequence[Label] | None) -> bool:
        label = self._labels.get(name)
        return label is not None and (labels is None or label in labels)

    def words(self, labels: Sequence[Label]) -> list[str]:
        """All ids, names and aliases of things of these labels, to find the nearest among."""
        named = [name for name, label in self._labels.items() if label in labels]
        known = set(named)
        titles = [title for title, names in self._exact.items() if not known.isdisjoint(names)]
        aliases = [word for word, names in self._folded.items() if not known.isdisjoint(names)]
        return [*named, *titles, *aliases]

    def shared(self) -> dict[str, list[str]]:
        """The folded names and aliases that more than one thing of a label bears.

        Sources are left out: they are cited by id, and many share a title.
        """
        found: dict[str, list[str]] = {}
        for word, names in self._folded.items():
            bearers = [name for name in dict.fromkeys(names) if self._labels[name] != "Source"]
            if len(bearers) > len({self._labels[name] for name in bearers}):
                found[word] = bearers
        return found
