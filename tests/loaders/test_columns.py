"""Claims checked column by column are what they are row by row, mistakes and places too."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.synthetic import write_dossier as synthetic
from graph.errors import DossierErrors
from loaders import decode, dossier_files, plain_csv
from loaders.check import check
from loaders.check_claims import ClaimsCheck
from loaders.check_columns import ColumnsCheck
from loaders.check_things import ThingsCheck
from loaders.dossier_files import find_files
from loaders.plain_csv import NotPlain, plain_batches
from loaders.problems import Problems
from loaders.read_csv import read_csv
from loaders.rows import Row, Unreadable
from loaders.staging import Staging, digest_of
from tests.loaders.write_dossier import TABLES as THINGS
from tests.loaders.write_dossier import write_dossier

NAMES = ("id", "subject", "relation", "object", "said_on", "sources", "paraphrase", "about", "note")
CELLS: dict[str, list[str]] = {
    "id": ["c1", "c2", "c3", " c4 ", "d-open--concerns--a-pier", "", "no id!"],
    "subject": ["aster", "Aster", "the port ", "basil", "shared", "nobody", ""],
    "relation": ["demands", "rejects", "allied_with", "controls", "concerns", "demand"],
    "object": ["d-open", "d-shut", "basil", "a-pier", "aster", "d-none"],
    "said_on": ["2030", "2030-01", " 2030-01-02", "2030-02-30", "45734", "1"],
    "sources": [
        "s-one",
        "s-one @ p. 1; s-one",
        "s-one;",
        "The Gazette @ a@b",
        "s-two",
        "s-one; ; @ p. 1",
        '["s-one"]',
        ";",
        "[Untitled]",
        " [Untitled] @ p. 1",
    ],
    "paraphrase": [
        "x",
        " a, b ",
        'said "so"',
        "two\nlines",
        "'=1",
        "'x",
        "\u0007",
        "  ",
        "e\u0301",
    ],
    "about": ["", "a-pier", "a-pier; The pier", "[", "basil"],
    "note": ["", "n", "\u00a0n"],
}
SOUND = 3  # the first cells of each column are sound together with most others


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Some rows, most of them sound."""
    odd = draw(st.sampled_from([1, SOUND, 20]))
    rows = []
    for number in range(draw(st.integers(1, 6))):
        if draw(st.integers(0, 9)):
            cells = [draw(st.sampled_from(CELLS[name][:odd])) for name in NAMES]
            cells[0] = f"c{number}"
        else:
            cells = [draw(st.sampled_from(CELLS[name])) for name in NAMES]
        rows.append(cells)
    return rows


Outcome = tuple[str, Any]


def outcome(folder: Path) -> Outcome:
    """What checking stages, or what it says is wrong."""
    with Staging() as staging:
        try:
            warnings = check([folder], staging)
        except DossierErrors as error:
            return "wrong", list(error.problems)
        claims = [(row.id, row.digest, row.content, row.place) for row in staging.claims()]
        return "sound", (claims, warnings)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_columns_and_rows_come_to_the_same(
    tmp_path: Path, rows: list[list[str]], divider: str, ends: str, marked: bool
) -> None:
    untitled = {"id": "s-untitled", "title": "[Untitled]"}
    folder = write_dossier(tmp_path, tables={"sources": [*THINGS["sources"], untitled]})
    (folder / "claims.yaml").unlink()
    path = folder / "claims.csv"
    with path.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=divider, lineterminator=ends)
        writer.writerow(NAMES)
        writer.writerows(rows)
    quick = outcome(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dossier_files, "plain_batches", lambda _path, _file: None)
        assert outcome(folder) == quick


@pytest.mark.parametrize("cell", [";", " ; ", "; @ p. 1"])
def test_a_cell_of_nothing_but_dividers_names_no_source(tmp_path: Path, cell: str) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink()
    path = folder / "claims.csv"
    row = ["c1", "aster", "demands", "d-open", "2030", cell, "x", "", ""]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([NAMES, row])
    kind, [line] = outcome(folder)
    assert kind == "wrong"
    assert line.startswith(f"{path}:2: sources: ")


def test_a_title_in_brackets_is_read_one_way_whatever_stands_around_it(tmp_path: Path) -> None:
    untitled = {"id": "s-untitled", "title": "[Untitled]"}
    folder = write_dossier(tmp_path, tables={"sources": [*THINGS["sources"], untitled]})
    (folder / "claims.yaml").unlink()
    path = folder / "claims.csv"
    row = ["c1", "aster", "demands", "d-open", "2030", "[Untitled]", "x", "", ""]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([NAMES, row])
    says = 'sources: begins with [ but is no JSON: write ["a", "b"] or a; b'
    assert outcome(folder) == ("wrong", [f"{path}:2: {says}"])


def test_many_claims_are_checked_by_columns_and_ids_given_twice_are_told(tmp_path: Path) -> None:
    folder = synthetic(tmp_path, 15_000)
    with Staging() as staging:
        things = ThingsCheck("synthetic", staging, Problems())
        files = find_files(folder, Problems())
        assert files is not None
        things.run(files)
        batches = files.batches("claims")
        assert batches is not None
        quick = ColumnsCheck(things.references)
        lengths = [len(quick.check(batch).ids) for batch in batches]
    assert len(lengths) > 1
    assert sum(lengths) == 15_000
    path = folder / "claims.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[5]]) + "\n", "utf-8")
    place = f"{path}:6"
    assert outcome(folder) == (
        "wrong",
        [f"{path}:15002: id: 'c-4' stands already at {place}: give it once"],
    )
    # Far down a row that is cut: all before it is checked, and it is told with its line.
    path.write_text("\n".join([*lines[:-1], "c-x,p-1"]) + "\n", "utf-8")
    kind, found = outcome(folder)
    assert kind == "wrong"
    assert found[0].startswith(f"{path}:15001: the row has 2 cells, the header 11")


