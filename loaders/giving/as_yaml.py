"""Tables as YAML, for editors: a list of rows, headed by the columns and the words that they take.

Lists of single words stand on one line, so that a claim stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml

from loaders.columns import TABLES
from loaders.giving.tables import TableRow, Tables
from loaders.giving.words import words_of

_AT_ONCE = 500
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write(tables: Tables, folder: Path) -> None:
    """A file for each table."""
    for name in TABLES:
        with (folder / f"{name}.yaml").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in _heading(name))
            rows = (_shortened(row) for row in tables.rows(name))
            while batch := list(islice(rows, _AT_ONCE)):
                file.write(dumped(batch))


def dumped(content: Any) -> str:
    """Content as YAML, in the order that it has."""
    text: str = yaml.dump(
        content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=100, indent=2
    )
    return text


def _shortened(row: TableRow) -> TableRow:
    """A part that is an id alone is written as one."""
    return {
        name: [_alone(part) for part in value] if isinstance(value, list) else value
        for name, value in row.items()
    }


def _alone(part: Any) -> Any:
    return part["id"] if isinstance(part, dict) and list(part) == ["id"] else part


def _heading(name: str) -> Iterable[str]:
    """Comments that keep columns and vocabulary at hand."""
    table = TABLES[name]
    columns = [f"{word} (required)" if word in table.required else word for word in table.columns]
    yield from _comment(f"{name}: {', '.join(columns)}")
    for column in table.columns:
        if known := words_of(name, column):
            yield from _comment(f"{column}: {', '.join(known)}")


def _comment(text: str) -> Iterable[str]:
    return wrap(text, 100, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)
