"""All that is wrong with the dossiers of one load, gathered to be told at once."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from graph.errors import DossierErrors
from loaders.rows import Row, Unreadable, parts_of, place_of

MOST = 1_000


@dataclass(order=True, frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the order of files and lines."""

    file: str
    line: int
    field: str
    message: str
    letter: str | None = dataclasses.field(default=None, compare=False)

    def __str__(self) -> str:
        where = place_of(self.file, self.line, self.letter)
        return (
            f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


@dataclass(slots=True)
class Problems:
    """The problems and warnings found so far; more than a thousand are only counted."""

    found: list[Problem] = dataclasses.field(default_factory=list)
    warnings: list[Problem] = dataclasses.field(default_factory=list)
    unlisted: int = 0

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

    def warn(self, place: str, column: str, message: str) -> None:
        """Something deserves a curator's eye; `place` is as `Row.place` gives it."""
        file, line, letter = parts_of(place)
        if len(self.warnings) < MOST:
            self.warnings.append(Problem(file, line, column, message, letter=letter))

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
