"""Dual roles: which mediator has a stake of its own, by which claims, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from graph.conflicts import Met, Sought, conflicts_on
from graph.model import Claim
from tests.graph.build import claim
from tests.graph.remembered import view_of

DAY = date(2025, 3, 18)


def structure(uid: str, subject: str, relation: str, thing: str) -> Claim:
    """A claim of the dossier's structure, which has no date."""
    return claim(uid, subject, relation, thing, None)


# North and South are in conflict over d, which concerns the land; West mediates between them.
CONFLICT = (
    claim("f", "north", "demands", "d", "2025-01-05"),
    claim("a", "south", "rejects", "d", "2025-02-01"),
    structure("c", "d", "concerns", "land"),
)
MEDIATION = (
    claim("m", "west", "mediates", "north", "2025-01-10"),
    claim("n", "west", "mediates", "south", "2025-01-20"),
)


def roles(*claims: Claim, day: date = DAY, roll_up: bool = True) -> list[Met]:
    """The dual roles of a day."""
    return conflicts_on(view_of(*claims), day, Sought(kind="dual_role", roll_up=roll_up))


def stakes(one: Met) -> dict[str, set[str]]:
    """The uids of the claims of each stake."""
    return {
        stake.name: {row.claim.uid for side in stake.sides for row in side.statements}
        for stake in one.findings[0].stakes
    }


def only(*claims: Claim) -> dict[str, set[str]]:
    """The stakes of the one dual role of the day, of West between North and South."""
    [one] = roles(*CONFLICT, *MEDIATION, *claims)
    assert one.conflict.parties == ("west", "north", "south")
    return stakes(one)


def test_who_mediates_without_a_stake_has_no_dual_role() -> None:
    assert roles(*CONFLICT, *MEDIATION) == []


def test_a_stake_without_mediation_or_without_a_conflict_is_no_dual_role() -> None:
    side = claim("s", "west", "supports", "d", "2025-02-01")
    assert roles(*CONFLICT, side) == []
    assert roles(*CONFLICT, MEDIATION[0], side) == []
    assert roles(CONFLICT[0], *MEDIATION, side) == []


class TestSide:
    """For or against a demand in the conflict, or itself in one with one of the two."""

    @pytest.mark.parametrize(("relation", "foe"), [("supports", "a"), ("rejects", "f")])
    def test_for_or_against_the_demand(self, relation: str, foe: str) -> None:
        """Its own conflict with the one that it stands against is part of the stake."""
        found = only(claim("s", "west", relation, "d", "2025-02-01"))
        assert found == {"side": {"s", foe}}

    @pytest.mark.parametrize("relation", ["considers", "threatens"])
    def test_an_open_mind_is_no_side(self, relation: str) -> None:
        assert roles(*CONFLICT, *MEDIATION, claim("s", "west", relation, "d", "2025-02-01")) == []

    def test_nor_is_a_disputed_position(self) -> None:
        both = [
            claim(relation, "west", relation, "d", "2025-02-01")
            for relation in ("supports", "rejects")
        ]
        assert roles(*CONFLICT, *MEDIATION, *both) == []

    def test_a_conflict_of_its_own_over_another_demand_on_the_same_asset(self) -> None:
        found = only(
            claim("1", "west", "demands", "e", "2025-02-01"),
            claim("2", "north", "rejects", "e", "2025-02-01"),
            structure("k", "e", "concerns", "land"),
        )
        assert found == {"side": {"1", "2"}}

    def test_but_not_over_something_else(self) -> None:
        other = (
            claim("1", "west", "demands", "e", "2025-02-01"),
            claim("2", "north", "rejects", "e", "2025-02-01"),
            structure("k", "e", "concerns", "sea"),
        )
        assert roles(*CONFLICT, *MEDIATION, *other) == []

    def test_a_rival_holding_of_its_own_over_the_asset_is_a_side_and_a_gain(self) -> None:
        found = only(
            claim("1", "west", "claims", "land", "2020-01-01"),
            claim("2", "north", "controls", "land", "2020-01-01"),
        )
        assert found == {"side": {"1", "2"}, "gain": {"1"}}


