"""All that is wrong with the dossiers of one load, gathered to be told at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from graph.errors import DossierErrors
from loaders.rows import Row

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

    def as_dict(self) -> dict[str, Any]:
        """The problem as JSON has it."""
        return {
            "kind": self.kind or "error",
            "file": self.file,
            "line": self.line or None,
            "field": self.field or None,
            "message": self.message,
        }

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


@dataclass(slots=True)
class Problems:
    """The problems and warnings found so far; more than a thousand are only counted.

    `counts` says how many warnings there are of each kind, listed or not.
    """

    found: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unlisted: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row, column: str, message: str) -> None:
        """Something is wrong in a cell."""
        line = row.lines.get(column, row.line)
        self.add_at(row.file, line, column, message)

    def add_at(self, file: str, line: int, column: str, message: str) -> None:
        """Something is wrong at a line; line 0 means the file as a whole."""
        if len(self.found) < MOST:
            self.found.append(Problem(file, line, column, message))
        else:
            self.unlisted += 1

    def warn(self, place: str, column: str, message: str, kind: str = "") -> None:
        """Something deserves a curator's eye; `place` is `file:line`."""
        file, _, line = place.rpartition(":")
        self.counts[kind] += 1
        if self.counts[kind] <= MOST:
            self.warnings.append(Problem(file, int(line), column, message, kind))

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
