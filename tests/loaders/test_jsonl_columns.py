"""JSON lines and Parquet of lists, checked by columns, are what they are row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from loaders import plain_jsonl, read_parquet
from loaders.batches import Batch
from loaders.check_columns import ColumnsCheck, OutOfTheOrdinary
from loaders.dossier_files import DossierFiles
from loaders.plain_jsonl import jsonl_batches
from loaders.read_jsonl import read_jsonl
from tests.loaders.test_columns import Outcome, outcome
from tests.loaders.write_dossier import CLAIMS, write_dossier

SOURCES: list[Any] = [
    ["s-one"],
    [{"id": "s-one", "locator": " p. 1 "}, "s-one @ p. 2"],
    [{"id": "The Gazette", "locator": None, "quote": "a; b"}],
    ["s-one @ p; q", "s-one@"],
    "s-one @ p. 1; s-one",
    "The Gazette",
    [],
    [""],
    ["s-one", None],
    [{"id": "s-one", "page": "1"}],
    [{"locator": "p. 1"}],
    [["s-one"]],
    ["s-two"],
    ["s-one @ \u0007"],
    7,
]
CELLS: dict[str, list[Any]] = {
    "id": ["c1", "c2", " c3 ", "d-open--concerns--a-pier", 7, 7.0, "c\x1c", None, "no id!", ["c1"]],
    "subject": ["aster", "Aster", "the port ", "shared", "aster\x1f", "nobody", True],
    "relation": ["demands", "rejects", "allied_with", "concerns", "demand", None],
    "object": ["d-open", "d-shut", "basil", "aster", {"id": "d-open"}],
    "said_on": ["2030", "2030-01", " 2030-01-02", 2030, 2030.0, "2030-02-30", False],
    "sources": SOURCES,
    "paraphrase": ["x", ' "so": ', ":-) \u00e9", "a :b", "\\", "\ud800", "two\nlines", "  ", 0],
    "about": [["a-pier"], [], None, "a-pier", ["The pier", "a-pier"], "a-pier; a-pier", [7], [""]],
    "note": [None, "n", "\u00a0n", False, 0, {}, [], 10**30],
    "nota": [None, "x"],
}
SOUND = 3
# What a person, or another program, may make of a line.
ODD_LINES = ["", "  ", "7", "{", '{"id": "c1", "id": "c2"}', "\ufeff{}", "{} {}", '{"note": NaN}']


@st.composite
def written(draw: st.DrawFn) -> str:
    """A file of rows, most of them sound, some with a key twice or blanks where they may be."""
    odd = draw(st.sampled_from([1, SOUND, 20]))
    lines = []
    for number in range(draw(st.integers(1, 8))):
        wild = not draw(st.integers(0, 6))
        row = {
            name: draw(st.sampled_from(cells if wild else cells[:odd]))
            for name, cells in CELLS.items()
            if name != "nota" or not draw(st.integers(0, 20))
        }
        if not wild:
            row["id"] = f"c{number}"
        if not draw(st.integers(0, 3)):
            row = dict(reversed(row.items()))
        spaced = draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,", " :"), (",\r", ":")]))
        line = json.dumps(row, ensure_ascii=draw(st.booleans()), separators=spaced)
        if not draw(st.integers(0, 9)):
            line = '{"note":"twice",' + line[1:]
        lines.append(line)
        if not draw(st.integers(0, 12)):
            lines.append(draw(st.sampled_from(ODD_LINES)))
    end = draw(st.sampled_from(["\n", "\r\n", "\n", "\r"]))
    return end.join(lines) + draw(st.sampled_from(["", end, end * 2, " \n", "\x0b"]))


def both_ways(folder: Path) -> tuple[Outcome, Outcome]:
    """What a dossier comes to by columns, and row by row."""
    quick = outcome(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DossierFiles, "batches", lambda _files, _table: None)
        return quick, outcome(folder)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written(), st.booleans(), st.sampled_from([1, 300, 1 << 20]))
def test_json_lines_come_to_the_same(tmp_path: Path, text: str, marked: bool, block: int) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink(missing_ok=True)
    content = text.encode("utf-8-sig" if marked else "utf-8", "surrogatepass")
    (folder / "claims.jsonl").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_jsonl, "_BLOCK", block)
        quick, slow = both_ways(folder)
    assert quick == slow


def plain(batches: Iterator[Batch]) -> list[bool]:
    """Of each batch whether its columns are to be had."""
    return [bool(batch.columns) for batch in batches]


ROW = '{"id":"c1","sources":[{"id":"s-one","locator":"p. 1"}],"paraphrase":"x","about":"a; b"}'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{ROW}\n{ROW}\r\n\n", True),
        ("\ufeff" + ROW, True),
        (ROW.replace('"x"', '"a : x"'), True),
        (ROW.replace("x", "é"), True),
        (ROW.replace('"x"', '":x"'), False),
        (ROW.replace('"x"', "7"), False),
        (ROW.replace('"x"', '"x","paraphrase":"y"'), False),
        (ROW.replace('"locator"', '"id":"s-two","locator"'), False),
        (ROW.replace('"x"', '"x","p" :"y","p":"y"'), False),
        (f"{ROW}\n\n{ROW}", False),
        (f"{ROW}\r{ROW}", False),
        (f"{ROW}{ROW}", False),
        (f"{ROW}\x0b", False),
    ],
)
def test_only_plain_lines_are_read_by_columns(tmp_path: Path, content: str, expected: bool) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(content.encode())
    assert plain(jsonl_batches(path, "claims.jsonl")) == [expected]


def test_blocks_keep_their_line_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_jsonl, "_BLOCK", 100)
    path = tmp_path / "claims.jsonl"
    lines = [ROW, "", ROW, ROW, "  ", ROW, ROW, ROW]
    path.write_text("\r\n".join(lines), "utf-8", newline="")
    batches = list(jsonl_batches(path, "claims.jsonl"))
    assert len(batches) > 2
    found = [row for batch in batches for row in batch.rows()]
    assert [(row.line, row.values) for row in found] == [
        (row.line, row.values) for row in read_jsonl(path, "claims.jsonl")
    ]
    assert [line for batch in batches for line in batch.lines] == list(range(1, 9))


def test_ids_given_twice_are_told_across_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_jsonl, "_BLOCK", 100)
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink()
    base = CLAIMS[1]
    # 7 as a number makes its batch one of rows; the same id comes later as text.
    ids = ["a", 7, "b", "7", "a"]
    lines = [json.dumps({**base, "id": name}) for name in ids]
    (folder / "claims.jsonl").write_text("\n".join(lines), "utf-8")
    path = folder / "claims.jsonl"
    quick, slow = both_ways(folder)
    assert quick == slow
    assert quick == (
        "wrong",
        [
            f"{path}:4: id: '7' stands already at {path}:2: give it once",
            f"{path}:5: id: 'a' stands already at {path}:1: give it once",
        ],
    )


TEXTS: dict[str, list[Any]] = {
    name: [cell for cell in CELLS[name] if cell is None or isinstance(cell, str)]
    for name in ("id", "subject", "relation", "object", "said_on", "note")
} | {"paraphrase": ["x", ' "so": ', "two\nlines", "  "]}
LISTS: list[Any] = [["a-pier"], [], None, ["The pier", "a-pier"], [""], ["basil"], [None]]
PARTS: list[Any] = [
    [{"id": "s-one", "locator": " p. 1 ", "quote": None}],
    [{"id": "The Gazette", "locator": None, "quote": "a; b"}, {"id": "s-one"}],
    [{"id": " s-one"}],
    [{"id": "s-two"}],
    [{"id": None}],
    [None],
    None,
    [],
]


@st.composite
def parquet_tables(draw: st.DrawFn) -> pa.Table:
    """Some rows of claims as Parley's own export has them, or with texts for lists."""
    odd = draw(st.sampled_from([1, SOUND, 20]))
    count = draw(st.integers(1, 6))
    pools = TEXTS | {"about": LISTS, "sources": PARTS}
    columns = {
        name: [draw(st.sampled_from(pool[:odd])) for _ in range(count)]
        for name, pool in pools.items()
    }
    if draw(st.integers(0, 3)):
        columns["id"] = [f"c{number}" for number in range(count)]
    part = pa.struct([(name, pa.string()) for name in ("id", "locator", "quote")])
    kinds = {"about": pa.list_(pa.string()), "sources": pa.list_(part)}
    return pa.table(
        {name: pa.array(cells, kinds.get(name, pa.string())) for name, cells in columns.items()}
    )


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parquet_tables())
def test_parquet_of_lists_comes_to_the_same(tmp_path: Path, table: pa.Table) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink(missing_ok=True)
    parquet.write_table(table, folder / "claims.parquet")
    quick, slow = both_ways(folder)
    assert quick == slow


