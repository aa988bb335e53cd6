"""`parley agreement`: what several coders of the same material agree on, and what is to settle."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.printing import print_csv, print_json, progress, say
from graph.errors import BadParameter

if TYPE_CHECKING:
    from graph.agreement.disagreements import Disagreement
    from graph.agreement.report import Agreement, Measures

FORMATS = ("text", "csv", "json")


def agreement(
    paths: Annotated[
        list[Path], typer.Argument(help="the dossiers of two coders or more", show_default=False)
    ],
    format: Annotated[  # noqa: A002 - the option has this name
        str, typer.Option("--format", help="text, csv (what is to settle) or json")
    ] = "text",
    json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
) -> None:
    """Compare the dossiers of several coders, claim by claim, and list what is to settle."""
    from graph.agreement.report import compare_codings  # noqa: PLC0415 - it takes long
    from loaders.coding import read_codings  # noqa: PLC0415

    chosen = "json" if json else format
    if chosen not in FORMATS:
        raise BadParameter("format", f"{chosen!r} is none of {', '.join(FORMATS)}")
    with progress() as report:
        codings = read_codings(paths, report)
        report("comparing", 0, None)
        found = compare_codings(codings)
    if chosen == "json":
        print_json(found.as_dict())
    elif chosen == "csv":
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        print_csv(_columns(found), [_cells(row) for row in found.disagreements])
    else:
        say(*report_lines(found))


def _columns(found: Agreement) -> list[str]:
    ids = [f"claim of {coder}" for coder in found.coders]
    return ["unit", "kind", "about", *found.coders, *ids, "note", "settled as"]


def _cells(row: Disagreement) -> list[str]:
    """A row for a spreadsheet, with an empty cell for what is settled."""
    from loaders.harmless import harmless  # noqa: PLC0415

    values = [harmless(value or "") for value in (*row.values, *row.claims)]
    return [str(row.unit), row.kind, harmless(row.about), *values, row.note, ""]


def report_lines(found: Agreement) -> list[str]:
    """The comparison as a person reads it."""
    from graph.agreement.disagreements import KINDS  # noqa: PLC0415

    sizes = zip(found.coders, found.claims, strict=True)
    lines = [", ".join(f"{coder}: {count:,} claims" for coder, count in sizes)]
    for pair in found.pairs:
        kappa = f", kappa of stance {_number(pair.kappa)}" if len(found.pairs) > 1 else ""
        names = " and ".join(pair.coders)
        lines.append(f"{names}: {pair.matched:,} matched, {_number(pair.share)} of all{kappa}")
    lines.append(f"{found.agreed:,} of {found.units:,} agree in all")
    kappa = "Cohen's kappa" if len(found.coders) == 2 else "mean of Cohen's kappas"
    lines += [
        _measured("stance", found.stance, kappa),
        _measured("polarity", found.polarity, kappa),
    ]
    lines += _to_settle(found, KINDS)
    return lines


def _measured(what: str, measures: Measures, kappa: str) -> str:
    if measures.units == 0:
        return f"{what}: no unit in common"
    return (
        f"{what}: {_number(measures.same)} the same in {measures.units:,} units, "
        f"Krippendorff's alpha {_number(measures.alpha)}, {kappa} {_number(measures.kappa)}"
    )


def _number(value: float | None) -> str:
    return "not to be had" if value is None else f"{value:.3f}"


def _to_settle(found: Agreement, kinds: dict[str, str]) -> Iterator[str]:
    order = list(kinds)
    rows = sorted(found.disagreements, key=lambda row: (order.index(row.kind), row.unit))
    for kind, part in groupby(rows, lambda row: row.kind):
        told = list(part)
        yield ""
        yield f"{kind} ({len(told):,}): {kinds[kind]}"
        for row in told:
            yield f"  {row.unit}. {row.about}" + (f" ({row.note})" if row.note else "")
            for coder, value, claim in zip(found.coders, row.values, row.claims, strict=True):
                yield f"      {coder}: {f'{value} [{claim}]' if claim else 'has no such claim'}"
    if not rows:
        yield "nothing is left to settle"
