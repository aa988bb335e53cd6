"""Conflicts of each kind on small graphs, worked out by hand from docs/conflicts.md."""

from __future__ import annotations

from datetime import date

import pytest

from graph.conflicts import Met, Sought, conflicts_on, grouped
from graph.model import Claim
from tests.graph.build import claim
from tests.graph.remembered import view_of

DAY = "2025-03-18"
Shown = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def met(
    *claims: Claim, day: str = DAY, roll_up: bool = True, asset: str | None = None
) -> list[Met]:
    """The conflicts of a day."""
    sought = Sought(roll_up=roll_up, asset=asset)
    return conflicts_on(view_of(*claims), date.fromisoformat(day), sought)


def shown(found: list[Met]) -> list[Shown]:
    """Kind, parties, demands and assets of each."""
    rows = [one.conflict for one in found]
    return [(row.kind, row.parties, row.demands, row.assets) for row in rows]


def proof(one: Met) -> set[str]:
    """The uids of its claims and of the structure on which it rests."""
    statements = (row.claim.uid for found in one.findings for row in found.statements)
    structure = (row.uid for found in one.findings for row in found.structure)
    return {*statements, *structure}


def structure(uid: str, subject: str, relation: str, thing: str) -> Claim:
    """A claim of the dossier's structure, which has no date."""
    return claim(uid, subject, relation, thing, None)


FOR = claim("f", "north", "demands", "d", "2025-01-05")
AGAINST = claim("a", "south", "rejects", "d", "2025-02-01")


class TestOpposed:
    """One party is for a demand that another is against."""

    def test_it_begins_with_the_later_of_the_two(self) -> None:
        concerns = structure("c", "d", "concerns", "land")
        [one] = met(FOR, AGAINST, concerns)
        assert shown([one]) == [("opposed", ("north", "south"), ("d",), ("land",))]
        assert (one.since(date.fromisoformat(DAY)), one.certain) == (date(2025, 2, 1), True)
        assert proof(one) == {"f", "a"}
        assert met(FOR, AGAINST, day="2025-01-31") == []

    @pytest.mark.parametrize("relation", ["considers", "doubts", "threatens", "supports"])
    def test_only_against_stands_against_for(self, relation: str) -> None:
        assert met(FOR, claim("o", "south", relation, "d", "2025-02-01")) == []

    def test_a_change_of_mind_ends_it(self) -> None:
        turned = claim("t", "south", "accepts", "d", "2025-03-01")
        assert met(FOR, AGAINST, turned) == []
        assert len(met(FOR, AGAINST, turned, day="2025-02-28")) == 1

    def test_a_disputed_position_takes_part_in_none(self) -> None:
        both = claim("b", "south", "supports", "d", "2025-02-01")
        assert met(FOR, AGAINST, both) == []
        assert met(FOR, both, claim("n", "north", "rejects", "d", "2025-01-05")) == []

    def test_speakers_of_one_party_who_disagree_are_a_dispute_and_no_conflict(self) -> None:
        ties = [
            claim(f"t{name}", name, "speaks_for", "north", valid_from="2020")
            for name in ("envoy", "minister")
        ]
        said = [
            claim("1", "envoy", "demands", "d", "2025-01-05"),
            claim("2", "minister", "rejects", "d", "2025-01-05"),
        ]
        assert met(*ties, *said) == []
        # without roll-up they stand, and conflict, for themselves
        assert shown(met(*ties, *said, roll_up=False)) == [
            ("opposed", ("envoy", "minister"), ("d",), ())
        ]
        assert met(*ties, *said, AGAINST) == []

    def test_a_speaker_puts_his_party_into_the_conflict(self) -> None:
        tie = claim("t", "envoy", "speaks_for", "south", valid_from="2020")
        voiced = claim("v", "envoy", "rejects", "d", "2025-02-01")
        [one] = met(FOR, tie, voiced)
        assert shown([one]) == [("opposed", ("north", "south"), ("d",), ())]
        [row] = [row for row in one.findings[0].statements if row.voice]
        assert (row.party, row.voice) == ("south", "envoy")

    def test_a_coarse_date_leaves_it_open(self) -> None:
        coarse = claim("a", "south", "rejects", "d", "2025-03")
        [one] = met(FOR, coarse)
        assert not one.certain
        start = one.since(date.fromisoformat(DAY))
        assert (start, one.begin(start).text) == (date(2025, 3, 1), "2025-03")
        [later] = met(FOR, coarse, day="2025-03-31")
        assert later.certain
        # one that is certain from its first day begins on that day
        [sure] = met(FOR, AGAINST)
        assert sure.begin(date(2025, 2, 1)).text == "2025-02-01"


class TestExclusive:
    """Two parties are for demands that exclude each other."""

    EXCLUDES = structure("x", "d", "excludes", "e")

    def test_it_rests_on_both_claims_and_the_exclusion(self) -> None:
        other = claim("o", "south", "offers", "e", "2025-02-01")
        [one] = met(FOR, other, self.EXCLUDES)
        assert shown([one]) == [("exclusive", ("north", "south"), ("d", "e"), ())]
        assert proof(one) == {"f", "o", "x"}

    def test_a_party_is_not_in_conflict_with_itself(self) -> None:
        assert met(FOR, claim("o", "north", "offers", "e", "2025-02-01"), self.EXCLUDES) == []

    def test_who_moved_on_has_left_the_first_demand(self) -> None:
        """North is certainly later for what excludes d, and so no more for d."""
        moved = claim("m", "north", "demands", "e", "2025-03-01")
        wants = claim("w", "south", "demands", "e", "2025-02-01")
        assert shown(met(FOR, wants, moved, self.EXCLUDES, day="2025-02-28")) == [
            ("exclusive", ("north", "south"), ("d", "e"), ())
        ]
        assert met(FOR, wants, moved, self.EXCLUDES) == []

    def test_an_exclusion_that_is_retracted_excludes_no_more(self) -> None:
        other = claim("o", "south", "offers", "e", "2025-02-01")
        gone = claim("x", "d", "excludes", "e", None, retracted_at="2026-02-01T00:00:00.000000Z")
        assert met(FOR, other, gone) == []
        before = view_of(FOR, other, gone, known_at="2026-01-15T00:00:00.000000Z")
        assert len(conflicts_on(before, date.fromisoformat(DAY), Sought())) == 1

    def test_it_is_among_the_conflicts_of_the_asset_of_either_demand(self) -> None:
        other = claim("o", "south", "offers", "e", "2025-02-01")
        concerns = structure("c", "e", "concerns", "sea")
        assert len(met(FOR, other, self.EXCLUDES, concerns, asset="sea")) == 1


def test_groups_sum_up_pairs_and_assets() -> None:
    claims = [
        FOR,
        AGAINST,
        claim("g", "north", "demands", "e", "2025-01-01"),
        claim("h", "south", "rejects", "e", "2025-01-02"),
        claim("i", "west", "rejects", "e", "2025-01-03"),
        structure("c", "d", "concerns", "land"),
        structure("k", "e", "concerns", "land"),
    ]
    found = met(*claims)
    pairs = grouped(found, "pair")
    assert sorted(shown(pairs)) == [
        ("opposed", ("north", "south"), ("d", "e"), ("land",)),
        ("opposed", ("north", "west"), ("e",), ("land",)),
    ]
    [land] = grouped(found, "asset")
    assert shown([land]) == [("opposed", ("north", "south", "west"), ("d", "e"), ("land",))]
    assert land.since(date.fromisoformat(DAY)) == date(2025, 1, 2)
