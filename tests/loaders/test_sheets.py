"""Workbooks as real spreadsheets have them: what is read, and what is refused with its cell."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.staging import Staging
from tests.loaders.giving.staged import content_of
from tests.loaders.sheets import COLUMNS, ROW, SECOND, dossier_with_sheet, replaced_in, row
from tests.loaders.test_check import checked, problems
from tests.loaders.write_dossier import write_dossier


def claim(folder: Path, name: str = "c1") -> dict[str, Any]:
    """The content of a claim."""
    _, claims, _ = checked(folder)
    return {row.id: row.content for row in claims}[name]


def test_a_sheet_holds_what_yaml_would(tmp_path: Path) -> None:
    folder = dossier_with_sheet(tmp_path)
    assert claim(folder)["subject"] == "aster"
    assert claim(folder)["locators"] == ["page 1"]
    with Staging():
        _, claims, _ = checked(folder)
    assert [row.place for row in claims if row.id == "c2"] == [f"{folder}/claims.xlsx: claims!A3"]


Dated = tuple[Any, str, str]
DATES: list[Dated] = [
    (2014, "General", "2014"),
    (2014.0, "0", "2014"),
    ("2014", "@", "2014"),
    ("2014-03", "@", "2014-03"),
    (date(2014, 3, 18), "yyyy-mm-dd", "2014-03-18"),
    (datetime(2014, 3, 18, 14, 30), "dd/mm/yyyy hh:mm", "2014-03-18"),
    (date(2014, 3, 18), "[$-409]d mmmm yyyy;@", "2014-03-18"),
    # What Excel makes of a typed 2014-03 or Mar 2014, and a column of years.
    (date(2014, 3, 1), "mmm-yy", "2014-03"),
    (date(2014, 1, 1), "yyyy", "2014"),
    (date(2014, 1, 1), '"year" yyyy', "2014"),
]


@pytest.mark.parametrize(("value", "shown_as", "expected"), DATES)
def test_of_a_date_that_counts_which_is_shown(
    tmp_path: Path, value: Any, shown_as: str, expected: str
) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["E2"].number_format = shown_as

    folder = dossier_with_sheet(tmp_path, [COLUMNS, row(said_on=value)], edit)
    assert claim(folder)["said_on"] == expected


def test_numbers_and_booleans_are_text_where_text_is_due(tmp_path: Path) -> None:
    cells = row(id=17, note=12.5, paraphrase=True)
    assert claim(dossier_with_sheet(tmp_path, [COLUMNS, cells]), "17") | {"note": "12.5"} == (
        claim(tmp_path, "17")
    )
    assert claim(tmp_path, "17")["paraphrase"] == "true"


def test_blanks_around_the_table_do_not_matter(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A1"].value = None
        for number in range(1, 3_000):
            sheet.cell(row=number + 10, column=3).value = "  "
            sheet.cell(row=4, column=number + 9).number_format = "0.00"

    rows = [(None, *[None] * 7), (*COLUMNS, None, " "), ROW, [None] * 8, SECOND]
    folder = dossier_with_sheet(tmp_path, rows, edit)
    _, claims, _ = checked(folder)
    places = {row.id: row.place for row in claims}
    assert places["c1"].endswith("claims!A3")
    assert places["c2"].endswith("claims!A5")


def test_hidden_rows_columns_and_sheets_are_read(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["G"].hidden = True
        assert sheet.parent is not None
        sheet.parent.create_sheet("notes")
        sheet.sheet_state = "hidden"

    assert claim(dossier_with_sheet(tmp_path, edit=edit), "c2")["paraphrase"] == "Basil does not."


def test_merged_cells_show_their_value_in_each_row(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.merge_cells("E2:E3")
        sheet.merge_cells("B2:B3")

    folder = dossier_with_sheet(tmp_path, edit=edit)
    assert [claim(folder, "c2")[name] for name in ("said_on", "subject")] == ["2030-01-02", "aster"]


def test_a_formula_is_what_it_came_to(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["G2"].value = '=CONCATENATE("a","b")'

    folder = dossier_with_sheet(tmp_path, edit=edit)
    [problem] = problems(folder)
    assert problem.startswith(
        f"{folder}/claims.xlsx: claims!G2: paraphrase: holds a formula without"
    )
    replaced_in(
        folder / "claims.xlsx",
        "xl/worksheets/sheet1.xml",
        '<c r="G2"><f>CONCATENATE("a","b")</f><v></v></c>',
        '<c r="G2" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c>',
    )
    assert claim(folder)["paraphrase"] == "ab"


def test_a_wrong_dimension_hides_no_rows(tmp_path: Path) -> None:
    folder = dossier_with_sheet(tmp_path)
    replaced_in(folder / "claims.xlsx", "xl/worksheets/sheet1.xml", "A1:H3", "A1:A1")
    assert claim(folder, "c2")["subject"] == "basil"


def test_all_tables_may_be_sheets_of_one_workbook_whatever_its_name(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    wanted = content_of(folder)
    book = Workbook()
    for path in sorted(folder.glob("*.yaml")):
        if path.stem != "dossier":
            sheet = book.create_sheet(path.stem.upper())
            for cells in as_rows(path.stem):
                sheet.append(cells)
            path.unlink()
    book.save(folder / "My work (2).xlsx")
    assert content_of(folder) == wanted


def as_rows(table: str) -> list[list[Any]]:
    """A table of the small dossier as a person types it."""
    typed: dict[str, list[list[Any]]] = {
        "parties": [
            ["id", "name", "kind", "aliases"],
            ["aster", "Aster", "state", "The Port; Shared"],
            ["basil", "Basil", "state", "Shared"],
        ],
        "assets": [["id", "name", "kind"], ["a-pier", "The pier", "facility"]],
        "demands": [
            ["id", "text", "concerns", "excludes"],
            ["d-open", "The harbour opens.", "a-pier", "d-shut"],
            ["d-shut", "The harbour shuts."],
        ],
        "events": [
            ["id", "name", "kind", "start"],
            ["e-talks", "Talks", "talks", date(2030, 1, 2)],
        ],
        "sources": [["id", "title", "url"], ["s-one", "The Gazette", "https://example.org/one"]],
        "claims": [
            [*COLUMNS[:7], "about", "said_at", "certainty"],
            [*ROW[:4], "2030-01-02", ROW[5], "Aster wants it open.", "a-pier", "e-talks", "high"],
            list(SECOND[:7]),
        ],
    }
    return typed[table]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"said_on": 45734}, "E2: said_on: 45734 is a spreadsheet's number of a day: write 2025-03-18"),
    ({"said_on": 45734.5}, "E2: said_on: 45734.5 is a number, not a date: write 2014, 2014-03"),
    ({"said_on": 12}, "E2: said_on: '12' is not a date: write 2014, 2014-03 or 2014-03-18"),
    ({"said_on": date(1905, 7, 6)}, "E2: said_on: is 1905-07-06, which a spreadsheet makes of the"),
    ({"said_on": time(12, 30)}, "E2: said_on: is a time of the day (12:30:00): write the date"),
    ({"said_on": True}, "E2: said_on: 'true' is not a date"),
    (
        {"paraphrase": date(2030, 3, 4)},
        "G2: paraphrase: is a date (2030-03-04), where text",
    ),
    (
        {"object": "#REF!"},
        "D2: object: shows the error #REF!: mend the formula, or write",
    ),
    ({"relation": "demand"}, "C2: relation: there is no relation 'demand'; the nearest is"),
    ({"subject": None}, "B2: subject: is missing: it is required"),
    ({"sources": "[s-one"}, "F2: sources: begins with [ but is no JSON"),
]


@pytest.mark.parametrize(("fields", "says"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_cell_is_told_by_sheet_and_cell(
    tmp_path: Path, fields: dict[str, Any], says: str
) -> None:
    folder = dossier_with_sheet(tmp_path, [COLUMNS, row(**fields)])
    [problem] = problems(folder)
    assert problem.startswith(f"{folder}/claims.xlsx: claims!{says}")


HEADERS: list[tuple[list[Any], str]] = [
    (
        [*COLUMNS, "certanty"],
        "!I1: certanty: is no column of this table; the nearest is",
    ),
    ([*COLUMNS, "note"], "!I1: column 'note' stands twice (H too): keep one"),
    (["certainty", *COLUMNS[1:]], "!1: id: the column is missing: it is required"),
    ([*COLUMNS[:7], None], "!H2: holds something, but the column has no name in row 1: name it"),
]


@pytest.mark.parametrize(("header", "says"), HEADERS, ids=lambda value: str(value)[:50])
def test_a_wrong_header_is_told_by_its_cell(tmp_path: Path, header: list[Any], says: str) -> None:
    folder = dossier_with_sheet(tmp_path, [header, row(note="x")])
    found = problems(folder)
    assert any(problem.startswith(f"{folder}/claims.xlsx: claims{says}") for problem in found), (
        found
    )


def test_a_sheet_that_is_no_table_is_told_with_the_nearest(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("partys").append(["id"])
        sheet.parent.create_sheet("_scratch").append(["anything"])
        sheet.parent.create_sheet("Sheet7")

    folder = dossier_with_sheet(tmp_path, edit=edit)
    [problem] = problems(folder)
    assert problem.startswith(
        f"{folder}/claims.xlsx: partys: is no table of a dossier; the nearest is 'parties': rename"
    )


def test_a_table_in_two_places_is_told(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("Claims ").append(["id"])

    folder = dossier_with_sheet(tmp_path, edit=edit)
    assert (
        f"claims.xlsx: Claims : {folder}/claims.xlsx: claims holds this table too"
        in (problems(folder)[0])
    )
    dossier_with_sheet(tmp_path)
    (folder / "claims.yaml").write_text("[]", "utf-8")
    assert "claims.yaml: claims.xlsx holds this table too: keep one" in problems(folder)[0]


def test_the_only_sheet_of_a_table_s_file_may_have_any_name(tmp_path: Path) -> None:
    folder = dossier_with_sheet(tmp_path, title="Tabelle1")
    assert claim(folder)["subject"] == "aster"
    bad = dossier_with_sheet(tmp_path, [COLUMNS, row(relation="x")], title="Tabelle1")
    assert problems(bad)[0].startswith(f"{folder}/claims.xlsx: Tabelle1!C2: relation: ")


def test_cells_merged_over_columns_are_refused(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.merge_cells("D2:E2")

    folder = dossier_with_sheet(tmp_path, edit=edit)
    assert problems(folder)[0].startswith(
        f"{folder}/claims.xlsx: claims!D2: object: is merged over several columns (D2:E2): unmerge"
    )


def test_everything_in_a_sheet_is_told_at_once_in_order(tmp_path: Path) -> None:
    rows = [COLUMNS, row(relation="x", said_on="y"), row(id="c2", subject="nobody")]
    folder = dossier_with_sheet(tmp_path, rows)
    cells = [problem.rpartition("!")[2].partition(":")[0] for problem in problems(folder)]
    assert cells == ["C2", "E2", "B3"]
