"""A workbook: whether it is one that can be read in bounded memory, and its sheets.

A workbook is a zip of XML. Before anything is unpacked its directory tells how large it would grow;
what it declares is what is unpacked, so that it cannot grow beyond.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from loaders.rows import Unreadable
from loaders.sheet_survey import Survey, survey

Item = TypeVar("Item")

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MIB = 1 << 20
MOST_PARTS = 5_000
_MOST_PACKED = 128 * _MIB
MOST_BYTES = 1_024 * _MIB
MOST_OF_A_PART = 512 * _MIB
_MOST_OF_OTHERS = 16 * _MIB
_STRINGS, _SHEETS = "sharedstrings", "xl/worksheets/"
_MOST_SIGNS = 12_000_000
# XML packs to a tenth or less; what packs to a hundredth was made to do harm.
_PACKED, _SMALL = 100, 16 * _MIB


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook whose sheets were surveyed, by their parts, before the library sees them."""

    workbook: Workbook
    surveys: dict[str, Survey]

    def names(self) -> list[str]:
        """The names of the sheets that hold cells, also of those that are hidden."""
        sheets = self.workbook.worksheets
        return [sheet.title for sheet in sheets if isinstance(sheet, ReadOnlyWorksheet)]

    def survey(self, name: str) -> Survey:
        """What is known of a sheet beforehand."""
        sheet: Any = self.workbook[name]
        return self.surveys.get(sheet._worksheet_path.lower(), Survey())

    def is_hidden(self, name: str) -> bool:
        """Whether a spreadsheet shows no tab for a sheet."""
        return bool(self.workbook[name].sheet_state != "visible")

    def rows(self, name: str) -> Iterator[Sequence[Any]]:
        """The cells of a sheet, row by row from the first, to the last that is there.

        The dimension that a program writes may be wrong; the cells themselves are not.
        """
        sheet: Any = self.workbook[name]
        sheet.reset_dimensions()
        return _quietly(sheet.iter_rows())


def open_book(path: Path) -> Book:
    """The workbook, its cells unread; Unreadable where it is none, or one that is not taken."""
    try:
        packed = _read(path)
        surveys = _survey(packed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        return Book(book, surveys)
    except BadZipFile:
        raise Unreadable(
            0,
            "is no workbook (.xlsx), or a damaged one: save it again in a spreadsheet",
        ) from None
    except OSError as error:
        raise Unreadable(0, f"cannot be read: {error.strerror or 'the disk failed'}") from None
    except Unreadable:
        raise
    except Exception:
        # The library was made for sound workbooks, and trips over others in many ways.
        raise damaged() from None


def damaged() -> Unreadable:
    """What is said of a workbook over which the library trips."""
    return Unreadable(
        0, "is a damaged workbook: open it in a spreadsheet, let it be mended, and save it again"
    )


def _quietly(items: Iterator[Item]) -> Iterator[Item]:
    """The same items; what the library warns of is not for the curator."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                item = next(items)
            except StopIteration:
                return
        yield item


def _read(path: Path) -> BytesIO:
    """The file as it is, packed; kept in memory, so that no file stays open."""
    with path.open("rb") as file:
        content = file.read(_MOST_PACKED + 1)
    if content.startswith(_OLE):
        # An old and an encrypted workbook begin alike.
        if _ENCRYPTED in content:
            raise Unreadable(
                0, "is protected by a password: save it without one (File, Info, Protect)"
            )
        raise Unreadable(0, "is a workbook of the old kind (.xls): save it as .xlsx")
    if len(content) > _MOST_PACKED:
        raise Unreadable(
            0, f"is larger than {_MOST_PACKED // _MIB} MiB: save large tables as .csv or .parquet"
        )
    return BytesIO(content)


def _survey(packed: BytesIO) -> dict[str, Survey]:
    """Surveys the sheets; refuses what is no workbook, what runs macros, and what would not fit."""
    with ZipFile(packed) as archive:
        parts = archive.infolist()
        _refuse_others(parts)
        _refuse_large(parts)
        surveys = {}
        for part in parts:
            name = part.filename.lower()
            if _STRINGS in name:
                _refuse_many(archive, part)
            elif name.startswith(_SHEETS) and name.endswith(".xml"):
                with archive.open(part) as source:
                    surveys[name] = survey(source)
        return surveys


def _refuse_others(parts: list[ZipInfo]) -> None:
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.bin" in names:
        raise Unreadable(0, "is a binary workbook (.xlsb): save it as .xlsx")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(0, "is a zip file, but no workbook: save the tables as .xlsx")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Unreadable(0, "holds macros, which are not taken: save it as .xlsx without macros")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(0, "is protected by a password: save it without one")


def _refuse_large(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise Unreadable(0, f"has {len(parts):,} parts, more than {MOST_PARTS:,}: is it one?")
    total = sum(part.file_size for part in parts)
    for part in parts:
        name = part.filename.lower()
        is_large = (
            name.startswith(_SHEETS) or _STRINGS in name or not name.endswith((".xml", ".rels"))
        )
        most = MOST_OF_A_PART if is_large else _MOST_OF_OTHERS
        grows = part.file_size > _SMALL and part.file_size > _PACKED * max(part.compress_size, 1)
        if part.file_size > most or grows:
            raise _too_large(part.file_size, part.filename)
    if total > MOST_BYTES:
        raise _too_large(total, "the workbook")


def _refuse_many(archive: ZipFile, part: ZipInfo) -> None:
    """Refuses more texts than fit into memory, which the library keeps all at once."""
    signs = 0
    with archive.open(part) as file:
        while block := file.read(_MIB):
            signs += block.count(b"<")
            if signs > _MOST_SIGNS:
                raise Unreadable(0, "holds too many texts: save large tables as .csv or .parquet")


def _too_large(size: int, what: str) -> Unreadable:
    return Unreadable(
        0,
        f"would unpack to {size // _MIB:,} MiB ({what}): delete what is empty below and beside the "
        "table, or save large tables as .csv or .parquet",
    )