def test_lists_that_are_sound_are_checked_by_columns(tmp_path: Path) -> None:
    """Neither JSON lines nor Parquet as `parley export` writes them go row by row."""
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink()
    calls: list[bool] = []
    check = ColumnsCheck.check

    def counted(self: ColumnsCheck, batch: Batch) -> Any:
        try:
            found = check(self, batch)
        except OutOfTheOrdinary:
            calls.append(False)
            raise
        calls.append(True)
        return found

    rows = [{**row, "sources": [{"id": "s-one", "locator": "page 1"}]} for row in CLAIMS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ColumnsCheck, "check", counted)
        path = folder / "claims.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        first = outcome(folder)
        path.unlink()
        parquet.write_table(pa.Table.from_pylist(rows), folder / "claims.parquet")
        assert outcome(folder)[0] == first[0] == "sound"
    assert calls == [True, True]


def test_ids_given_twice_are_told_before_a_place_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_parquet, "BATCH", 2)
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink()
    row = {name: cell for name, cell in CLAIMS[1].items() if isinstance(cell, str)}
    rows = [{**row, "sources": "s-one", "id": name} for name in ("a", "a", "b", "c")]
    path = folder / "claims.parquet"
    table = pa.Table.from_pylist(rows)
    parquet.write_table(table, path, row_group_size=2, use_dictionary=False, compression="none")
    content = bytearray(path.read_bytes())
    start = parquet.read_metadata(path).row_group(1).column(0).data_page_offset
    content[start : start + 12] = b"\xff" * 12
    path.write_bytes(content)
    quick, slow = both_ways(folder)
    assert quick == slow
    assert quick == (
        "wrong",
        [
            f"{path}: is no Parquet file, or a damaged one: write it again",
            f"{path}:2: id: 'a' stands already at {path}:1: give it once",
        ],
    )
