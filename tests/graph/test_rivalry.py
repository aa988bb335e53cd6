"""Rival holdings on small graphs, worked out by hand: hand-overs, wholes and parts, recognisers."""

from __future__ import annotations

from datetime import date

import pytest

from graph.conflicts import Sought, conflicts_on
from graph.model import Claim
from tests.graph.build import claim
from tests.graph.remembered import view_of

Rivals = list[tuple[tuple[str, ...], tuple[str, ...], bool]]


def rivals(*claims: Claim, day: str = "2025-03-18", asset: str | None = None) -> Rivals:
    """Parties, asset and certainty of the rival holdings of a day."""
    sought = Sought(kind="rival_holding", asset=asset)
    found = conflicts_on(view_of(*claims), date.fromisoformat(day), sought)
    return sorted((one.conflict.parties, one.conflict.assets, one.certain) for one in found)


def held(
    uid: str, party: str, relation: str, asset: str, first: str, last: str | None = None
) -> Claim:
    """A holding from one date to another."""
    return claim(uid, party, relation, asset, "2025-01-01", valid_from=first, valid_to=last)


def part(uid: str, one: str, whole: str) -> Claim:
    """That one asset is part of another."""
    return claim(uid, one, "part_of", whole, None)


@pytest.mark.parametrize("one", ["controls", "seized", "claims", "annexed"])
@pytest.mark.parametrize("other", ["controls", "claims"])
def test_possession_and_title_are_rivals_in_any_combination(one: str, other: str) -> None:
    claims = (
        held("1", "north", one, "port", "2020-01-01"),
        held("2", "south", other, "port", "2021-01-01"),
    )
    assert rivals(*claims) == [(("north", "south"), ("port",), True)]
    assert rivals(*claims, day="2020-12-31") == []


