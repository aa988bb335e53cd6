"""What one check finds that the check before did not, and the other way round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from loaders.hints.gather import Findings
from loaders.problems import Problem

# Of a file `:17`, of a sheet `!D17`.
_LINE = re.compile(r"(?::|![A-Z]*)\d+\b")
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """The errors and hints that are new, and those that are gone."""

    new: list[Problem] = field(default_factory=list)
    gone: list[Problem] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON has it."""
        return {
            "new": [row.as_dict() for row in self.new],
            "gone": [row.as_dict() for row in self.gone],
        }


def changed(before: Findings | None, after: Findings) -> Change:
    """What changed between two checks; a line that only moved within its file is the same.

    Hints are compared only where both checks had no errors: otherwise they were not looked for.
    """
    if before is None:
        return Change()
    one, other = [*before.errors], [*after.errors]
    if not before.errors and not after.errors:
        one += before.hints
        other += after.hints
    return Change(new=_beyond(other, one), gone=_beyond(one, other))


def _beyond(rows: Iterable[Problem], others: Iterable[Problem]) -> list[Problem]:
    """The rows that have no counterpart among the others, counted one by one."""
    left = Counter(_key(row) for row in others)
    found = []
    for row in rows:
        if left[_key(row)]:
            left[_key(row)] -= 1
        else:
            found.append(row)
    return found


def _key(row: Problem) -> Key:
    return row.kind, row.file, row.field, _LINE.sub("", row.message)
