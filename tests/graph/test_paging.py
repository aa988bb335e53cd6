"""Cursors: they carry the pin, and are refused with another question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadCursor
from graph.model import Pin
from graph.paging import Cursor, cursor_of, end_of, foremost, page
from graph.questions import PositionsQuestion

PIN = Pin(3, "2025-03-18", "2026-01-01T00:00:00.000000Z", "2026-01-01T00:00:00.000000Z")


def show(rows: object) -> list[int]:
    """The rows as they are."""
    assert isinstance(rows, range)
    return list(rows)


@given(st.integers(0, 60), st.integers(1, 20))
def test_pages_join_to_the_whole_list(total: int, limit: int) -> None:
    found: list[int] = []
    cursor: str | None = None
    while True:
        question = PositionsQuestion(limit=limit, cursor=cursor)
        answer = page(question, PIN, range(total), show)
        assert answer["total"] == total
        assert len(answer["items"]) <= limit
        found += answer["items"]
        cursor = answer["next"]
        if cursor is None:
            break
    assert found == list(range(total))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers())), st.integers(1, 12))
def test_the_foremost_are_the_first_of_all_in_order(rows: list[tuple[int, int]], most: int) -> None:
    found, total = foremost(iter(rows), most, lambda row: row[0])
    assert found == sorted(rows, key=lambda row: row[0])[:most]
    assert total == len(rows)


def test_pages_join_where_only_the_first_are_kept() -> None:
    found: list[int] = []
    cursor: str | None = None
    while not found or cursor:
        question = PositionsQuestion(limit=4, cursor=cursor)
        rows, total = foremost(reversed(range(10)), end_of(question), lambda row: row)
        answer = page(question, PIN, rows, list, total)
        found, cursor = [*found, *answer["items"]], answer["next"]
        assert answer["total"] == 10
    assert found == list(range(10))


def test_a_cursor_may_change_the_size_of_the_page_alone() -> None:
    text = page(PositionsQuestion(party="a", limit=1), PIN, range(5), show)["next"]
    assert cursor_of(PositionsQuestion(party="a", limit=7, cursor=text)) is not None
    with pytest.raises(BadCursor, match="another question"):
        cursor_of(PositionsQuestion(party="b", cursor=text))


def test_a_cursor_of_another_day_is_refused() -> None:
    text = page(PositionsQuestion(limit=1), PIN, range(5), show)["next"]
    same = PositionsQuestion.model_validate({"as_of": "2025-03-18", "cursor": text})
    other = PositionsQuestion.model_validate({"as_of": "2025-03-19", "cursor": text})
    assert cursor_of(same) is not None
    with pytest.raises(BadCursor):
        cursor_of(other)


@given(st.text(max_size=50))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        Cursor.read(text)
