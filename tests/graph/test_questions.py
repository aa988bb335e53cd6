"""Questions: what is wrong in one is refused with what would be right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from graph.questions import PositionsQuestion


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("as_of", "2025-03", "write it like 2025-03-18"),
        ("as_of", "2025-02-30", "is not a date"),
        ("as_of", "yesterday", "is not a day"),
        ("known_at", "soon", "is not a date-time"),
        ("said_since", "20250318", "is not a date"),
        ("limit", 0, "greater than or equal to 1"),
        ("limit", 1001, "less than or equal to 1000"),
        ("stance", "demand", "is none of accepts"),
        ("polarity", "neutral", "'for'"),
        ("certainty", "certain", "'high'"),
        ("party", "", "at least 1 character"),
        ("party", "a\x00b", "control characters"),
        ("party", "\ud800", ""),
        ("party", "x" * 501, "at most 500"),
        ("partie", "russia", "not permitted"),
    ],
)
def test_a_wrong_parameter_says_what_would_be_right(field: str, value: Any, says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        PositionsQuestion.model_validate({field: value})
    [error] = caught.value.errors()
    assert error["loc"] == (field,)
    assert says in error["msg"]


def test_a_question_reads_days_instants_and_dates() -> None:
    question = PositionsQuestion.model_validate(
        {"as_of": "2025-03-18", "known_at": "2025-03-18T14:00:00+02:00", "said_since": "2025-03"}
    )
    assert question.as_of == date(2025, 3, 18)
    assert question.known_at == "2025-03-18T12:00:00.000000Z"
    assert question.said_since == "2025-03"
    assert question.limit == 50
    assert question.roll_up


def test_a_plus_that_a_query_string_ate_is_put_back() -> None:
    question = PositionsQuestion.model_validate({"known_at": "2025-03-18T14:00:00 02:00"})
    assert question.known_at == "2025-03-18T12:00:00.000000Z"
