"""What began, moved or ended, on both clocks, on small graphs worked out by hand."""

from __future__ import annotations

from datetime import date

from graph.briefs import Writer
from graph.changes import Turn, between_days, between_moments, change_sentence
from graph.dates import Window
from graph.history import Scope
from graph.model import Claim, Pin
from graph.opened import Opened
from graph.timeline import identity
from tests.graph.build import claim
from tests.graph.remembered import view_of

YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))
Row = tuple[str, str, str, tuple[str, ...]]


def scope(kind: str | None = None) -> Scope:
    """Everything, or all of one kind."""
    return Scope(None, None, None, kind, roll_up=True)  # type: ignore[arg-type]


def rows(changes: list[Turn]) -> list[Row]:
    """Day, change, kind and what changed."""
    return sorted(
        (change.day.isoformat(), change.change, change.kind, identity(change.thing))
        for change in changes
    )


def changed(*claims: Claim, window: Window = YEAR, kind: str | None = None) -> list[Row]:
    """What changed within a window."""
    return rows(list(between_days(view_of(*claims), scope(kind), window)))


def said(*claims: Claim, window: Window = YEAR) -> list[str]:
    """The sentences of what changed."""
    view = view_of(*claims)
    found = sorted(between_days(view, scope(), window), key=lambda row: row.day)
    return [change_sentence(change.whole(), Writer(view.snapshot)) for change in found]


