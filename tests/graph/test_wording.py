"""Texts that are near in their wording, and folding of plain letters."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from graph.names import fold
from graph.wording import differ_on_purpose, near_pairs, near_pairs_alike

WORDS = ["The", "harbour", "opens", "not", "in", "2030", "two", "weeks", "Pier", "never"]
texts = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), max_size=12
)


@given(texts, st.sampled_from([50.0, 80.0, 88.0]))
def test_pairs_alike_are_the_near_pairs_that_do_not_differ_on_purpose(
    found: list[str], cutoff: float
) -> None:
    expected = [
        pair
        for pair in near_pairs(found, cutoff)
        if not differ_on_purpose(found[pair[0]], found[pair[1]])
    ]
    assert sorted(near_pairs_alike(found, cutoff)) == sorted(expected)


def test_a_number_or_a_denial_on_one_side_differs_on_purpose() -> None:
    assert differ_on_purpose("It opens in 2030.", "It opens in 2031.")
    assert differ_on_purpose("It opens.", "It never opens.")
    assert not differ_on_purpose("It opens in 2030.", "In 2030 it opens again!")


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_fold_as_all_others_do(text: str) -> None:
    # A letter that is not plain takes the long way, and leaves the others as they are.
    assert fold(text + "\u00e9").removesuffix("e").strip() == fold(text)
    assert unicodedata.normalize("NFKD", fold(text)) == fold(text)
