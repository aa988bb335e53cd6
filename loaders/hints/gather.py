"""Everything about some dossiers that a curator should see, found without a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import DossierErrors
from loaders.check import Progress, check
from loaders.hints.intervals import hint_at_intervals
from loaders.hints.kinds import KINDS
from loaders.hints.likeness import hint_at_demands, hint_at_names
from loaders.hints.sourcing import hint_at_claims, hint_at_sources
from loaders.hints.voices import hint_at_voices
from loaders.problems import Problem, Problems
from loaders.staging import Staging

Rule = Callable[[str, Staging, Problems], None]
RULES: tuple[Rule, ...] = (
    hint_at_sources,
    hint_at_claims,
    hint_at_voices,
    hint_at_demands,
    hint_at_names,
    hint_at_intervals,
)


@dataclass(frozen=True, slots=True)
class Findings:
    """Errors and hints, in the order of files and lines, and what was read.

    `counts` says how many hints there are of each kind, of which at most a thousand are listed;
    `unlisted` how many errors are not listed. With errors there are few hints or none.
    """

    errors: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    unlisted: int = 0
    dossiers: dict[str, dict[str, int]] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[Problem]:
        """The hints of one kind."""
        return [hint for hint in self.hints if hint.kind == kind]

    def as_dict(self) -> dict[str, Any]:
        """The findings as JSON has them."""
        return {
            "sound": not self.errors,
            "errors": [error.as_dict() for error in self.errors],
            "unlisted": self.unlisted,
            "hints": [hint.as_dict() for hint in self.hints],
            "counts": self.counts,
            "dossiers": self.dossiers,
        }


def examine(
    paths: Sequence[Path], *, progress: Progress | None = None, kinds: Sequence[str] = ()
) -> Findings:
    """Checks dossiers, and looks at the sound ones for what deserves an eye.

    `kinds` restricts the hints to some of `KINDS`; all of them without.
    """
    problems = Problems()
    with Staging() as staging:
        try:
            check(paths, staging, progress=progress, problems=problems)
        except DossierErrors:
            return _findings(problems, staging, kinds)
        for number, head in enumerate(staging.heads):
            for rule in RULES:
                if progress:
                    progress(f"looking at {head.id}", number, len(staging.heads))
                rule(head.id, staging, problems)
        return _findings(problems, staging, kinds)


def _findings(problems: Problems, staging: Staging, kinds: Sequence[str]) -> Findings:
    wanted = [kind for kind in KINDS if kind in kinds or not kinds]
    return Findings(
        errors=sorted(set(problems.found)),
        hints=sorted({hint for hint in problems.warnings if hint.kind in wanted}),
        counts={kind: problems.counts[kind] for kind in wanted if problems.counts[kind]},
        unlisted=problems.unlisted,
        dossiers={} if problems.found else _sizes(staging),
    )


def _sizes(staging: Staging) -> dict[str, dict[str, int]]:
    """How many things of each label and how many claims each dossier has."""
    return {head.id: staging.sizes(head.id) for head in staging.heads}
