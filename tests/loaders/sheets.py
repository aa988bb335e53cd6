"""Workbooks for tests, written by openpyxl, or by hand where it would not write such a thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.loaders.write_dossier import write_dossier

COLUMNS = ("id", "subject", "relation", "object", "said_on", "sources", "paraphrase", "note")
ROW = ("c1", "Aster", "demands", "d-open", "2030-01-02", "s-one @ page 1", "Aster wants it.", None)
SECOND = ("c2", "basil", "rejects", "d-open", "2030-02", "s-one", "Basil does not.", None)

Edit = Callable[[Worksheet], object]


def row(**fields: Any) -> list[Any]:
    """The first claim with other cells."""
    return [fields.get(name, cell) for name, cell in zip(COLUMNS, ROW, strict=True)]


def dossier_with_sheet(
    folder: Path,
    rows: Sequence[Sequence[Any]] = (COLUMNS, ROW, SECOND),
    edit: Edit = lambda _: None,
    *,
    title: str = "claims",
) -> Path:
    """A dossier whose claims are a sheet of `claims.xlsx`, the other tables YAML."""
    write_dossier(folder)
    (folder / "claims.yaml").unlink()
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for cells in rows:
        sheet.append(list(cells))
    edit(sheet)
    book.save(folder / "claims.xlsx")
    return folder


def replaced_in(path: Path, part: str, old: str, new: str) -> None:
    """Rewrites a text in one part of a workbook."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    write_zip(path, parts)


def write_zip(path: Path, parts: dict[str, bytes]) -> None:
    """A zip file of these parts."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
