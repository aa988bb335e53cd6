"""The vocabulary as a table for the documentation: `python -m tests.graph.vocabulary_table`."""

from __future__ import annotations

import sys

from graph.vocabulary import VOCABULARY, Vocabulary


def table(vocabulary: Vocabulary) -> str:
    """The relations, then the kinds, as Markdown."""
    return "\n".join([*_relations(vocabulary), "", *_kinds(vocabulary), ""])


def _relations(vocabulary: Vocabulary) -> list[str]:
    rows = ["| group | relation | from | to | counts as | PLOVER |", "|---|---|---|---|---|---|"]
    for row in vocabulary.relations.values():
        cells = (
            row.group,
            f"`{row.name}`",
            " or ".join(row.subject),
            " or ".join(row.object),
            row.polarity or row.sort or "",
            row.plover or "",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _kinds(vocabulary: Vocabulary) -> list[str]:
    words = {f"kind of {label}": kinds for label, kinds in vocabulary.kinds.items()}
    words["report_kind"] = vocabulary.report_kinds
    words["certainty"] = vocabulary.certainties
    words["leaning"] = vocabulary.leanings
    rows = ["| column | words |", "|---|---|"]
    return [*rows, *(f"| {name} | {', '.join(found)} |" for name, found in words.items())]


if __name__ == "__main__":
    sys.stdout.write(table(VOCABULARY))