@pytest.mark.parametrize("odd", [["two\nlines"], ["", ""]], ids=["two lines", "a cell too many"])
def test_rows_are_checked_one_by_one_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: list[str]
) -> None:
    """A cell of two lines, or one more than the header has, makes the file one of rows."""
    monkeypatch.setattr(plain_csv, "_BLOCK", 1 << 14)
    monkeypatch.setattr(decode, "_BLOCK", 1 << 14)

    def kept_after(count: int) -> int:
        path = tmp_path / "claims.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(NAMES)
            for number in range(count):
                note = [""] if number else odd
                cells = ["aster", "demands", "d-open", "2030", "s-one", "x", "", *note]
                writer.writerow([f"c{number:030}", *cells])
        with Staging() as staging:
            things = ThingsCheck("harbour", staging, Problems())
            files = find_files(tmp_path, Problems())
            assert files is not None
            things.run(files)
            rows = ClaimsCheck("harbour", things, staging, Problems()).run(files)
            tracemalloc.start()
            try:
                assert sum(rows) == count
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    write_dossier(tmp_path)
    (tmp_path / "claims.yaml").unlink()
    few, many = kept_after(4_000), kept_after(8_000)
    # An id that is kept takes some 90 bytes.
    assert (many - few) / 4_000 < 40


ODD: list[tuple[bytes, bool]] = [
    (b'a,b\n1,"2"\n', True),
    (b'a,b\n1,"2,3"\r\n4,"5 ""6"""\n', True),
    (b"\xef\xbb\xbfa;b\n1;2\n3;4", True),
    (b'a,b\n1,"2\n3"\n', False),
    (b'a,b\n1,"2"3\n', False),
    (b'a,b\n1,2"3\n', False),
    (b'a,b\n1,"2\n', False),
    (b"a,b\n\n1,2\n", False),
    (b"a,b\n1,2\r3,4\n", False),
    (b'"a",b\n1,2\n', False),
    (b"a,,b\n1,2,3\n", False),
    (b"a,a\n1,2\n", False),
    (b"sep=;\na;b\n", False),
]


@pytest.mark.parametrize(("content", "plain"), ODD)
def test_only_a_plain_file_is_read_by_columns(tmp_path: Path, content: bytes, plain: bool) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(content)
    batches = plain_batches(path, "claims.csv")
    assert (batches is not None) == plain
    if batches is not None:
        text = content.decode("utf-8-sig").splitlines()
        reader = csv.reader(text, delimiter=";" if ";" in text[0] else ",")
        found = [cells for batch in batches for cells in zip(*batch.columns, strict=True)]
        assert found == [tuple(row) for row in list(reader)[1:]]


@pytest.mark.parametrize("block", [1, 2, 3, 4, 5, 1 << 20])
@pytest.mark.parametrize(("content", "plain"), [row for row in ODD if b'"2"' in row[0]])
def test_where_a_block_ends_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, plain: bool, block: int
) -> None:
    monkeypatch.setattr(plain_csv, "_BLOCK", block)
    path = tmp_path / "claims.csv"
    path.write_bytes(content)
    assert (plain_batches(path, "claims.csv") is not None) == plain


SIGNS = [
    *('"', '""', ",", "\n", "\r\n", "\r", "'", "a", " "),
    *("\u00e9", "\u2028", "\x0b", "\0", "[", "=1"),
]
PLAIN = st.sampled_from(["x", '"x"', '""', '"a""b"', "", '"x,y"'])


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(PLAIN, min_size=2, max_size=2), max_size=8),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(SIGNS)), max_size=2),
    st.sampled_from([16, 64, 1 << 20]),
)
def test_a_file_that_is_read_by_columns_has_the_rows_that_it_has_row_by_row(
    tmp_path: Path, rows: list[list[str]], odd: list[tuple[int, str]], block: int
) -> None:
    text = "\n".join(",".join(cells) for cells in rows)
    for place, sign in odd:
        text = text[:place] + sign + text[place:]
    path = tmp_path / "claims.csv"
    path.write_bytes(f"a,b\n{text}".encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_csv, "_BLOCK", block)
        batches = plain_batches(path, "claims.csv")
        quick, line = _rows_of(row for batch in batches or () for row in batch.rows())
    if batches is None:
        return
    slow, _ = _rows_of(read_csv(path, "claims.csv"))
    assert quick == [row for row in slow if line is None or row[0] < line]


def _rows_of(rows: Iterator[Row]) -> tuple[list[tuple[int, dict[str, Any]]], int | None]:
    """Rows with their lines, and from which line on they cannot be read so."""
    found: list[tuple[int, dict[str, Any]]] = []
    try:
        found.extend((row.line, dict(row.values)) for row in rows)
    except (NotPlain, Unreadable) as error:
        return found, error.line
    return found, None


@given(st.dictionaries(st.text(), st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_a_digest_is_that_of_the_sorted_json(content: dict[str, Any]) -> None:
    content = {name.encode("utf-8", "ignore").decode(): text for name, text in content.items()}
    ascii_keys = {f"k{number}": text for number, text in enumerate(content.values())}
    text = json.dumps(ascii_keys, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert digest_of(ascii_keys) == sha256(text.encode()).hexdigest()[:32]
