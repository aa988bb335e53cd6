"""Differences in sentences that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from loaders.difference.compare import Change, Difference, FieldChange

_ONE = {"parties": "party", "dossier": "dossier", "structure": "link"}
_LONG = 60


def difference_lines(difference: Difference) -> list[str]:
    """A difference as a person reads it; one line where there is none."""
    heading = f"{difference.dossier}: from {difference.before} to {difference.after}"
    if not difference.changes:
        return [f"{heading}: nothing differs."]
    lines = [f"{heading}: {_counted(difference)}."]
    for table, rows in groupby(difference.changes, lambda row: row.table):
        lines += ["", table]
        for row in rows:
            lines += _change_lines(row)
    return lines


def _counted(difference: Difference) -> str:
    return ", ".join(
        f"{count:,} {table if count > 1 else _one(table)} {what}"
        for table, found in difference.counts().items()
        for what, count in found.items()
    )


def _one(table: str) -> str:
    return _ONE.get(table, table.removesuffix("s"))


def _change_lines(row: Change) -> Iterator[str]:
    what = f"renumbered, was {row.was}" if row.was else row.change
    yield f"  {row.id} {what}: {row.text}"
    for field in row.fields:
        yield f"      {field_sentence(field)}"


def field_sentence(field: FieldChange) -> str:
    """What became of one field, such as "said_on was 2025-03-17 and is 2025-03-18"."""
    name, before, after = field.field, field.before, field.after
    if isinstance(before, list) or isinstance(after, list):
        return _members(name, _listed(before), _listed(after))
    if before is None:
        return f"{name} is new: {after}"
    if after is None:
        return f"{name} is taken out: {before}"
    if len(f"{before}{after}") > _LONG:
        return f"{name} was “{before}” and is “{after}”"
    return f"{name} was {before} and is {after}"


def _listed(value: Any) -> list[str]:
    return [str(row) for row in value] if isinstance(value, list) else []


def _members(name: str, before: list[str], after: list[str]) -> str:
    added = [row for row in after if row not in before]
    gone = [row for row in before if row not in after]
    parts = [f"with {'; '.join(added)}"] if added else []
    parts += [f"without {'; '.join(gone)}"] if gone else []
    return f"{name}: now {' and '.join(parts)}" if parts else f"{name}: in another order"
