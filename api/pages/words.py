"""Sentences whose names are links: text and references side by side, for the templates to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.vocabulary import Label

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A thing within a sentence: its page is linked, its name is written."""

    label: Label
    id: str
    name: str
    is_quoted: bool = True

    @property
    def words(self) -> str:
        """The name as a sentence has it: a demand in quotation marks, unless the text has them."""
        if self.label != "Demand":
            return self.name
        bare = self.name.rstrip(".")
        return f"“{bare}”" if self.is_quoted else bare


Part = str | Named
Sentence = tuple[Part, ...]
Namer = Callable[[str], Named]


def plain(sentence: Iterable[Part]) -> str:
    """A sentence as text alone."""
    return "".join(part if isinstance(part, str) else part.words for part in sentence)


def several(names: Sequence[Part], most: int = MOST_NAMED) -> Sentence:
    """Names as English lists them, the first few named: 'A', 'A and B', 'A, B and 3 more'."""
    shown = list(names) if len(names) <= most + 1 else list(names[:most])
    rest = len(names) - len(shown)
    parts: list[Part] = [*shown, f"{rest} more"] if rest else shown
    joined: list[Part] = []
    for place, part in enumerate(parts):
        if place:
            joined.append(" and " if place == len(parts) - 1 else ", ")
        joined.append(part)
    return tuple(joined)


def capitalised(sentence: Sentence) -> Sentence:
    """The sentence with a capital at its beginning."""
    if sentence and isinstance(sentence[0], str):
        return (sentence[0][:1].upper() + sentence[0][1:], *sentence[1:])
    return sentence


def linked(text: str, names: Iterable[Named]) -> Sentence:
    """A text with the names that stand in it as references, the longest first where two fit."""
    known: dict[str, Named] = {}
    for named in names:
        known.setdefault(named.name.rstrip("."), named)
    known.pop("", None)
    if not known:
        return (text,)
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    parts: list[Part] = []
    for place, part in enumerate(pattern.split(text)):
        if place % 2:
            found = known[part]
            parts.append(Named(found.label, found.id, part, is_quoted=False))
        elif part:
            parts.append(part)
    return tuple(parts)