class TestGain:
    """Possession of or title to an asset in the conflict, or a demand to its own favour."""

    @pytest.mark.parametrize(
        ("relation", "counts"), [("controls", True), ("annexed", True), ("operates", False)]
    )
    def test_possession_and_title_count_and_use_does_not(self, relation: str, counts: bool) -> None:
        found = roles(*CONFLICT, *MEDIATION, claim("g", "west", relation, "land", "2020-01-01"))
        assert [stakes(one) for one in found] == ([{"gain": {"g"}}] if counts else [])

    @staticmethod
    def wish(
        relation: str, favoured: str, *, to: str | None = None, about: str | None = None
    ) -> Claim:
        """What West says of a payment, in whose favour."""
        return claim(
            "g",
            "west",
            relation,
            "pay",
            "2025-02-01",
            in_favour_of=(favoured,),
            addressed_to=(to,) if to else (),
            about=(about,) if about else (),
        )

    def test_a_demand_in_its_own_favour_addressed_to_one_of_the_two(self) -> None:
        assert only(self.wish("demands", "west", to="south")) == {"gain": {"g"}}

    def test_or_about_the_asset(self) -> None:
        assert only(self.wish("offers", "west", about="land")) == {"gain": {"g"}}

    @pytest.mark.parametrize(
        ("relation", "favoured", "to", "about"),
        [
            ("demands", "north", "south", None),  # another's favour
            ("demands", "west", "east", None),  # of somebody else
            ("demands", "west", None, "sea"),  # on something else
            ("rejects", "west", "south", None),  # not wanted
        ],
    )
    def test_and_no_other(
        self, relation: str, favoured: str, to: str | None, about: str | None
    ) -> None:
        assert roles(*CONFLICT, *MEDIATION, self.wish(relation, favoured, to=to, about=about)) == []

    def test_a_demand_that_it_gave_up_is_none(self) -> None:
        given_up = claim("h", "west", "rejects", "pay", "2025-03-01")
        assert (
            roles(*CONFLICT, *MEDIATION, self.wish("demands", "west", to="south"), given_up) == []
        )


class TestTie:
    """Allied with, sanctions, distrusts or accuses one of them, or the reverse."""

    @pytest.mark.parametrize("relation", ["allied_with", "sanctions", "distrusts", "accuses"])
    @pytest.mark.parametrize("ends", [("west", "south"), ("north", "west")])
    def test_either_way(self, relation: str, ends: tuple[str, str]) -> None:
        assert only(claim("t", ends[0], relation, ends[1], "2024-01-01")) == {"tie": {"t"}}

    @pytest.mark.parametrize(
        ("one", "relation", "other"),
        [
            ("west", "member_of", "north"),
            ("west", "sanctions", "east"),
            ("north", "accuses", "south"),
        ],
    )
    def test_and_no_other(self, one: str, relation: str, other: str) -> None:
        assert roles(*CONFLICT, *MEDIATION, claim("t", one, relation, other, "2024-01-01")) == []

    def test_a_tie_that_has_ended_is_none(self) -> None:
        ended = claim(
            "t",
            "west",
            "sanctions",
            "north",
            "2024-01-01",
            valid_from="2024",
            valid_to="2025-03-17",
        )
        assert roles(*CONFLICT, *MEDIATION, ended) == []
        assert len(roles(*CONFLICT, *MEDIATION, ended, day=date(2025, 3, 17))) == 1


def test_there_is_one_for_each_mediator_and_pair_with_the_whole_proof() -> None:
    """East mediates between all three others; each pair has its own conflict."""
    claims = (
        *CONFLICT,
        claim("w", "west", "rejects", "d", "2025-02-10"),
        *(
            claim(f"m{name}", "east", "mediates", name, "2025-01-01")
            for name in ("north", "south", "west")
        ),
        claim("t", "east", "accuses", "west", "2025-01-01"),
        claim("u", "east", "allied_with", "south", "2025-01-01"),
    )
    found = {one.conflict.parties: one for one in roles(*claims)}
    assert found.keys() == {("east", "north", "south"), ("east", "north", "west")}
    one = found["east", "north", "west"]
    assert (one.conflict.demands, one.conflict.assets) == (("d",), ("land",))
    proof = {row.claim.uid for row in one.findings[0].statements}
    assert proof == {"mnorth", "mwest", "f", "w", "t"}
    assert one.since(DAY) == date(2025, 2, 10)


def test_a_mediator_that_is_itself_a_party_to_the_dispute_is_told_by_its_side() -> None:
    """West mediates and rejects d as South does: it is opposed to North over d itself."""
    rejects = claim("s", "west", "rejects", "d", "2025-02-01")
    found = conflicts_on(view_of(*CONFLICT, *MEDIATION, rejects), DAY, Sought())
    assert [one.conflict.kind for one in found] == ["opposed", "opposed", "dual_role"]


def test_what_the_mediators_envoy_says_and_does_counts_as_its_own() -> None:
    envoy = claim("e", "envoy", "speaks_for", "west", valid_from="2020")
    mediation = [
        claim(f"m{name}", "envoy", "mediates", name, "2025-01-01") for name in ("north", "south")
    ]
    side = claim("s", "envoy", "supports", "d", "2025-02-01")
    [one] = roles(*CONFLICT, envoy, *mediation, side)
    assert (one.conflict.parties, stakes(one)) == (("west", "north", "south"), {"side": {"s", "a"}})
    [alone] = roles(*CONFLICT, envoy, *mediation, side, roll_up=False)
    assert alone.conflict.parties == ("envoy", "north", "south")


def test_a_pair_in_a_conflict_over_excluding_demands_brings_the_exclusion_along() -> None:
    claims = (
        claim("f", "north", "demands", "d", "2025-01-05"),
        claim("g", "south", "demands", "e", "2025-01-05"),
        structure("x", "d", "excludes", "e"),
        *MEDIATION,
        claim("t", "west", "allied_with", "north", "2024-01-01"),
    )
    [one] = roles(*claims)
    assert one.conflict.demands == ("d", "e")
    assert [row.uid for row in one.findings[0].structure] == ["x"]
