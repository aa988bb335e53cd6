"""Tables as Parquet: every kind of column that stands for the same cells, and those that do not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars
import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.loaders.giving.staged import content_of
from tests.loaders.test_check import checked, problems
from tests.loaders.write_dossier import write_dossier

TEXTS: dict[str, list[Any]] = {
    "id": ["c1", "c2"],
    "subject": ["Aster", "basil"],
    "relation": ["demands", "rejects"],
    "object": ["d-open", "d-open"],
    "said_on": ["2030-01-02", "2030-02"],
    "sources": ["s-one @ page 1", "s-one"],
    "paraphrase": ["Aster wants it open.", "Basil does not."],
    "about": ["a-pier", None],
    "said_at": ["e-talks", None],
    "certainty": ["high", None],
}


def dossier_with(folder: Path, table: pa.Table) -> Path:
    """A dossier whose claims are Parquet, the other tables YAML."""
    write_dossier(folder)
    (folder / "claims.yaml").unlink()
    parquet.write_table(table, folder / "claims.parquet")
    return folder


def test_columns_of_text_are_read_as_cells(tmp_path: Path) -> None:
    wanted = content_of(write_dossier(tmp_path / "yaml"))
    assert content_of(dossier_with(tmp_path / "parquet", pa.table(TEXTS))) == wanted


def test_lists_structures_dictionaries_and_what_polars_writes_are_the_same(tmp_path: Path) -> None:
    wanted = content_of(write_dossier(tmp_path / "yaml"))
    table = pa.table(
        TEXTS
        | {
            "about": [["a-pier"], []],
            "sources": [[{"id": "s-one", "locator": "page 1"}], [{"id": "s-one", "locator": None}]],
            "relation": pa.array(TEXTS["relation"]).dictionary_encode(),
        }
    )
    folder = dossier_with(tmp_path / "parquet", table)
    assert content_of(folder) == wanted
    polars.DataFrame(TEXTS).write_parquet(folder / "claims.parquet")
    assert content_of(folder) == wanted


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2014, "2014"),
        (2014.0, "2014"),
        (date(2014, 3, 18), "2014-03-18"),
        (datetime(2014, 3, 18, 9, tzinfo=UTC), "2014-03-18"),
        (date(1905, 7, 6), "1905-07-06"),
    ],
)
def test_a_year_stays_a_year_and_a_day_a_day(tmp_path: Path, value: Any, expected: str) -> None:
    table = pa.table({**{name: cells[:1] for name, cells in TEXTS.items()}, "said_on": [value]})
    _, claims, _ = checked(dossier_with(tmp_path, table))
    assert {row.id: row.content for row in claims}["c1"]["said_on"] == expected


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"subject": [{"id": "a"}] * 2}, ": subject: the column is of the kind struct<id: string>: it"),
    ({"subject": [["a"], ["b"]]}, ": subject: the column is of the kind list<"),
    ({"about": [[{"id": "a"}]] * 2}, ": about: the column is of the kind list<"),
    ({"paraphrase": [b"x", b"y"]}, ": paraphrase: the column is of the kind binary: it must be"),
    ({"said_on": [45734, 45735]}, ":1: said_on: 45734 is a spreadsheet's number of a day: write"),
    ({"relation": ["demands", "x"]}, ":2: relation: there is no relation 'x'"),
    ({"paraphrase": ["x", None]}, ":2: paraphrase: is missing: it is required"),
    ({"notes": ["x", None]}, ": notes: is no column of this table; the nearest is 'note'"),
]


@pytest.mark.parametrize(("columns", "says"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_column_or_row_is_told(tmp_path: Path, columns: dict[str, Any], says: str) -> None:
    found = problems(dossier_with(tmp_path, pa.table(TEXTS | columns)))
    assert any(problem.startswith(f"{tmp_path}/claims.parquet{says}") for problem in found), found


def test_missing_and_duplicate_columns_are_told_once(tmp_path: Path) -> None:
    table = pa.table({name: cells for name, cells in TEXTS.items() if name != "said_on"})
    [problem] = problems(dossier_with(tmp_path, table))
    assert problem == (f"{tmp_path}/claims.parquet: said_on: the column is missing: it is required")
    twice = pa.Table.from_arrays([*table.columns, table["id"]], [*table.column_names, "id"])
    [problem] = problems(dossier_with(tmp_path, twice))
    assert problem == f"{tmp_path}/claims.parquet: column 'id' stands twice: keep one"


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    folder = dossier_with(tmp_path, pa.table(TEXTS))
    whole = (folder / "claims.parquet").read_bytes()
    for broken in (whole[:-50], b"PAR1" + b"\xff" * 500 + b"PAR1", b"", whole[:100] + whole[120:]):
        (folder / "claims.parquet").write_bytes(broken)
        [problem] = problems(folder)
        assert problem.startswith(f"{folder}/claims.parquet: is no Parquet file, or a damaged one")


CAFE = pa.Array.from_buffers(
    pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\4\0\0\0\5\0\0\0"), pa.py_buffer(b"caf\xe9x")]
)
NO_UTF_8 = "holds text that is not UTF-8: write it again as UTF-8"
UNREADABLE: list[tuple[str, pa.Array, str]] = [
    # Some programs write Windows-1252 into columns of text.
    ("paraphrase", CAFE, NO_UTF_8),
    ("about", pa.ListArray.from_arrays(pa.array([0, 1, 2], pa.int32()), CAFE), NO_UTF_8),
    # The end of time, as some programs write it.
    (
        "valid_to",
        pa.array([None, 253_402_300_800_000], pa.date64()),
        "holds a date32[day] that cannot be read: write it as text",
    ),
    (
        "valid_to",
        pa.array([None, 2**60], pa.timestamp("ms")),
        "holds a timestamp[ms] that cannot be read: write it as text",
    ),
]


@pytest.mark.parametrize(("name", "cells", "says"), UNREADABLE)
def test_what_a_column_cannot_hold_is_told(
    tmp_path: Path, name: str, cells: pa.Array, says: str
) -> None:
    columns = {column: pa.array(values) for column, values in TEXTS.items()}
    folder = dossier_with(tmp_path, pa.table(columns | {name: cells}))
    assert problems(folder) == [f"{folder}/claims.parquet: {name}: {says}"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_dictionaries_with_nothing_in_some_rows_are_read(tmp_path: Path, kind: pa.DataType) -> None:
    wanted = content_of(write_dossier(tmp_path / "yaml"))
    table = pa.table(
        {name: pa.array(cells, kind).dictionary_encode() for name, cells in TEXTS.items()}
    )
    assert content_of(dossier_with(tmp_path / "parquet", table)) == wanted
