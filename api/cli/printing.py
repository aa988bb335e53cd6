"""Printing: tables for people on a terminal, tab-separated lines elsewhere, JSON where asked."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from api.problems import dump

Report = Callable[[str, int, int | None], None]

_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def print_json(content: Any) -> None:
    """JSON, byte for byte as over HTTP."""
    sys.stdout.flush()
    sys.stdout.buffer.write(dump(content))
    sys.stdout.buffer.flush()


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table on a terminal; elsewhere a line a row, divided by tabs, headed by the columns."""
    if sys.stdout.isatty():
        table = Table(*columns, header_style="bold", expand=False)
        for row in rows:
            table.add_row(*(Text(_cell(value)) for value in row))
        Console().print(table)
        return
    for row in (columns, *rows):
        sys.stdout.write("\t".join(_cell(value).translate(_BREAKS) for value in row) + "\n")


def print_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """CSV as RFC 4180 has it."""
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def say(*lines: str) -> None:
    """Lines of text."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def clear_screen() -> bool:
    """Clears the screen of a terminal; whether standard output is one."""
    if sys.stdout.isatty():
        Console().clear()
        return True
    return False


def hint(*lines: str) -> None:
    """Lines beside the answer, on standard error."""
    for line in lines:
        sys.stderr.write(f"{line}\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return dump(value).decode().rstrip("\n")


@contextmanager
def progress() -> Iterator[Report]:
    """Something to report long work to: a bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _stage, _done, _of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda stage, done, of: bar.update(task, description=stage, completed=done, total=of)
