"""What a check finds that the one before did not."""

from __future__ import annotations

from loaders.hints.fresh import changed
from loaders.hints.gather import Findings
from loaders.problems import Problem

ONE = Problem("a.yaml", 3, "text", "is near to 'x' at a.yaml:10 in wording", "near-demand")
MOVED = Problem("a.yaml", 4, "text", "is near to 'x' at a.yaml:11 in wording", "near-demand")
OTHER = Problem("a.yaml", 5, "text", "is another")
ERROR = Problem("a.yaml", 5, "id", "is missing")


def test_a_line_that_only_moved_is_the_same() -> None:
    assert changed(Findings(hints=[ONE]), Findings(hints=[MOVED])).as_dict() == {
        "new": [],
        "gone": [],
    }


def test_a_row_of_a_sheet_that_only_moved_is_the_same() -> None:
    texts = ("the claim at a.xlsx: claims!A17 too", "the claim at a.xlsx: claims!A18 too")
    one, moved = (Problem("a.xlsx: claims", 3, "text", text, "near-demand") for text in texts)
    assert changed(Findings(hints=[one]), Findings(hints=[moved])).new == []
    other = Problem("a.xlsx: claims", 3, "text", texts[0].replace("claims!", "events!"), "gap")
    assert changed(Findings(hints=[one]), Findings(hints=[other])).new == [other]


def test_two_of_a_kind_count_as_two() -> None:
    change = changed(Findings(hints=[ONE]), Findings(hints=[ONE, MOVED, OTHER]))
    assert change.new == [MOVED, OTHER]
    assert change.gone == []


def test_hints_are_not_gone_because_an_error_hides_them() -> None:
    change = changed(Findings(hints=[ONE]), Findings(errors=[ERROR]))
    assert (change.new, change.gone) == ([ERROR], [])
    change = changed(Findings(errors=[ERROR]), Findings(hints=[ONE]))
    assert (change.new, change.gone) == ([], [ERROR])


def test_the_first_check_changes_nothing() -> None:
    assert changed(None, Findings(errors=[ERROR])).new == []
