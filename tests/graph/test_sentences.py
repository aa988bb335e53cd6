"""Claims as sentences, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import Period
from graph.sentences import claim_sentence, date_words, listed
from graph.vocabulary import VOCABULARY
from tests.graph.build import claim

NAMES = {
    "aster": "Aster",
    "basil": "Basil",
    "d-open": "The harbour opens.",
    "a-pier": "the pier",
    "envoy": "Envoy Thyme",
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2014", "some time in 2014"),
        ("2014-03", "some time in March 2014"),
        ("2014-03-18", "18 March 2014"),
        ("0900-12", "some time in December 900"),
    ],
)
def test_a_date_in_words(text: str, words: str) -> None:
    assert date_words(Period.parse(text)) == words


def test_names_are_listed_as_english_does() -> None:
    assert [listed(list("abc"[:count])) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_a_stance_reads_with_all_that_belongs_to_it() -> None:
    made = replace(
        claim("1", "aster", "demands", "d-open", "2030-01"),
        addressed_to=("basil",),
        condition="the pier is mended.",
        reported_by="The Gazette",
        certainty="low",
    )
    assert claim_sentence(made, NAMES.__getitem__, "envoy") == (
        "Aster (voiced by Envoy Thyme) demands “The harbour opens”, addressed to Basil, on "
        "condition: the pier is mended (some time in January 2030, according to The Gazette, low "
        "certainty)."
    )


def test_a_holding_reads_with_its_bounds() -> None:
    made = claim(
        "1", "aster", "controls", "a-pier", "2030-01-05", valid_from="2029", valid_to="2030"
    )
    assert claim_sentence(made, NAMES.__getitem__) == (
        "Aster controls the pier, since 2029, until 2030 (5 January 2030)."
    )


def test_recognition_says_whose_it_is() -> None:
    made = claim("1", "aster", "recognises", "a-pier", "2030-01-05", in_favour_of=("basil",))
    assert claim_sentence(made, NAMES.__getitem__) == (
        "Aster recognises the pier as belonging to Basil (5 January 2030)."
    )


def test_structure_has_no_date() -> None:
    made = claim("1", "d-open", "concerns", "a-pier", None)
    assert claim_sentence(made, NAMES.__getitem__) == "“The harbour opens” concerns the pier."


@given(st.sampled_from(sorted(VOCABULARY.relations)), st.text(max_size=20), st.text(max_size=20))
def test_every_relation_reads_whatever_the_names_hold(relation: str, one: str, other: str) -> None:
    text = claim_sentence(claim("1", "a", relation, "b"), {"a": one, "b": other}.__getitem__)
    assert text.endswith(".")
    assert one.rstrip(".") in text
    assert other.rstrip(".") in text
