"""The files of a dossier: `dossier.yaml` and at most one file for each of six tables.

A workbook that has a sheet `dossier` is a dossier by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from graph.names import nearest
from loaders.batches import Batch
from loaders.cells import text
from loaders.columns import TABLES as COLUMNS
from loaders.columns import Table
from loaders.hidden import warn_of_hidden
from loaders.plain_csv import plain_batches
from loaders.plain_jsonl import jsonl_batches
from loaders.problems import Problems
from loaders.read_csv import read_csv
from loaders.read_jsonl import read_jsonl
from loaders.read_parquet import read_parquet
from loaders.read_xlsx import read_sheet
from loaders.read_yaml import read_mapping, read_yaml
from loaders.rows import Row, Rows, Unreadable
from loaders.workbook import Book, open_book

TABLES = tuple(COLUMNS)
HEAD = "dossier.yaml"
HEAD_SHEET = "dossier"
HEAD_FIELDS = ("id", "title", "description", "licence", "maintainer")
_HEAD_TABLE = Table(None, ("id", "title"), dict.fromkeys(HEAD_FIELDS, text), {})

# The formats that can be read, by suffix; a new one is a row here.
READERS: dict[str, Callable[[Path, str], Rows]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".jsonl": read_jsonl,
}
PARQUET, WORKBOOK = ".parquet", ".xlsx"
SUFFIXES = (*READERS, PARQUET, WORKBOOK)
_OTHERS = {".xls", ".xlsm", ".xlsb", ".ods", ".json", ".txt"}
_LEFT_ALONE = frozenset({"vocabulary", "notes", "read me", "readme"})
# Part of every fingerprint: a new number makes every dossier be compared anew.
_FORMAT = b"parley dossier 2"


@dataclass(frozen=True, slots=True)
class DossierFiles:
    """Where a dossier's tables are; `shown` is its folder as the user gave it.

    `whole` is the workbook that is a dossier by itself, if it is one.
    `sheets` are the names of the sheets of those tables that lie in a workbook; `amiss` are tables
    without a file in a folder in which something could not be taken for a table.
    """

    folder: Path
    shown: str
    tables: dict[str, Path]
    sheets: dict[str, str] = field(default_factory=dict)
    books: dict[Path, Book] = field(default_factory=dict)
    amiss: set[str] = field(default_factory=set)
    whole: Path | None = None

    def head(self) -> Row | None:
        """What the dossier says of itself; None where it says nothing. Unreadable, OSError."""
        if self.whole is None:
            return read_mapping(self.folder / HEAD, self.shown_head())
        book, sheet = self.books[self.whole], self.sheets[HEAD_SHEET]
        rows = list(islice(read_sheet(book, sheet, self.shown_head(), _HEAD_TABLE), 2))
        if len(rows) > 1:
            raise Unreadable(rows[1].line, "is a second row: a dossier has one", letter="")
        return rows[0] if rows else None

    def shown_whole(self) -> str:
        """The dossier as the user gave it: its folder, or the workbook that it is."""
        return self.shown if self.whole is None else self.shown_path(self.whole)

    def shown_head(self) -> str:
        """Where the dossier says what it is, as the user knows it."""
        if self.whole is None:
            return self.shown_path(self.folder / HEAD)
        return f"{self.shown_path(self.whole)}: {self.sheets[HEAD_SHEET]}"

    def shown_path(self, path: Path) -> str:
        """A file's path as the user knows it."""
        return str(Path(self.shown) / path.name)

    def rows(self, table: str) -> Rows:
        """The rows of a table; none where it has no file."""
        path = self.tables.get(table)
        if path is None:
            return
        shown, suffix = self.shown_table(table), path.suffix.lower()
        if suffix == WORKBOOK:
            yield from read_sheet(self.books[path], self.sheets[table], shown, COLUMNS[table])
        elif suffix == PARQUET:
            for batch in read_parquet(path, shown, COLUMNS[table]):
                yield from batch.rows()
        else:
            yield from READERS[suffix](path, shown)

    def batches(self, table: str) -> Iterator[Batch] | None:
        """The rows of a table in batches, where its file gives them so; None elsewhere."""
        path = self.tables.get(table)
        suffix = path.suffix.lower() if path else ""
        if path and suffix == PARQUET:
            return read_parquet(path, self.shown_table(table), COLUMNS[table])
        if path and READERS.get(suffix) is read_csv:
            return plain_batches(path, self.shown_table(table))
        if path and READERS.get(suffix) is read_jsonl:
            return jsonl_batches(path, self.shown_table(table))
        return None

    def shown_table(self, table: str) -> str:
        """A table's file as the user knows it, with the name of its sheet if it is one."""
        shown = self.shown_path(self.tables[table])
        return f"{shown}: {self.sheets[table]}" if table in self.sheets else shown

    def fingerprint(self) -> str:
        """A hash over the bytes of all of the dossier's files."""
        digest = sha256(_FORMAT)
        paths = (self.tables[name] for name in sorted(self.tables))
        for path in dict.fromkeys((self.whole or self.folder / HEAD, *paths)):
            digest.update(b"\0" + path.name.encode() + b"\0")
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        return digest.hexdigest()