class TestBetweenDays:
    """The ends of spans, with both days of the window included."""

    DEMANDS = claim("1", "north", "demands", "d", "2025-02-01")

    def test_a_position_begins_and_ends(self) -> None:
        ends = claim("1", "north", "demands", "d", "2025-02-01", valid_to="2025-03-31")
        assert changed(ends) == [
            ("2025-02-01", "began", "position", ("north", "d")),
            ("2025-04-01", "ended", "position", ("north", "d")),
        ]

    def test_for_becomes_against_on_the_day_of_the_later_claim(self) -> None:
        turned = claim("2", "north", "rejects", "d", "2025-05-01")
        assert changed(self.DEMANDS, turned)[1:] == [
            ("2025-05-01", "moved", "position", ("north", "d"))
        ]
        assert (
            said(self.DEMANDS, turned)[1] == "Moved: NORTH rejects “D”. Before: NORTH demands “D”."
        )

    def test_a_demand_becomes_an_offer(self) -> None:
        [_, moved] = changed(self.DEMANDS, claim("2", "north", "offers", "d", "2025-05-01"))
        assert moved == ("2025-05-01", "moved", "position", ("north", "d"))

    def test_the_same_said_again_is_no_change(self) -> None:
        again = claim("2", "north", "demands", "d", "2025-05-01")
        assert changed(self.DEMANDS, again) == changed(self.DEMANDS)

    def test_a_dispute_among_speakers_is_a_move(self) -> None:
        ties = [
            claim(f"t{name}", name, "speaks_for", "north", "2020-01-01", valid_from="2020")
            for name in ("envoy", "clerk")
        ]
        voiced = [
            claim("1", "envoy", "demands", "d", "2025-02-01"),
            claim("2", "clerk", "rejects", "d", "2025-02-01"),
            claim("3", "envoy", "demands", "d", "2025-03-01"),
        ]
        assert changed(*ties, *voiced) == [
            ("2025-02-01", "began", "position", ("north", "d")),
            ("2025-03-01", "moved", "position", ("north", "d")),
        ]

    def test_who_comes_to_be_for_what_excludes_it_has_moved_there(self) -> None:
        excludes = claim("x", "d", "excludes", "e", None)
        moved = claim("2", "north", "supports", "e", "2025-05-01")
        found = list(between_days(view_of(self.DEMANDS, excludes, moved), scope(), YEAR))
        assert rows(found) == [
            ("2025-02-01", "began", "position", ("north", "d")),
            ("2025-05-01", "began", "position", ("north", "e")),
            ("2025-05-01", "moved", "position", ("north", "e")),
        ]
        [move] = [row for row in found if row.change == "moved"]
        assert move.before is not None
        assert identity(move.before) == ("north", "d")
        proofs = (
            thing.statements for thing in (move.before, move.thing) if hasattr(thing, "statements")
        )
        assert {row.claim.uid for part in proofs for row in part} == {"1", "2"}

    def test_who_gives_up_what_was_demanded_and_takes_up_nothing_has_not_moved(self) -> None:
        """The position on e is older than that on d, which ends by itself."""
        ends = claim("1", "north", "demands", "d", "2025-02-01", valid_to="2025-03-31")
        older = claim("2", "north", "supports", "e", "2025-01-01")
        excludes = claim("x", "d", "excludes", "e", None)
        assert ("2025-04-01", "ended", "position", ("north", "d")) in changed(ends, older, excludes)

    def test_holdings_and_ties_begin_and_end(self) -> None:
        held = claim(
            "h", "north", "controls", "port", valid_from="2025-03-01", valid_to="2025-06-30"
        )
        tie = claim(
            "t", "north", "allied_with", "south", valid_from="2025-04-01", valid_to="2025-04-30"
        )
        assert changed(held, tie) == [
            ("2025-03-01", "began", "holding", ("north", "controls", "port")),
            ("2025-04-01", "began", "tie", ("north", "allied_with", "south")),
            ("2025-05-01", "ended", "tie", ("north", "allied_with", "south")),
            ("2025-07-01", "ended", "holding", ("north", "controls", "port")),
        ]

    def test_what_began_at_an_unknown_time_did_not_begin_in_the_window(self) -> None:
        held = claim("h", "north", "controls", "port", "2025-02-01", valid_to="2025-06-30")
        everything = Window(date.min, date.max)
        assert changed(held, window=everything) == [
            ("2025-07-01", "ended", "holding", ("north", "controls", "port"))
        ]

    def test_a_coarse_date_stands_on_its_first_day_and_is_told(self) -> None:
        held = claim("h", "north", "controls", "port", valid_from="2025", valid_to="2025-06")
        assert said(held) == [
            "Began some time in 2025: NORTH controls PORT.",
            "Ended some time in June 2025: NORTH controls PORT.",
        ]
        demands = claim("1", "north", "demands", "d", "2025-02")
        assert said(demands) == ["Began some time in February 2025: NORTH demands “D”."]

    def test_a_conflict_begins_with_the_later_side_and_ends_with_the_first_to_go(self) -> None:
        against = claim("2", "south", "rejects", "d", "2025-03-01")
        turned = claim("3", "south", "accepts", "d", "2025-05-01")
        assert changed(self.DEMANDS, against, turned, kind="conflict") == [
            ("2025-03-01", "began", "conflict", ("opposed", "north", "south", "d")),
            ("2025-05-01", "ended", "conflict", ("opposed", "north", "south", "d")),
        ]

    def test_a_conflict_may_end_on_the_first_day_of_the_window(self) -> None:
        """On no day of the window are both still where they stood."""
        ends = claim("1", "north", "demands", "d", "2025-02-01", valid_to="2025-03-31")
        against = claim("2", "south", "rejects", "d", "2025-03-01")
        window = Window(date(2025, 4, 1), date(2025, 12, 31))
        assert changed(ends, against, window=window, kind="conflict") == [
            ("2025-04-01", "ended", "conflict", ("opposed", "north", "south", "d"))
        ]

    def test_who_holds_a_whole_begins_a_conflict_over_its_part(self) -> None:
        claims = (
            claim("p", "port", "part_of", "coast", None),
            claim("1", "north", "controls", "port", valid_from="2024-02-01"),
            claim("2", "south", "controls", "coast", valid_from="2025-03-01"),
        )
        assert changed(*claims, kind="conflict") == [
            ("2025-03-01", "began", "conflict", ("rival_holding", "north", "south", "port"))
        ]

    def test_a_dual_role_that_gains_a_stake_neither_begins_nor_ends(self) -> None:
        claims = (
            self.DEMANDS,
            claim("2", "south", "rejects", "d", "2025-02-01"),
            claim("m", "west", "mediates", "north", "2025-02-01"),
            claim("n", "west", "mediates", "south", "2025-02-01"),
            claim("t", "west", "accuses", "north", "2025-02-10"),
            claim("u", "west", "sanctions", "south", "2025-03-01"),
        )
        roles = [row for row in changed(*claims, kind="conflict") if "dual_role" in row[3]]
        assert roles == [
            ("2025-02-10", "began", "conflict", ("dual_role", "west", "north", "south"))
        ]

    def test_the_window_includes_both_of_its_days(self) -> None:
        for first, last, count in (
            ("2025-02-01", "2025-02-01", 1),
            ("2025-02-02", "2025-12-31", 0),
            ("2025-01-01", "2025-01-31", 0),
        ):
            window = Window(date.fromisoformat(first), date.fromisoformat(last))
            assert len(changed(self.DEMANDS, window=window)) == count


