"""The files of a dossier: `dossier.yaml` and at most one file for each of six tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graph.names import nearest
from loaders.problems import Problems
from loaders.read_csv import read_csv
from loaders.read_jsonl import read_jsonl
from loaders.read_yaml import read_yaml
from loaders.rows import Rows

TABLES = ("parties", "assets", "demands", "events", "sources", "claims")
HEAD = "dossier.yaml"

# The formats that can be read, by suffix; a new one is a row here.
READERS: dict[str, Callable[[Path, str], Rows]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".csv": read_csv,
    ".jsonl": read_jsonl,
}
_OTHERS = {".xlsx", ".xls", ".ods", ".parquet", ".json", ".tsv", ".txt"}
# Part of every fingerprint: a new number makes every dossier be compared anew.
_FORMAT = b"parley dossier 1"


@dataclass(frozen=True, slots=True)
class DossierFiles:
    """Where a dossier's tables are; `shown` is its folder as the user gave it."""

    folder: Path
    shown: str
    tables: dict[str, Path]

    def shown_path(self, path: Path) -> str:
        """A file's path as the user knows it."""
        return str(Path(self.shown) / path.name)

    def rows(self, table: str) -> Rows:
        """The rows of a table; none where it has no file."""
        path = self.tables.get(table)
        if path is not None:
            yield from READERS[path.suffix.lower()](path, self.shown_path(path))

    def fingerprint(self) -> str:
        """A hash over the bytes of all of the dossier's files."""
        digest = sha256(_FORMAT)
        for path in (self.folder / HEAD, *(self.tables[name] for name in sorted(self.tables))):
            digest.update(b"\0" + path.name.encode() + b"\0")
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        return digest.hexdigest()


def find_files(given: Path, problems: Problems) -> DossierFiles | None:
    """The files of the dossier at a path; None, with the problem told, where there is none."""
    shown = str(given)
    folder = given.expanduser()
    trouble = _trouble(folder)
    if trouble:
        problems.add_at(shown, 0, "", trouble)
        return None
    tables: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != HEAD and not path.name.startswith((".", "~")):
            _place(path, tables, problems, str(Path(shown) / path.name))
    return DossierFiles(folder, shown, tables)


def _trouble(folder: Path) -> str | None:
    """Why a path is no dossier, and what would be one; None where it is one."""
    try:
        if not folder.exists():
            return "there is nothing here: give the folder of a dossier"
        if not folder.is_dir():
            return f"is a file: give the folder that it lies in ({folder.parent})"
        if (folder / HEAD).is_file():
            list(folder.iterdir())
            return None
        inside = sorted(path.parent.name for path in folder.glob(f"*/{HEAD}"))
    except PermissionError:
        return "cannot be read: give yourself the right to read it"
    if inside:
        names = " ".join(str(folder / name) for name in inside[:5])
        return f"is no dossier, but holds some: give them one by one, such as {names}"
    return f"is no dossier: it has no {HEAD}"


def _place(path: Path, tables: dict[str, Path], problems: Problems, shown: str) -> None:
    """Takes a file for a table, or says why it is none."""
    suffix = path.suffix.lower()
    name = path.stem.lower()
    if suffix in READERS and name in TABLES:
        if name in tables:
            problems.add_at(shown, 0, "", f"{tables[name].name} holds this table too: keep one")
        tables.setdefault(name, path)
    elif suffix in _OTHERS and name in (*TABLES, "dossier"):
        known = ", ".join(sorted(READERS))
        problems.add_at(shown, 0, "", f"{suffix} is not read: save the table as one of {known}")
    elif suffix in READERS:
        near = nearest(name, TABLES, 1)
        hint = f"the nearest is '{near[0]}'" if near else f"the tables are {', '.join(TABLES)}"
        message = f"is no table of a dossier and is left out; {hint}"
        problems.warn(f"{shown}:1", "", message, "left-out")