@pytest.mark.parametrize("relation", ["operates"])
def test_use_is_no_holding(relation: str) -> None:
    assert (
        rivals(
            held("1", "north", "controls", "port", "2020-01-01"),
            held("2", "south", relation, "port", "2021-01-01"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("last", "first", "day", "found"),
    [
        ("2025-03-18", "2025-03-18", "2025-03-18", False),  # on one day
        ("2025-03", "2025-03-18", "2025-03-20", False),  # the day is in the month
        ("2025", "2025-03", "2025-06-01", False),  # the month is in the year
        ("2025-03-20", "2025-03-18", "2025-03-19", True),  # both held it for three days
        ("2025-04", "2025-03", "2025-03-31", True),  # the months differ
    ],
)
def test_a_hand_over_is_no_rivalry(last: str, first: str, day: str, found: bool) -> None:
    claims = (
        held("1", "north", "controls", "port", "2020-01-01", last),
        held("2", "south", "controls", "port", first),
    )
    assert bool(rivals(*claims, day=day)) is found
    assert bool(rivals(*reversed(claims), day=day)) is found


def test_a_coarse_date_leaves_a_rivalry_open() -> None:
    claims = (
        held("1", "north", "controls", "port", "2020-01-01"),
        held("2", "south", "claims", "port", "2025"),
    )
    assert rivals(*claims) == [(("north", "south"), ("port",), False)]
    assert rivals(*claims, day="2025-12-31") == [(("north", "south"), ("port",), True)]
    [one] = conflicts_on(view_of(*claims), date(2025, 12, 31), Sought())
    start = one.since(date(2025, 12, 31))
    assert (start, one.begin(start).text) == (date(2025, 1, 1), "2025")


class TestParts:
    """Possession of or title to a whole counts for its parts."""

    WHOLE = held("w", "north", "annexed", "coast", "2020-01-01")

    def test_who_holds_the_whole_stands_against_who_holds_a_part(self) -> None:
        claims = (
            self.WHOLE,
            held("p", "south", "controls", "port", "2021-01-01"),
            part("s", "port", "coast"),
        )
        assert rivals(*claims) == [(("north", "south"), ("port",), True)]
        [one] = conflicts_on(view_of(*claims), date(2025, 3, 18), Sought())
        assert [row.uid for row in one.findings[0].structure] == ["s"]

    def test_and_against_who_holds_a_part_of_a_part(self) -> None:
        claims = (
            self.WHOLE,
            held("p", "south", "controls", "pier", "2021-01-01"),
            part("s", "port", "coast"),
            part("t", "pier", "port"),
        )
        assert rivals(*claims) == [(("north", "south"), ("pier",), True)]
        assert rivals(*claims, asset="coast") == rivals(*claims)

    def test_a_whole_that_both_hold_is_not_listed_again_for_its_parts(self) -> None:
        claims = (
            self.WHOLE,
            held("x", "south", "claims", "coast", "2020-06-01"),
            held("p", "south", "controls", "port", "2021-01-01"),
            part("s", "port", "coast"),
        )
        assert rivals(*claims) == [(("north", "south"), ("coast",), True)]

    def test_but_it_is_for_the_part_once_the_whole_is_given_up(self) -> None:
        claims = (
            self.WHOLE,
            held("x", "south", "claims", "coast", "2020-06-01", "2024-12-31"),
            held("p", "south", "controls", "port", "2021-01-01"),
            part("s", "port", "coast"),
        )
        assert rivals(*claims) == [(("north", "south"), ("port",), True)]

    def test_a_loop_of_parts_ends_and_hides_nothing(self) -> None:
        claims = self.WHOLE, part("s", "port", "coast"), part("t", "coast", "port")
        assert rivals(*claims, held("p", "south", "controls", "port", "2021-01-01")) == [
            (("north", "south"), ("coast",), True),
            (("north", "south"), ("port",), True),
        ]

    def test_two_parts_of_one_whole_are_no_rivals(self) -> None:
        claims = (
            held("1", "north", "controls", "pier", "2020-01-01"),
            held("2", "south", "controls", "port", "2020-01-01"),
            part("s", "port", "coast"),
            part("t", "pier", "coast"),
        )
        assert rivals(*claims) == []


class TestRecognised:
    """One recognises an asset as a third party's while another, not that third, holds it."""

    @staticmethod
    def view(party: str, *owners: str, asset: str = "port") -> Claim:
        return claim("v", party, "recognises", asset, "2020-01-01", in_favour_of=owners)

    HELD = held("h", "north", "controls", "port", "2021-01-01")

    def test_the_recogniser_comes_first(self) -> None:
        assert rivals(self.view("west", "south"), self.HELD) == [
            (("west", "north"), ("port",), True)
        ]

    def test_who_holds_it_in_the_recognisers_view_is_no_rival(self) -> None:
        assert rivals(self.view("west", "north"), self.HELD) == []
        assert rivals(self.view("west", "south", "north"), self.HELD) == []

    def test_who_sees_it_as_its_own_recognises_no_third(self) -> None:
        assert rivals(self.view("west", "west"), self.HELD) == []

    def test_the_holder_of_the_whole_holds_the_part(self) -> None:
        whole = held("h", "north", "annexed", "coast", "2021-01-01")
        assert rivals(self.view("west", "south"), whole, part("s", "port", "coast")) == [
            (("west", "north"), ("port",), True)
        ]

    def test_a_view_of_the_whole_is_none_of_its_parts(self) -> None:
        view = self.view("west", "south", asset="coast")
        assert rivals(view, self.HELD, part("s", "port", "coast")) == []

    def test_a_recogniser_that_holds_it_too_is_in_one_conflict_with_the_other_holder(self) -> None:
        claims = (
            self.view("west", "south"),
            self.HELD,
            held("w", "west", "claims", "port", "2022-01-01"),
        )
        assert rivals(*claims) == [(("north", "west"), ("port",), True)]
        assert rivals(*claims, day="2021-12-31") == [(("west", "north"), ("port",), True)]

    def test_a_holder_that_itself_recognises_another_is_no_rival_of_itself(self) -> None:
        assert rivals(self.view("north", "south"), self.HELD) == []
