"""Workbooks that were made to do harm, or broke: refused, cheaply, with a place."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.loaders.sheets import dossier_with_sheet, replaced_in, write_zip
from tests.loaders.test_check import checked, problems
from tests.loaders.write_dossier import write_dossier

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET = "xl/worksheets/sheet1.xml"
Break = Callable[[Path], object]


def parts_of(path: Path) -> dict[str, bytes]:
    """What a workbook is made of."""
    from zipfile import ZipFile  # noqa: PLC0415

    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, content: bytes) -> Break:
    """Adds or replaces a part."""
    return lambda path: write_zip(path, parts_of(path) | {name: content})


def bomb(path: Path) -> None:
    """A sheet of 200 MB that packs to less than 1 MB."""
    write_zip(path, parts_of(path) | {SHEET: b"<row/>" * 35_000_000})
    assert path.stat().st_size < 1_000_000


def entities(path: Path) -> None:
    """Entities that would unfold to gigabytes."""
    lines = ['<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">']
    lines += [
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    text = (
        "".join(lines)
        + "]><worksheet><sheetData><row><c><v>&i;</v></c></row></sheetData></worksheet>"
    )
    write_zip(path, parts_of(path) | {SHEET: text.encode()})


def flipped(path: Path) -> None:
    """A workbook with one byte changed in the middle of its sheet."""
    content = bytearray(path.read_bytes())
    content[content.index(SHEET.encode()) + len(SHEET) + 40] ^= 0xFF
    path.write_bytes(content)


BOOKS: list[tuple[str, Break, str]] = [
    ("macros", with_part("xl/vbaProject.bin", b"x"), "holds macros, which are not taken: save it"),
    (
        "password",
        lambda path: path.write_bytes(OLE + b"\0" * 2_000 + "EncryptedPackage".encode("utf-16-le")),
        "is protected by a password: save it without one",
    ),
    ("xls", lambda path: path.write_bytes(OLE + b"\0" * 2_000), "is a workbook of the old kind"),
    ("bomb", bomb, "would unpack to 200 MiB (xl/worksheets/sheet1.xml): delete what is empty"),
    ("rows", with_part(SHEET, b"<w>" + b"<row/>" * 1_048_600), "has a row 1,048,577"),
    ("cells", with_part(SHEET, b"<w><row>" + b"<c/>" * 300_000), "has far too much at row 1"),
    ("entities", entities, "is a damaged workbook"),
    ("flipped", flipped, "is a damaged workbook"),
    ("no zip", lambda path: path.write_bytes(b"id,subject\n"), "is no workbook (.xlsx), or a dam"),
    ("cut", lambda path: path.write_bytes(path.read_bytes()[:-200]), "is no workbook (.xlsx), or"),
    ("empty", lambda path: path.write_bytes(b""), "is no workbook (.xlsx), or a damaged one"),
    ("zip", lambda path: write_zip(path, {"a.txt": b"x"}), "is a zip file, but no workbook"),
    ("xlsb", with_part("xl/workbook.bin", b"x"), "is a binary workbook (.xlsb): save it as .xlsx"),
    ("no book", with_part("xl/workbook.xml", b"<x/>"), "has no sheet"),
    ("parts", lambda path: write_zip(path, {str(n): b"" for n in range(5_001)}), "is a zip file"),
    (
        "far row",
        lambda path: replaced_in(path, SHEET, '<row r="3">', '<row r="9999999999">'),
        "has a row 9,999,999,999; a sheet ends at 1,048,576",
    ),
    (
        "far column",
        lambda path: replaced_in(path, SHEET, 'r="A3"', 'r="AAAAAAAA3"'),
        "is a damaged workbook",
    ),
    (
        "merged",
        lambda path: replaced_in(
            path,
            SHEET,
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A2:XFD90000"/></mergeCells>',
        ),
        "has the merged cells A2:XFD90000: unmerge them",
    ),
]


@pytest.mark.parametrize(("name", "broken", "says"), BOOKS, ids=[row[0] for row in BOOKS])
def test_a_broken_book_is_told_quickly(tmp_path: Path, name: str, broken: Break, says: str) -> None:
    folder = dossier_with_sheet(tmp_path)
    broken(folder / "claims.xlsx")
    began = time.perf_counter()
    found = problems(folder)
    assert time.perf_counter() - began < 30
    assert len(found) == 1, found
    assert found[0].startswith(f"{folder}/claims.xlsx: ")
    assert says in found[0]


def test_a_sheet_of_16384_columns_is_told_by_its_header(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        for column in range(9, 16_385):
            sheet.cell(row=1, column=column).value = f"c{column}"

    [problem] = problems(dossier_with_sheet(tmp_path, edit=edit))
    assert "claims.xlsx: claims!1: has 16,384 columns; the table has 19: id, subject" in problem


def test_a_bomb_costs_little_memory_and_ends_with_status_1(tmp_path: Path) -> None:
    folder = dossier_with_sheet(tmp_path / "dossier")
    bomb(folder / "claims.xlsx")
    code = (
        "import sys; from pathlib import Path; from loaders.check import check; "
        "from loaders.staging import Staging; from graph.errors import DossierErrors\n"
        "try: check([Path(sys.argv[1])], Staging())\n"
        "except DossierErrors: print(Path('/proc/self/status').read_text())"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    [most] = re.findall(r"VmHWM:\s*([0-9]+) kB", ran.stdout)
    assert int(most) < 300_000


def test_a_folder_called_like_a_workbook_is_left_alone(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.xlsx").mkdir()
    (folder / "~$claims.xlsx").write_bytes(b"what Excel leaves while a book is open")
    assert checked(folder)[1]