def find_files(given: Path, problems: Problems) -> DossierFiles | None:
    """The files of the dossier at a path; None, with the problem told, where there is none."""
    shown = str(given)
    folder = given.expanduser()
    if folder.suffix.lower() == WORKBOOK and folder.is_file():
        return _find_in_workbook(folder, given, problems)
    trouble = _trouble(folder)
    if trouble:
        problems.add_at(shown, 0, "", trouble)
        return None
    files = DossierFiles(folder, shown, {})
    told = problems.count
    strays = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != HEAD and not path.name.startswith((".", "~", "_")):
            if path.suffix.lower() == WORKBOOK:
                _place_sheets(path, files, problems)
            elif not _place(path, files.tables, problems, files.shown_path(path)):
                strays.append(path)
    for path in strays:
        _tell_stray(path, files, problems)
    _note_amiss(files, problems, told)
    return files


def _find_in_workbook(path: Path, given: Path, problems: Problems) -> DossierFiles | None:
    """The tables of a workbook that is a dossier by itself."""
    told = problems.count
    files = DossierFiles(path.parent, str(given.parent), {}, whole=path)
    _place_sheets(path, files, problems)
    _note_amiss(files, problems, told)
    if HEAD_SHEET in files.sheets:
        return files
    if path in files.books:
        problems.add_at(
            files.shown_path(path),
            0,
            "",
            f"has no sheet '{HEAD_SHEET}', which a workbook has that is a dossier by itself: add "
            f"one with the columns id and title, or give its folder ({path.parent})",
        )
    return None


def _note_amiss(files: DossierFiles, problems: Problems, told: int) -> None:
    """Notes the tables that are not there, where there is something that is no table."""
    if problems.count > told:
        files.amiss.update(name for name in TABLES if name not in files.tables)


def _trouble(folder: Path) -> str | None:
    """Why a path is no dossier, and what would be one; None where it is one."""
    try:
        if not folder.exists():
            return "there is nothing here: give the folder of a dossier"
        if not folder.is_dir():
            return (
                f"is a file: give the folder that it lies in ({folder.parent}), or a workbook "
                "(.xlsx) with a sheet 'dossier'"
            )
        if (folder / HEAD).is_file():
            list(folder.iterdir())
            return None
        inside = sorted(path.parent.name for path in folder.glob(f"*/{HEAD}"))
        books = sorted(path for path in folder.glob(f"*{WORKBOOK}") if path.name[0] not in ".~_")
    except PermissionError:
        return "cannot be read: give yourself the right to read it"
    if inside:
        names = " ".join(str(folder / name) for name in inside[:5])
        return f"is no dossier, but holds some: give them one by one, such as {names}"
    hint = f": write one, or give a workbook with a sheet 'dossier' ({books[0]})" if books else ""
    return f"is no dossier: it has no {HEAD}{hint}"


def _place_sheets(path: Path, files: DossierFiles, problems: Problems) -> None:
    """Takes the sheets of a workbook for tables, or says what is wrong with it."""
    shown = files.shown_path(path)
    try:
        book = files.books[path] = open_book(path)
        names = book.names()
    except Unreadable as error:
        problems.add_unreadable(shown, error)
        return
    if not names:
        problems.add_at(shown, 0, "", "has no sheet: save the tables as sheets")
    alone = path.stem.lower() if path.stem.lower() in TABLES and len(names) == 1 else None
    for name in names:
        table = alone if alone and name.strip().lower() not in TABLES else name.strip().lower()
        is_head = table == HEAD_SHEET and files.whole == path and table not in files.sheets
        if table in files.tables:
            other = files.shown_table(table)
            problems.add_at(f"{shown}: {name}", 0, "", f"{other} holds this table too: keep one")
        elif table in TABLES or is_head:
            if not is_head:
                files.tables[table] = path
            files.sheets[table] = name
            survey, is_hidden = book.survey(name), book.is_hidden(name)
            warn_of_hidden(f"{shown}: {name}", survey, problems, sheet=is_hidden)
        elif not (_is_known(name) or book.survey(name).is_empty):
            near = nearest(table, TABLES, 1)
            hint = f"the nearest is '{near[0]}'" if near else f"the tables are {', '.join(TABLES)}"
            problems.add_at(
                f"{shown}: {name}",
                0,
                "",
                f"is no table of a dossier; {hint}: rename the sheet, or begin its name with _ to "
                "leave it out",
            )


def _is_known(sheet: str) -> bool:
    """Whether a sheet is a table by its name, or one to leave alone."""
    name = sheet.strip().lower()
    return name in TABLES or name in _LEFT_ALONE or name.startswith("_")


def _place(path: Path, tables: dict[str, Path], problems: Problems, shown: str) -> bool:
    """Takes a file for a table, or says why it is none; False where it is named as none."""
    suffix = path.suffix.lower()
    name = path.stem.lower()
    if suffix in SUFFIXES and name in TABLES:
        if name in tables:
            problems.add_at(shown, 0, "", f"{tables[name].name} holds this table too: keep one")
        tables.setdefault(name, path)
    elif suffix in _OTHERS and name in (*TABLES, "dossier"):
        known = ", ".join(sorted(SUFFIXES))
        problems.add_at(shown, 0, "", f"{suffix} is not read: save the table as one of {known}")
    else:
        return suffix not in SUFFIXES
    return True


def _tell_stray(path: Path, files: DossierFiles, problems: Problems) -> None:
    """A file named as no table: wrong where it may be one that is missing, else left out."""
    shown = files.shown_path(path)
    near = nearest(path.stem.lower(), TABLES, 1)
    if near and near[0] not in files.tables:
        problems.add_at(
            shown,
            0,
            "",
            f"is no table of a dossier; the nearest is '{near[0]}': rename the file, or begin its "
            "name with _ to leave it out",
        )
        return
    hint = f"the nearest is '{near[0]}'" if near else f"the tables are {', '.join(TABLES)}"
    problems.warn(f"{shown}:1", "", f"is no table of a dossier and is left out; {hint}", "left-out")
