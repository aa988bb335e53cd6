"""A new dossier to begin with: empty, or an invented example that shows every table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.vocabulary import VOCABULARY
from loaders.check import check
from loaders.columns import TABLES
from loaders.giving import give_back
from loaders.giving.tables import Tables
from loaders.giving.words import note_on, words_of
from loaders.staging import DossierHead, Staging

WORDS = "vocabulary.md"
EXAMPLE = Path(__file__).parent / "example"


def new_dossier(
    folder: Path, as_format: str, head: DossierHead, *, example: bool
) -> dict[str, Any]:
    """Writes a new dossier with the vocabulary beside it; returns and raises as `give_back`."""
    with Staging() as staging:
        if example:
            check([EXAMPLE], staging)
            shown = staging.heads[0]
            head = replace(head, description=shown.description, licence=shown.licence)
        tables = Tables(head, staging, staging.heads[0].id if example else head.id)
        return give_back(tables, folder, as_format, beside={WORDS: "\n".join(_vocabulary()) + "\n"})


def _vocabulary() -> Iterator[str]:
    """The columns of each table, and the words that they take."""
    yield "# Columns and words"
    for name, table in TABLES.items():
        yield from ("", f"## {name}", "")
        for column in table.columns:
            required = " (required)" if column in table.required else ""
            words = words_of(name, column)
            known = f" One of: {', '.join(words)}." if words and column != "relation" else ""
            yield f"- **{column}**{required}: {note_on(name, column)}{known}"
    yield from ("", "## relations", "", "| relation | reads | from | to |", "|---|---|---|---|")
    for relation in VOCABULARY.relations.values():
        if relation.group != "structure":
            reads = relation.reads.format(subject="X", object="Y")
            ends = " | ".join(" or ".join(labels) for labels in (relation.subject, relation.object))
            yield f"| {relation.name} | {reads} | {ends} |"
