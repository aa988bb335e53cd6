"""Words found in many texts, as looking at each text would find them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.haystack import Haystack
from graph.names import fold

WORDS = st.text(alphabet="abé-", min_size=1, max_size=3).map(fold).filter(bool)
TEXTS = st.lists(st.text(alphabet="abé- \n", max_size=12).map(fold), max_size=12)


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=3))
def test_it_finds_what_looking_at_each_text_finds(texts: list[str], words: list[str]) -> None:
    by_key = {str(number): text for number, text in enumerate(texts)}
    expected = [key for key, text in by_key.items() if all(word in text for word in words)]
    assert list(Haystack(by_key).holding(words)) == expected
