"""The workbook that is given back, as a curator works in it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from graph.vocabulary import VOCABULARY
from loaders.columns import TABLES
from loaders.giving.words import words_of
from tests.loaders.giving.staged import written
from tests.loaders.write_dossier import CLAIMS, changed, write_dossier


def book_of(folder: Path) -> Path:
    """A workbook whose texts would run as formulas if they were cells of that kind."""
    claims = changed(
        CLAIMS, "c1", paraphrase="=1+1", condition="@SUM(A1)", note="+1", certainty="low"
    )
    given = write_dossier(folder / "given", tables={"claims": claims})
    written(given, folder / "book", "xlsx")
    return folder / "book" / "dossier.xlsx"


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    path = book_of(tmp_path)
    with ZipFile(path) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name), name
    sheet = load_workbook(path)["claims"]
    texts = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value}
    for text in ("=1+1", "@SUM(A1)", "+1"):
        assert texts[text].data_type == "s"
        assert texts[text].number_format == "@"


def test_columns_of_fixed_words_have_drop_down_lists(tmp_path: Path) -> None:
    book = load_workbook(book_of(tmp_path))
    for name, table in TABLES.items():
        sheet = book[name]
        choices = {
            str(choice.sqref).partition("2:")[0]: choice.formula1
            for choice in sheet.data_validations.dataValidation
        }
        for number, cell in enumerate(sheet[1], 1):
            words = words_of(name, str(cell.value))
            letter = get_column_letter(number)
            assert bool(words) == (letter in choices)
            if words:
                column, _, area = choices[letter].partition("!")
                found = [row[0].value for row in book[column][area.replace("$", "")]]
                assert tuple(found) == words
        assert [cell.value for cell in sheet[1]] == list(table.columns)
    assert set(words_of("claims", "relation")) == {
        name for name, row in VOCABULARY.relations.items() if row.group != "structure"
    }


def test_headers_are_frozen_and_have_notes(tmp_path: Path) -> None:
    book = load_workbook(book_of(tmp_path))
    for name, table in TABLES.items():
        assert book[name].freeze_panes == "B2"
        for cell in book[name][1]:
            assert cell.comment is not None
            required = cell.value in table.required
            assert cell.comment.text.endswith(" Required.") == required, cell.value
