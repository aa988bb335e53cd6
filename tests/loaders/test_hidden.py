"""What a workbook hides is loaded, and told."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.check import check
from loaders.hints.gather import examine
from loaders.staging import Staging
from tests.loaders.sheets import COLUMNS, ROW, dossier_with_sheet, replaced_in
from tests.loaders.test_whole_workbook import HEAD, workbook

ROWS = [COLUMNS, *((f"c{n}", *ROW[1:-1], "a note") for n in range(2, 12))]


def told(folder: Path) -> list[str]:
    """The warnings of hidden things, without the folder."""
    found = [str(hint).removeprefix(f"{folder}/") for hint in examine([folder]).of_kind("hidden")]
    with Staging() as staging:
        lines = check([folder], staging)
    assert [line for line in lines if " hidden" in line] == [f"{folder}/{line}" for line in found]
    return found


def test_hidden_rows_and_columns_are_told_and_loaded(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for row in (3, 4, 5, 8, 40):
            sheet.row_dimensions[row].hidden = True
        for letter in "CHZ":
            sheet.column_dimensions[letter].hidden = True

    folder = dossier_with_sheet(tmp_path / "d", ROWS, hide)
    assert told(folder) == [
        "claims.xlsx: claims!C1: hidden columns are loaded too: C, H",
        "claims.xlsx: claims!3: hidden rows are loaded too: 3-5, 8",
    ]
    assert examine([folder]).dossiers["harbour"]["Claim"] == 10


def test_a_hidden_sheet_is_told(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("_notes")
        sheet.sheet_state = "veryHidden"

    folder = dossier_with_sheet(tmp_path / "d", edit=hide)
    assert told(folder) == ["claims.xlsx: claims: the sheet is hidden; it is loaded too"]


def test_what_hides_nothing_is_not_told(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("_notes").sheet_state = "hidden"
        sheet.row_dimensions[30].hidden = True
        sheet.column_dimensions["Z"].hidden = True

    assert told(dossier_with_sheet(tmp_path / "d", edit=hide)) == []


def test_what_the_sheet_of_a_whole_dossier_hides_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "port.xlsx", (*HEAD, ("", "")))
    book = load_workbook(path)
    book["dossier"].column_dimensions["B"].hidden = True
    book.move_sheet("dossier", 1)
    book["dossier"].sheet_state = "hidden"
    book.save(path)
    assert [str(hint) for hint in examine([path]).of_kind("hidden")] == [
        f"{path}: dossier: the sheet is hidden; it is loaded too",
        f"{path}: dossier!B1: hidden columns are loaded too: B",
    ]


def test_hidden_columns_beyond_the_last_of_a_sheet_are_borne(tmp_path: Path) -> None:
    """As a program may write it: cells without a place, in more columns than a sheet has."""
    folder = dossier_with_sheet(tmp_path / "d", ROWS)
    part = "xl/worksheets/sheet1.xml"
    columns = '<cols><col min="1" max="99999" hidden="1"/></cols><sheetData>'
    cells = '<row><c t="n"><v>1</v></c>' + '<c t="n"><v>2</v></c>' * 20_000 + "</row></sheetData>"
    replaced_in(folder / "claims.xlsx", part, "<sheetData>", columns)
    replaced_in(folder / "claims.xlsx", part, "</sheetData>", cells)
    errors = [str(error) for error in examine([folder]).errors]
    assert errors
    assert all(line.startswith(f"{folder}/claims.xlsx") for line in errors)


def test_very_many_hidden_rows_are_told_in_one_line(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for row in range(2, 102, 2):
            sheet.row_dimensions[row].hidden = True

    rows = [COLUMNS, *((f"c{n}", *ROW[1:]) for n in range(100))]
    [line] = told(dossier_with_sheet(tmp_path / "d", rows, hide))
    assert line.startswith("claims.xlsx: claims!2: hidden rows are loaded too: 2, 4, 6, ")
    assert line.endswith("38, 40 and 30 more")
