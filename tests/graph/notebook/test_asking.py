"""Keyword arguments become HTTP's questions; what is wrong is said as HTTP says it."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

import pandas as pd
import pytest

from graph import Graph
from graph.errors import BadParameter
from graph.notebook.asking import question_of
from graph.notebook.own_terms import OwnTerms
from graph.notebook.rows import Row
from graph.questions import ChangesQuestion, PathsQuestion, PositionsQuestion, Question

METHODS = {
    name: method
    for name, method in vars(OwnTerms).items()
    if inspect.isfunction(method) and name[0] != "_"
}


def filters_of(method: Any) -> set[str]:
    """The keyword arguments that a type checker allows."""
    hints = get_type_hints(inspect.unwrap(method))
    return set(get_type_hints(hints["filters"].__args__[0])) | {
        name for name in hints if name == "q"
    }


@pytest.mark.parametrize("name", METHODS)
def test_what_is_typed_is_what_is_asked(name: str) -> None:
    method = METHODS[name]
    shown = {row.name for row in inspect.signature(method).parameters.values()}
    assert filters_of(method) == shown - {"self", "uid", "name"}
    assert "as_of: what held on this day; today by default" in (method.__doc__ or "")


def test_every_question_of_http_has_a_method() -> None:
    from api.offers import OFFERS  # noqa: PLC0415 - only this test looks upwards

    assert {offer.command for offer in OFFERS} == set(METHODS)
    for offer in OFFERS:
        shown = set(inspect.signature(getattr(Graph, offer.command)).parameters)
        fields = set(offer.question.model_fields)
        assert fields <= shown


@pytest.mark.parametrize(
    "day",
    [
        "2025-03-18",
        date(2025, 3, 18),
        datetime(2025, 3, 18, 9, 30),
        pd.Timestamp("2025-03-18"),
    ],
)
def test_a_day_may_be_given_in_many_ways(day: Any) -> None:
    assert question_of(PositionsQuestion, {"as_of": day}).as_of == date(2025, 3, 18)


def test_moments_rows_and_nothing_may_be_given() -> None:
    moment = datetime(2025, 3, 18, 12, tzinfo=UTC)
    asked = question_of(ChangesQuestion, {"known_since": moment, "party": Row(id="egypt")})
    assert (asked.known_since, asked.party) == ("2025-03-18T12:00:00.000000Z", "egypt")
    assert question_of(PositionsQuestion, {"party": None}).party is None
    assert question_of(PathsQuestion, {"from_": "a", "to": "b"}).from_ == "a"


def test_a_pin_gives_day_and_moment() -> None:
    pin = {"release": 1, "as_of": "2025-03-18", "known_at": "2025-03-18T12:00:00.000000Z"}
    asked = question_of(PositionsQuestion, {"pin": pin})
    assert (asked.as_of, asked.known_at) == (date(2025, 3, 18), pin["known_at"])


@pytest.mark.parametrize(
    ("model", "given", "says"),
    [
        (PositionsQuestion, {"partie": "x"}, "partie: there is no such parameter; the nearest is"),
        (PositionsQuestion, {"as_of": "soon"}, "as_of: 'soon' is not a day: write it like 2025-03"),
        (PositionsQuestion, {"as_of": "2025"}, "as_of: '2025' is not a day: write it like 2025-03"),
        (PositionsQuestion, {"as_of": 2025}, "as_of: '2025' is not a day: write it like 2025-03"),
        (PositionsQuestion, {"said_since": "soon"}, "'soon' is not a date: write 2014, 2014-03 or"),
        (PositionsQuestion, {"as_of": "2025"}, "'2025' is not a day: write it like 2025-03-18"),
        (PositionsQuestion, {"limit": 0}, "limit: input should be greater than or equal to 1"),
        (PositionsQuestion, {"stance": "demand"}, "stance: 'demand' is none of accepts"),
        (PositionsQuestion, {"pin": "x"}, "pin: this is no pin; give the `.pin` of an answer"),
        (PathsQuestion, {"from_": "a"}, "to: field required"),
        (ChangesQuestion, {}, "since: give the day since which, or known_since, a moment"),
    ],
)
def test_what_is_wrong_is_said(model: type[Question], given: dict[str, Any], says: str) -> None:
    with pytest.raises(BadParameter) as caught:
        question_of(model, given)
    assert says in caught.value.message


def test_a_pin_and_its_day_are_not_both_given() -> None:
    pin = {"as_of": "2025-03-18", "known_at": "2025-03-18T12:00:00Z"}
    with pytest.raises(BadParameter, match="it says as_of already"):
        question_of(PositionsQuestion, {"pin": pin, "as_of": "2025-03-18"})
