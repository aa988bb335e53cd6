"""Coders compared: a pair checked by hand, and laws that must hold for any."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.agreement.coding import Coding
from graph.agreement.matching import THRESHOLD, coded, similarity
from graph.agreement.report import Agreement, compare_codings
from graph.agreement.same_things import SameThings
from graph.dates import Period
from graph.model import Citation, Claim, Thing
from graph.vocabulary import Label
from loaders.coding import read_codings

CODERS = Path(__file__).parents[2] / "dossiers" / "coders"
ANNA, BEN = read_codings([CODERS / "anna", CODERS / "ben"])


def thing(name: str, label: Label, title: str, *aliases: str, **fields: Any) -> Thing:
    """A thing."""
    return Thing(
        id=name, label=label, name=title, aliases=aliases, url=fields.get("url"), properties=fields
    )


def coding(coder: str, things: list[Thing], claims: tuple[Claim, ...] = ()) -> Coding:
    """A coding."""
    return Coding(coder, {row.id: row for row in things}, claims)


def claim(name: str, subject: str, relation: str, object_: str, **fields: Any) -> Claim:
    """A claim of one day and place."""
    usual = {
        "said_on": Period.parse("2031-05-02"),
        "citations": (Citation("s", "paragraph 2"),),
        "paraphrase": "As it says.",
    }
    return Claim(
        **{"uid": name, "id": name, "dossier": "d", **usual, **fields},
        subject=subject,
        relation=relation,
        object=object_,
    )


def shared(codings: list[Coding]) -> set[frozenset[tuple[int, str]]]:
    """The things that more than one coder has, by coder's place and id."""
    same = SameThings(codings)
    groups: dict[str, set[tuple[int, str]]] = {}
    for place, row in enumerate(codings):
        for name in row.things:
            groups.setdefault(same.key(place, name), set()).add((place, name))
    return {frozenset(group) for group in groups.values() if len(group) > 1}


def test_the_pair_of_coders_by_hand() -> None:
    found = compare_codings([ANNA, BEN])
    assert (found.coders, found.claims, found.units, found.agreed) == (
        ("anna", "ben"),
        (9, 9),
        10,
        4,
    )
    [pair] = found.pairs
    assert (pair.matched, pair.share) == (8, 16 / 18)
    # Of 16 values 8 are demands, 3 accepts, 2 rejects, 2 supports, 1 considers; 1 unit of 8
    # differs.
    by_chance = 1 - (8 * 7 + 3 * 2 + 2 * 1 + 2 * 1) / (16 * 15)
    assert found.stance.alpha == pytest.approx(1 - (1 / 8) / by_chance)
    # Anna has 4, 1, 1, 1 and 1 of them, Ben 4, 2, 1, 1 and 0.
    kappa_by_chance = (4 * 4 + 1 * 2 + 1 * 1 + 1 * 1) / 64
    assert found.stance.kappa == pytest.approx((7 / 8 - kappa_by_chance) / (1 - kappa_by_chance))
    # Of 16 polarities 13 are for, 2 against, 1 open.
    assert found.polarity.alpha == pytest.approx(1 - (1 / 8) / (1 - (13 * 12 + 2) / (16 * 15)))
    assert {(row.kind, row.claims) for row in found.disagreements} == {
        ("stance", ("c5", "k03")),
        ("demand", ("c8", "k08")),
        ("date", ("c7", "k07")),
        ("date", ("c6", "k01")),
        ("missing", ("c9", None)),
        ("missing", (None, "k09")),
    }
    [coarse] = [row for row in found.disagreements if row.claims == ("c6", "k01")]
    assert coarse.note == "2031-05 and 2031-05-08 may be the same day"
    assert coarse.values == ("2031-05-08", "2031-05")


def test_things_are_the_same_by_content_and_not_by_id() -> None:
    assert shared([ANNA, BEN]) == {
        frozenset({(0, one), (1, other)})
        for one, other in [
            *(("norland", "p2"), ("sudland", "p1"), ("pilots", "p3"), ("a-strait", "the-strait")),
            *(("s-gazette", "gazette"), ("s-herald", "herald"), ("d-open", "d2"), ("d-toll", "d3")),
            *(("d-pilots", "d1"), ("d-survey", "d4"), ("d-seat", "d5")),
        ]
    }


def test_the_same_id_says_nothing_and_wikidata_much() -> None:
    one = coding("one", [thing("p", "Party", "Aster"), thing("q", "Party", "Basil", wikidata="Q1")])
    other = coding(
        "two", [thing("p", "Party", "Cedar", wikidata="Q1"), thing("r", "Party", "ASTER")]
    )
    assert shared([one, other]) == {
        frozenset({(0, "q"), (1, "p")}),
        frozenset({(0, "p"), (1, "r")}),
    }


def test_an_alias_of_two_parties_unites_nothing() -> None:
    one = coding(
        "one", [thing("a", "Party", "Aster", "Port"), thing("b", "Party", "Basil", "Port")]
    )
    other = coding("two", [thing("c", "Party", "Port")])
    assert shared([one, other]) == set()


def test_two_things_of_one_coder_stay_two_whatever_a_third_says() -> None:
    one = coding("one", [thing("a", "Party", "Aster"), thing("b", "Party", "Basil")])
    other = coding("two", [thing("c", "Party", "Aster", "Basil")])
    assert shared([one, other]) == {frozenset({(0, "a"), (1, "c")})}


def test_demands_that_differ_in_a_number_are_two() -> None:
    one = coding("one", [thing("d", "Demand", "It is filled over three years.")])
    other = coding("two", [thing("e", "Demand", "It is filled over seven years.")])
    assert shared([one, other]) == set()