EARLY, LATE = "2026-01-10T00:00:00.000000Z", "2026-01-20T00:00:00.000000Z"
LEARNT = "2026-01-15T00:00:00.000000Z"


class TestBetweenMoments:
    """What the later moment knew otherwise of one day."""

    @staticmethod
    def learnt(*claims: Claim, asked: Scope | None = None) -> list[Turn]:
        """What was learnt between the two moments of 1 June 2025."""
        earlier, later = (
            Opened(
                Pin(1, "2025-06-01", moment, moment),
                (view := view_of(*claims, known_at=moment)).snapshot,
                view,
            )
            for moment in (EARLY, LATE)
        )
        return list(between_moments(earlier, later, asked or scope()))

    KNOWN = claim("1", "north", "demands", "d", "2025-02-01")

    def test_a_claim_that_came_later_begins_what_it_says(self) -> None:
        late = claim("2", "south", "rejects", "d", "2025-03-01", recorded_at=LEARNT)
        assert rows(self.learnt(self.KNOWN, late)) == [
            ("2026-01-15", "began", "conflict", ("opposed", "north", "south", "d")),
            ("2026-01-15", "began", "position", ("south", "d")),
        ]

    def test_a_claim_that_was_retracted_ends_it(self) -> None:
        gone = claim("2", "south", "controls", "port", "2025-03-01", retracted_at=LEARNT)
        assert rows(self.learnt(self.KNOWN, gone)) == [
            ("2026-01-15", "ended", "holding", ("south", "controls", "port"))
        ]

    def test_an_edit_moves_a_position(self) -> None:
        before = claim("2", "south", "demands", "e", "2025-03-01", retracted_at=LEARNT)
        after = claim("3", "south", "offers", "e", "2025-03-01", recorded_at=LEARNT)
        [change] = self.learnt(self.KNOWN, before, after)
        assert rows([change]) == [("2026-01-15", "moved", "position", ("south", "e"))]
        assert change.before is not None

    def test_an_edit_that_changes_no_stance_is_no_change(self) -> None:
        before = claim("2", "south", "demands", "e", "2025-03-01", retracted_at=LEARNT)
        after = claim("3", "south", "demands", "e", "2025-03-02", recorded_at=LEARNT)
        assert self.learnt(self.KNOWN, before, after) == []

    def test_who_is_learnt_to_have_moved_on_has_moved(self) -> None:
        excludes = claim("x", "d", "excludes", "e", None)
        moved = claim("2", "north", "supports", "e", "2025-05-01", recorded_at=LEARNT)
        found = self.learnt(self.KNOWN, excludes, moved)
        assert rows(found) == [
            ("2026-01-15", "began", "position", ("north", "e")),
            ("2026-01-15", "moved", "position", ("north", "e")),
        ]

    def test_an_exclusion_that_is_learnt_dates_the_conflict_that_it_makes(self) -> None:
        other = claim("2", "south", "demands", "e", "2025-03-01")
        excludes = claim("x", "d", "excludes", "e", None, recorded_at=LEARNT)
        assert rows(self.learnt(self.KNOWN, other, excludes)) == [
            ("2026-01-15", "began", "conflict", ("exclusive", "north", "south", "d", "e"))
        ]

    def test_what_comes_to_concern_the_asset_asked_for_begins_to_be_over_it(self) -> None:
        """Neither party moved: that the port is part of the coast was learnt."""
        claims = (
            self.KNOWN,
            claim("2", "south", "rejects", "d", "2025-03-01"),
            claim("c", "d", "concerns", "port", None),
            claim("p", "port", "part_of", "coast", None, recorded_at=LEARNT),
        )
        asked = Scope(None, "coast", None, "conflict", roll_up=True)
        assert rows(self.learnt(*claims, asked=asked)) == [
            ("2025-06-01", "began", "conflict", ("opposed", "north", "south", "d", "port"))
        ]
        assert rows(self.learnt(*claims, asked=scope("conflict"))) == []

    def test_nothing_learnt_is_no_change(self) -> None:
        assert self.learnt(self.KNOWN) == []
