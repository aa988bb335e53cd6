"""Names folded, found and guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import NameIndex, fold, nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Türkiye", "turkiye"),
        ("Kyiv\u2019s  plant", "KYIV'S PLANT"),
        ("São Tomé", "sao tome"),
        ("\u201cGreen\u201d \u2013 plan", '"green" - plan'),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
    ],
)
def test_what_people_write_differently_is_folded_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_a_plain_text_is_folded_as_any_other(text: str) -> None:
    """The short way for ASCII: beside a sign that is none, which folds by the long way."""
    assert fold(f"\u00e9 {text}") == f"e {fold(text)}".strip()


def test_the_nearest_names_come_first() -> None:
    assert nearest("rusia", ["tunisia", "russia", "sudan"])[0] == "russia"
    assert nearest("zzz", ["russia"]) == []


def test_among_very_many_names_the_nearest_is_still_found() -> None:
    names = [f"party-{number}" for number in range(30_000)]
    assert "party-29999" in nearest("party-299999", names)


def index() -> NameIndex:
    """Two parties that share an alias, and a demand that is called like one."""
    found = NameIndex()
    found.add("us", "Party", "United States", ["Washington", "USA"])
    found.add("wash", "Party", "Washington State", ["Washington"])
    found.add("d-us", "Demand", "USA")
    return found


def test_a_thing_is_found_by_id_name_and_alias() -> None:
    assert index().find("us") == ["us"]
    assert index().find("united  STATES") == ["us"]
    assert index().find("usa", ["Party"]) == ["us"]
    assert index().find("USA", ["Demand"]) == ["d-us"]
    assert index().find("us", ["Demand"]) == []
    assert index().find("nobody") == []


def test_a_shared_alias_finds_all_that_bear_it() -> None:
    assert index().find("washington") == ["us", "wash"]
    assert index().shared() == {"washington": ["us", "wash"]}


def test_words_are_those_of_the_labels_asked_for() -> None:
    assert set(index().words(["Demand"])) == {"d-us", "USA", "usa"}
    assert index().label("us") == "Party"
    assert index().label("x") is None
