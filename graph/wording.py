"""How near two texts are in their wording: the same words in another order are the same.

The measure is the normalised indel similarity of the two texts' words in alphabetical order, from 0
to 100 (rapidfuzz calls it `token_sort_ratio`): 200 times the length of their longest common
subsequence, over the sum of their lengths.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from graph.names import fold

_DENIALS = frozenset({"no", "not", "never", "none", "neither", "nor", "without", "cannot", "stop"})
_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"}
    | {"twelve", "hundred", "thousand", "million", "half", "once", "twice", "first", "second"}
)
_MARKS = _DENIALS | _NUMBERS
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+(?:'\w+)?")
_ROWS_AT_ONCE = 500


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order; signs do not count."""
    return _WORD.findall(fold(text))


def sorted_words(text: str) -> str:
    """The words of a text in alphabetical order, as one text to compare."""
    return " ".join(sorted(words_of(text)))


def nearness(one: str, other: str) -> float:
    """How near two texts are, from 0 to 100; 100 where they have the same words."""
    return fuzz.ratio(sorted_words(one), sorted_words(other))


def differ_on_purpose(one: str, other: str) -> bool:
    """Whether two texts, however near, differ in a number or a denial, and so say two things."""
    return marks(one) != marks(other)


def marks(text: str) -> frozenset[str]:
    """The numbers and denials of a text: those that have others differ on purpose."""
    return frozenset(word for word in words_of(text) if word in _MARKS or _DIGIT.search(word))


def near_pairs_alike(texts: Sequence[str], cutoff: float) -> Iterator[tuple[int, int, float]]:
    """The pairs of `near_pairs` that do not differ on purpose: only such texts are compared."""
    groups: dict[frozenset[str], list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        groups[marks(text)].append(place)
    for places in groups.values():
        if len(places) > 1:
            for one, other, near in near_pairs([texts[place] for place in places], cutoff):
                yield places[one], places[other], near


def near_pairs(texts: Sequence[str], cutoff: float) -> Iterator[tuple[int, int, float]]:
    """The pairs of places in `texts` that are at least as near as `cutoff`, with how near.

    Two texts can be no nearer than 200 times the shorter over both lengths. So, with the texts in
    order of length, each is compared with those only that are long enough, a block at a time.
    """
    ready = [sorted_words(text) for text in texts]
    order = sorted(range(len(ready)), key=lambda place: (len(ready[place]), place))
    for start in range(0, len(order), _ROWS_AT_ONCE):
        rows = order[start : start + _ROWS_AT_ONCE]
        longest = len(ready[rows[-1]]) * (200 - cutoff) / max(cutoff, 1)
        others = [place for place in order[start:] if len(ready[place]) <= longest]
        found = process.cdist(
            [ready[place] for place in rows],
            [ready[place] for place in others],
            scorer=fuzz.ratio,
            score_cutoff=cutoff,
        )
        for row, column in zip(*found.nonzero(), strict=True):
            if column > row:
                one, other = sorted((rows[row], others[column]))
                yield one, other, float(found[row, column])
