"""What is wrong with a thing is told once, where it stands, and not again wherever it is named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DossierErrors
from loaders.check import check
from loaders.staging import Staging
from tests.loaders.sheets import COLUMNS, ROW, SECOND, dossier_with_sheet
from tests.loaders.write_dossier import write_dossier


def problems(folder: Path) -> list[str]:
    """What is wrong with a dossier."""
    with Staging() as staging, pytest.raises(DossierErrors) as found:
        check([folder], staging)
    return [line.removeprefix(f"{folder}/") for line in found.value.problems]


def claims_csv(folder: Path, *rows: dict[str, str]) -> None:
    """Claims as CSV, which are checked column by column first."""
    (folder / "claims.yaml").unlink(missing_ok=True)
    with (folder / "claims.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for number, row in enumerate(rows):
            usual = dict(zip(COLUMNS, (value or "" for value in ROW), strict=True))
            writer.writerow({**usual, "id": f"c{number}", **row})


@pytest.mark.parametrize("named", ["aster", "Aster", "ASTER", "The Port"])
def test_a_party_in_a_wrong_row_is_not_missing(tmp_path: Path, named: str) -> None:
    folder = write_dossier(tmp_path)
    text = (folder / "parties.yaml").read_text("utf-8")
    (folder / "parties.yaml").write_text(text.replace('"state"', '"stat"', 1), "utf-8")
    claims_csv(folder, {"subject": named}, {"subject": named, "sources": "s-one; s-two"})
    missing, kind = problems(folder)
    assert kind.startswith("parties.yaml:1: kind: there is no kind of party 'stat'")
    assert missing.startswith("claims.csv:3: sources: there is no source called 's-two'")


def test_what_is_really_missing_is_told_beside_it(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    (folder / "sources.yaml").write_text("- {id: s-one}\n", "utf-8")
    claims_csv(folder, {"sources": "s-one; s-none"}, {"sources": "s-one"}, {"subject": "Astor"})
    title, none, party = sorted(problems(folder), key=lambda line: line.startswith("claims"))
    assert title == "sources.yaml:1: title: is missing: it is required"
    assert none.startswith("claims.csv:2: sources: there is no source called 's-none'")
    assert party.startswith("claims.csv:4: subject: there is no party called 'Astor'")


def test_an_id_given_twice_leaves_both_names_known(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    (folder / "parties.yaml").write_text(
        "- {id: aster, name: Aster, kind: state}\n"
        "- {id: aster, name: Cedar, kind: state}\n"
        "- {id: basil, name: Basil, kind: state}\n",
        "utf-8",
    )
    claims_csv(folder, {"subject": "Cedar"})
    [line] = problems(folder)
    assert line.startswith("parties.yaml:2: id: 'aster' stands already at ")


@pytest.mark.parametrize(
    "text",
    [
        "name,kind\nAster,state\nBasil,state\n",
        'id,name,kind\nbasil,Basil,state\naster,"Aster,state\n',
        "key,name,kind\naster,Aster,state\nbasil,Basil,state\n",
    ],
    ids=["without ids", "not read to its end", "another name for id"],
)
def test_a_table_that_was_not_read_whole_leaves_nothing_missing(tmp_path: Path, text: str) -> None:
    folder = write_dossier(tmp_path)
    (folder / "parties.yaml").unlink()
    (folder / "parties.csv").write_text(text, "utf-8")
    assert all(line.startswith("parties.csv:") for line in problems(folder))


def test_a_misnamed_sheet_leaves_nothing_missing(tmp_path: Path) -> None:
    folder = dossier_with_sheet(tmp_path, (COLUMNS, ROW, SECOND))
    (folder / "parties.yaml").unlink()
    other = dossier_with_sheet(
        tmp_path / "x", (("id", "name", "kind"), ("aster", "Aster", "state"))
    )
    (other / "claims.xlsx").rename(folder / "parties.xlsx")
    [line] = problems(folder)
    assert line.startswith("parties.xlsx: claims: ")


def test_a_title_above_the_header_is_told_once(tmp_path: Path) -> None:
    folder = dossier_with_sheet(tmp_path, (("Our claims", None), COLUMNS, ROW, SECOND))
    assert problems(folder) == [
        "claims.xlsx: claims!1: is no header, which stands in row 2: delete what is above it"
    ]


@pytest.mark.parametrize(
    "above",
    [
        (("Our claims", None),),
        (("Our claims", None), (None, None)),
        (("Our claims", None), ("as of", "May"), (None, None)),
    ],
)
def test_a_title_merged_over_the_columns_is_told_as_a_title(
    tmp_path: Path, above: tuple[tuple[str | None, ...], ...]
) -> None:
    folder = dossier_with_sheet(
        tmp_path, (*above, COLUMNS, ROW, SECOND), lambda sheet: sheet.merge_cells("A1:H1")
    )
    row = len(above) + 1
    assert problems(folder) == [
        f"claims.xlsx: claims!1: is no header, which stands in row {row}: delete what is above it"
    ]


def test_a_merged_header_above_nothing_is_told(tmp_path: Path) -> None:
    folder = dossier_with_sheet(tmp_path, (COLUMNS,), lambda sheet: sheet.merge_cells("B1:C1"))
    [line] = problems(folder)
    assert line.startswith("claims.xlsx: claims!B1: the header is merged over several columns (B1")


def test_a_merged_header_is_told_once(tmp_path: Path) -> None:
    folder = dossier_with_sheet(
        tmp_path, (COLUMNS, ROW, SECOND), lambda sheet: sheet.merge_cells("B1:C1")
    )
    [line] = problems(folder)
    assert line.startswith("claims.xlsx: claims!B1: the header is merged over several columns (B1")


def test_a_column_without_a_name_is_told_once(tmp_path: Path) -> None:
    nameless = (*COLUMNS[:-1], None)
    rows = [(f"c{n}", *ROW[1:-1], "a note") for n in range(5)]
    [line] = problems(dossier_with_sheet(tmp_path, (nameless, *rows)))
    assert line.startswith("claims.xlsx: claims!H2: holds something, but the column has no name")


BROKEN = {
    "parties": ('"kind": "state"', '"kind": "stat"'),
    "assets": ('"kind": "facility"', '"kind": "facilitie"'),
    "demands": ('"id"', '"note": {"a": 1}, "id"'),
    "events": ('"start": "2030-01-02"', '"start": "soon"'),
    "sources": ('"url": "https:', '"url": "no link:'),
}


@settings(max_examples=40)
@given(st.sets(st.sampled_from(sorted(BROKEN))))
def test_whatever_tables_are_wrong_the_sound_claims_are_not(
    tmp_path_factory: pytest.TempPathFactory, wrong: set[str]
) -> None:
    folder = write_dossier(tmp_path_factory.mktemp("d"))
    for name in wrong:
        path = folder / f"{name}.yaml"
        text = path.read_text("utf-8")
        broken = text.replace(*BROKEN[name])
        assert text != broken
        path.write_text(broken, "utf-8")
    if wrong:
        assert {line.partition(".")[0] for line in problems(folder)} == wrong
    else:
        with Staging() as staging:
            check([folder], staging)
