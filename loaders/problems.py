"""All that is wrong with the dossiers of one load, gathered to be told at once."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import Any

from graph.errors import DossierErrors
from loaders.rows import Row, Unreadable, parts_of, place_of

MOST = 1_000


@dataclass(order=True, frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or deserves an eye, in the order of files and lines.

    `kind` is the kind of hint (`loaders.hints.KINDS`); an error has none.
    """

    file: str
    line: int
    field: str
    message: str
    kind: str = ""
    letter: str | None = dataclasses.field(default=None, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """The problem as JSON has it."""
        return {
            "kind": self.kind or "error",
            "file": self.file,
            "line": self.line or None,
            "cell": f"{self.letter}{self.line}" if self.letter else None,
            "field": self.field or None,
            "message": self.message,
        }

    def __str__(self) -> str:
        where = place_of(self.file, self.line, self.letter)
        return (
            f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


@dataclass(slots=True)
class Problems:
    """The problems and warnings found so far; more than a thousand are only counted.

    `counts` says how many warnings there are of each kind, listed or not.
    """

    found: list[Problem] = dataclasses.field(default_factory=list)
    warnings: list[Problem] = dataclasses.field(default_factory=list)
    unlisted: int = 0
    counts: Counter[str] = dataclasses.field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many things are wrong, listed or not."""
        return len(self.found) + self.unlisted

    def add(self, row: Row, column: str, message: str) -> None:
        """Something is wrong in a cell."""
        self.add_at(row.file, row.line_of(column), column, message, letter=row.letter(column))

    def add_at(
        self, file: str, line: int, column: str, message: str, *, letter: str | None = None
    ) -> None:
        """Something is wrong at a line; line 0 means the file as a whole."""
        if len(self.found) < MOST:
            self.found.append(Problem(file, line, column, message, letter=letter))
        else:
            self.unlisted += 1

    def add_place(self, place: str, column: str, message: str) -> None:
        """Something is wrong at a place, as `Row.place` gives it."""
        file, line, letter = parts_of(place)
        self.add_at(file, line, column, message, letter=letter)

    def add_unreadable(self, file: str, error: Unreadable) -> None:
        """A file cannot be read on."""
        self.add_at(file, error.line, "", error.message, letter=error.letter)

    def warn(self, place: str, column: str, message: str, kind: str = "") -> None:
        """Something deserves a curator's eye; `place` is as `Row.place` gives it."""
        file, line, letter = parts_of(place)
        self.counts[kind] += 1
        if self.counts[kind] <= MOST:
            self.warnings.append(Problem(file, line, column, message, kind, letter))

    def raise_if_any(self) -> None:
        """DossierErrors with every problem, if there is one."""
        if not self.found:
            return
        lines = [str(problem) for problem in sorted(set(self.found))]
        if self.unlisted:
            lines.append(f"and {self.unlisted:,} more")
        raise DossierErrors(lines)

    def warning_lines(self) -> list[str]:
        """The warnings, in the order of files and lines."""
        return [str(warning) for warning in sorted(set(self.warnings))]
