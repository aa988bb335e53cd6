"""Many texts, of which those that hold some words are found without looking at each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate


class Haystack:
    """Folded texts by key, joined into one: a search is the string's own, from hit to hit."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._keys = list(texts)
        self._texts = list(texts.values())
        # A folded text holds no line break, so that no word is found across two texts.
        self._joined = "\n".join(self._texts)
        self._ends = list(accumulate(len(text) + 1 for text in self._texts))

    def holding(self, words: Sequence[str]) -> Iterator[str]:
        """The keys of the texts in which every word stands, in their order.

        >>> list(Haystack({"a": "the old pier", "b": "a pier"}).holding(["pier", "old"]))
        ['a']
        """
        rarest = min(words, key=self._joined.count) if len(words) > 1 else words[0]
        place = self._joined.find(rarest)
        while place >= 0:
            line = bisect_right(self._ends, place)
            if all(word in self._texts[line] for word in words):
                yield self._keys[line]
            place = self._joined.find(rarest, self._ends[line])
