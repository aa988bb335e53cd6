"""DataFrames: real dates, nothing lost where they are coarse, no number taken for one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import neo4j.time
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import SetupError
from graph.notebook.failures import needed
from graph.notebook.frames import pandas_frame, polars_frame

PERIODS = st.dates(date(1000, 1, 1)).flatmap(
    lambda day: st.sampled_from([f"{day:%Y}".zfill(4), f"{day:%Y-%m}".zfill(7), day.isoformat()])
)
PRECISIONS = {4: "year", 7: "month", 10: "day"}


def frame(name: str, *values: Any) -> pd.DataFrame:
    """A frame of one column."""
    made: pd.DataFrame = pandas_frame([name], [[value] for value in values])
    return made


def test_days_become_days_and_instants_instants() -> None:
    days = frame("r.said_on", "2025-03-18", None, "2014-02-27")
    assert str(days.dtypes.iloc[0]).startswith("datetime64")
    assert days.iloc[0, 0] == pd.Timestamp("2025-03-18")
    assert days.iloc[1].isna().all()
    moments = frame("recorded_at", "2025-03-18T12:00:00.000000Z")
    assert moments.iloc[0, 0] == pd.Timestamp("2025-03-18T12:00", tz="UTC")


def test_coarse_dates_say_that_they_are() -> None:
    made = frame("said_on", "2014", "2014-03", None, "2014-03-18")
    assert list(made.columns) == ["said_on", "said_on_precision"]
    assert made["said_on"].dt.date.tolist()[0] == date(2014, 1, 1)
    assert [row if isinstance(row, str) else None for row in made["said_on_precision"]] == [
        *("year", "month"),
        *(None, "day"),
    ]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("budget", ("2014", "1999")),
        ("title", ("2025-03-18 was the day", "2025-03-18")),
        ("said", ("2025-03-18", "soon")),
        ("said", ("2025-02-31", "2025-03-18")),
        ("p.name", ("Egypt", "Sudan")),
    ],
)
def test_what_is_no_date_stays_text(name: str, values: tuple[str, ...]) -> None:
    made = frame(name, *values)
    assert made.iloc[:, 0].tolist() == list(values)


def test_years_alone_are_dates_where_the_name_says_so() -> None:
    assert frame("s.published", "2014", "1999").iloc[0, 0] == pd.Timestamp("2014-01-01")


def test_the_drivers_own_times_become_real_ones() -> None:
    assert frame("day", neo4j.time.Date(2025, 3, 18)).iloc[0, 0] == date(2025, 3, 18)
    moment = frame("at", neo4j.time.DateTime(2025, 3, 18, 12)).iloc[0, 0]
    assert moment == datetime(2025, 3, 18, 12)


def test_numbers_lists_and_nothing_stay_as_they_are() -> None:
    made = pandas_frame(["n", "parts", "none"], [[1, ["a"], None], [2, [], None]])
    assert made["n"].tolist() == [1, 2]
    assert made["parts"].tolist() == [["a"], []]
    assert made["none"].isna().all()
    assert list(pandas_frame(["a", "b"], []).columns) == ["a", "b"]


@given(st.lists(PERIODS, min_size=1, max_size=8))
def test_no_precision_is_lost(texts: list[str]) -> None:
    made = frame("said_on", *texts)
    precisions = [PRECISIONS[len(text)] for text in texts]
    if set(precisions) != {"day"}:
        assert made["said_on_precision"].tolist() == precisions
    shown = made["said_on"].dt.strftime("%Y-%m-%d").tolist()
    lengths = [len(text) for text in texts]
    assert [text.zfill(10)[:length] for text, length in zip(shown, lengths, strict=True)] == texts


def test_polars_has_the_same_columns() -> None:
    rows: list[list[Any]] = [["2014", 1, neo4j.time.Date(2025, 3, 18)], ["2014-03-18", None, None]]
    made = polars_frame(["said_on", "n", "day"], rows)
    assert made.columns == ["said_on", "said_on_precision", "n", "day"]
    assert made["said_on"].to_list() == [date(2014, 1, 1), date(2014, 3, 18)]
    assert made.schema["day"] == pl.Date
    assert polars_frame(["a"], []).columns == ["a"]


@pytest.mark.parametrize(
    ("package", "command"),
    [("pandas", "pip install 'parley[notebook]'"), ("polars", "pip install polars")],
)
def test_a_missing_package_is_named_with_its_command(
    monkeypatch: pytest.MonkeyPatch, package: str, command: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    with pytest.raises(SetupError) as caught:
        needed(package, "a table")
    assert f"a table needs {package}" in caught.value.message
    assert command in caught.value.message