THINGS = [
    thing("p", "Party", "Aster"),
    thing("d", "Demand", "The harbour opens."),
    thing("e", "Demand", "Wholly other matters rest."),
    thing("s", "Source", "Gazette", url="https://example.org/1"),
]


@pytest.mark.parametrize(
    ("fields", "is_one"),
    [
        ({}, True),
        ({"relation": "rejects"}, True),
        ({"object_": "e"}, True),
        ({"said_on": Period.parse("2031-06-20")}, True),
        ({"paraphrase": "Put in words of another sort."}, True),
        ({"citations": (), "paraphrase": "Put in words of another sort."}, True),
        ({"citations": (), "said_on": Period.parse("2031-06-20")}, True),
        ({"object_": "e", "citations": ()}, False),
        (
            {"citations": (), "said_on": Period.parse("2032"), "paraphrase": "Quite another."},
            False,
        ),
    ],
    ids=str,
)
def test_what_is_taken_for_one_claim(fields: dict[str, Any], is_one: bool) -> None:
    relation = fields.pop("relation", "demands")
    demand = fields.pop("object_", "d")
    one = coding("one", THINGS, (claim("1", "p", "demands", "d"),))
    other = coding("two", THINGS, (claim("2", "p", relation, demand, **fields),))
    same = SameThings([one, other])
    [first], [second] = coded(0, one, same), coded(1, other, same)
    assert (similarity(first, second) >= THRESHOLD) == is_one
    assert similarity(first, second) == similarity(second, first)
    assert compare_codings([one, other]).pairs[0].matched == int(is_one)


def test_the_relation_decides_only_between_equal_matches() -> None:
    one = coding("one", THINGS, (claim("1", "p", "demands", "d"), claim("2", "p", "rejects", "d")))
    other = coding(
        "two", THINGS, (claim("1", "p", "rejects", "d"), claim("2", "p", "demands", "d"))
    )
    found = compare_codings([one, other])
    assert found.agreed == 2
    assert found.stance.alpha == 1.0


def test_claims_of_two_groups_are_never_one() -> None:
    things = [*THINGS, thing("a", "Asset", "The pier")]
    one = coding("one", things, (claim("1", "p", "controls", "a"),))
    other = coding("two", things, (claim("1", "p", "demands", "d"),))
    assert compare_codings([one, other]).units == 2


def test_a_third_coder_joins_the_units_of_the_first_two() -> None:
    third = replace(ANNA, coder="cora", claims=ANNA.claims[:5])
    found = compare_codings([ANNA, BEN, third])
    assert found.claims == (9, 9, 5)
    assert found.units == 10
    assert [pair.matched for pair in found.pairs] == [8, 5, 5]
    [stance] = [row for row in found.disagreements if row.kind == "stance"]
    assert stance.values == ("considers", "accepts", "considers")
    assert sum(row.kind == "missing" for row in found.disagreements) == 5


def test_a_claim_may_cite_two_places_of_one_source() -> None:
    twice = (Citation("s", "paragraph 2"), Citation("s"), Citation("s", "paragraph 9"))
    one = coding("one", THINGS, (claim("1", "p", "demands", "d", citations=twice),))
    other = coding("two", THINGS, (claim("2", "p", "demands", "d", citations=twice[::-1]),))
    assert compare_codings([one, other]).agreed == 1


def test_a_coder_agrees_with_itself() -> None:
    found = compare_codings([ANNA, replace(ANNA, coder="again")])
    assert found.disagreements == ()
    assert found.agreed == found.units == 9
    assert found.stance.alpha == found.stance.kappa == 1.0


def shuffled(row: Coding, chance: Any) -> Coding:
    """A coding with its rows in another order."""
    claims, names = list(row.claims), list(row.things)
    chance.shuffle(claims)
    chance.shuffle(names)
    return Coding(row.coder, {name: row.things[name] for name in names}, tuple(claims))


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(chance: Any) -> None:
    assert compare_codings([shuffled(ANNA, chance), shuffled(BEN, chance)]) == WHOLE


WHOLE = compare_codings([ANNA, BEN])
RELATIONS = st.sampled_from(["demands", "rejects", "considers"])
DAYS = st.sampled_from(["2031-05-02", "2031-05-03", "2031-05", "2032"]).map(Period.parse)
ROWS = st.lists(
    st.tuples(RELATIONS, st.sampled_from("de"), DAYS, st.sampled_from("xyz")), max_size=6
)


def some(coder: str, rows: list[tuple[str, str, Period, str]]) -> Coding:
    """A coding of these claims, many of them nearly the same."""
    claims = [
        claim(f"{coder}{place}", "p", relation, demand, said_on=day, paraphrase=f"In words {word}.")
        for place, (relation, demand, day, word) in enumerate(rows)
    ]
    return coding(coder, THINGS, tuple(claims))


@settings(max_examples=60)
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_laws_of_any_two_coders(first: Any, second: Any, chance: Any) -> None:
    one, other = some("one", first), some("two", second)
    found = compare_codings([one, other])
    assert compare_codings([shuffled(one, chance), shuffled(other, chance)]) == found
    [pair] = found.pairs
    assert found.units == len(first) + len(second) - pair.matched
    assert missing(found) == found.units - pair.matched
    turned = compare_codings([other, one])
    assert turned.pairs[0].matched == pair.matched
    assert compare_codings([one, replace(one, coder="again")]).agreed == len(first)


def missing(found: Agreement) -> int:
    """How many units not all have."""
    return sum(row.kind == "missing" for row in found.disagreements)
