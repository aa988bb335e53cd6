"""Answers and results as a notebook shows them: tables, in HTML and as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table as TextTable
from rich.text import Text

from graph.notebook.cells import Cell, cell_of, graph_cell
from graph.notebook.picture import Picture
from graph.notebook.row_columns import fields_of
from graph.notebook.rows import Row
from graph.notebook.templates import render

if TYPE_CHECKING:
    from graph.notebook.answers import Answer
    from graph.notebook.results import Result

SHOWN = 50
_TEXT_ROWS = 20
_TEXT_WIDTH = 110
_CLAIM = ("id", "said_on", "text")
# Which fields a list shows, by the class of its rows; all others show all plain fields.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "Position": ("party", "stance", "demand", "since", "said_on", "objectors", "claims"),
    "Conflict": ("kind", "text", "claims"),
    "Path": ("length", "text"),
    "Span": ("first", "last", "kind", "text", "claims"),
    "Change": ("day", "change", "kind", "text", "claims"),
    "ClaimInBrief": (*_CLAIM, "sources"),
    "PartyInList": ("id", "name", "kind", "aliases"),
    "AssetInList": ("id", "name", "kind", "aliases"),
    "DemandInList": ("id", "text", "assets"),
    "SourceInList": ("id", "title", "publisher", "published", "url"),
}
_UNSAID = {"pin", "next", "total", "quotes"}


def answer_html(answer: Answer[Any]) -> str:
    """The rows of an answer as a table, with what it rests on below."""
    names = _names(answer)
    rows = [[cell_of(row.get(name)) for name in names] for row in answer.rows[:SHOWN]]
    return _table(names, rows, _below(answer))


def answer_text(answer: Answer[Any]) -> str:
    """The same without HTML."""
    names = _names(answer)
    rows = [[cell_of(row.get(name)).text for name in names] for row in answer.rows[:_TEXT_ROWS]]
    return _text_table(names, rows, _below(answer))


def result_html(result: Result) -> str:
    """A picture where the rows hold edges, and the rows as a table."""
    rows = [[graph_cell(value) for value in row] for row in result.values[:SHOWN]]
    table = _table(result.columns, rows, _below_result(result))
    if not result.holds_edges:
        return table
    picture: Picture = result.picture()
    return render("result.html", picture=picture._repr_html_(), table=table, rows=len(result))


def result_text(result: Result) -> str:
    """The rows without HTML."""
    rows = [[graph_cell(value).text for value in row] for row in result.values[:_TEXT_ROWS]]
    return _text_table(result.columns, rows, _below_result(result, _TEXT_ROWS))


def row_html(row: Row) -> str:
    """One row with all its fields; claims and the like as lists."""
    facts = [(name, cell_of(row[name])) for name in row if name not in _UNSAID]
    said = [(name.replace("_", " "), cell) for name, cell in facts if cell.parts]
    pin = row.get("pin")
    return render("row.html", facts=said, below=_pin_words(pin) if pin else "")


def _names(answer: Answer[Any]) -> Sequence[str]:
    kind = answer.row_class
    return _FIELDS.get(kind.__name__) or fields_of(kind)


def _below(answer: Answer[Any]) -> list[str]:
    below = [f"{len(answer):,} of {answer.total:,} rows"]
    if answer.next:
        below[0] += " (.all() has all)"
    if len(answer) > SHOWN:
        below.append(f"the first {SHOWN} are shown")
    if answer.cut:
        below.append("time ran out before all were found")
    return [*below, _pin_words(answer.pin)]


def _pin_words(pin: Mapping[str, Any]) -> str:
    release = f"release {pin['release']}" if pin["release"] else "nothing loaded"
    return f"as of {pin['as_of']}, {release}"


def _below_result(result: Result, shown: int = SHOWN) -> list[str]:
    rows = f"{len(result):,} rows" if len(result) != 1 else "1 row"
    if len(result) > shown:
        rows += f", of which the first {shown} are shown"
    return [rows, *result.notes]


def _table(names: Sequence[str], rows: list[list[Cell]], below: list[str]) -> str:
    headings = [name.replace("_", " ") for name in names]
    return render("table.html", headings=headings, rows=rows, below=below)


def _text_table(names: Sequence[str], rows: list[list[str]], below: list[str]) -> str:
    table = TextTable(box=None, header_style="", padding=(0, 2, 0, 0))
    for name in names:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    file = StringIO()
    Console(file=file, width=_TEXT_WIDTH, color_system=None, force_jupyter=False).print(table)
    lines = [line.rstrip() for line in file.getvalue().splitlines()]
    return "\n".join([*lines, "; ".join(below)])
