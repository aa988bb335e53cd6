"""`parley check`: errors and hints of dossiers, once or after each saving, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.printing import clear_screen, print_json, progress, say
from graph.errors import BadParameter
from graph.names import nearest
from loaders.hints.kinds import KINDS

if TYPE_CHECKING:
    from loaders.hints.fresh import Change
    from loaders.hints.gather import Findings

SHOWN_OF_A_KIND = 5
HAS_ERRORS = 1


def check(
    paths: Annotated[
        list[Path], typer.Argument(help="folders of dossiers, or workbooks", show_default=False)
    ],
    watch: Annotated[
        bool, typer.Option("--watch", help="check again whenever a file is saved, until Ctrl-C")
    ] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="only hints of this kind; may be repeated")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="list every hint, not the first five of each kind")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="as JSON; a line a check with --watch")
    ] = False,
) -> None:
    """Say what is wrong in dossiers and what deserves an eye, without a database."""
    from loaders.hints.gather import examine  # noqa: PLC0415 - it takes long

    kinds = [_known(kind) for kind in only or ()]
    if watch:
        _watch(paths, kinds, json=json)
        return
    with progress() as report:
        findings = examine(paths, progress=report, kinds=kinds)
    if json:
        print_json(findings.as_dict())
    else:
        say(*report_lines(findings, everything=everything or bool(kinds)))
    if findings.errors:
        raise typer.Exit(HAS_ERRORS)


def _known(kind: str) -> str:
    if kind in KINDS:
        return kind
    near = nearest(kind, KINDS, 1)
    hint = f"the nearest is '{near[0]}'" if near else f"use one of {', '.join(KINDS)}"
    raise BadParameter("only", f"there is no kind of hint {kind!r}; {hint}")


def report_lines(findings: Findings, *, everything: bool) -> list[str]:
    """Findings as a person reads them: errors, then the hints by kind, then how many there are."""
    lines = [str(error) for error in findings.errors]
    if findings.unlisted:
        lines.append(f"and {findings.unlisted:,} more")
    for kind, count in findings.counts.items():
        hints = findings.of_kind(kind)
        shown = hints if everything else hints[:SHOWN_OF_A_KIND]
        lines += [f"{kind} ({count:,}): {KINDS[kind]}", *(f"  {hint}" for hint in shown)]
        if count > len(shown):
            more = "" if everything else f": --only {kind} lists them"
            lines.append(f"  and {count - len(shown):,} more{more}")
    return [*lines, outcome(findings)]


def outcome(findings: Findings) -> str:
    """One sentence: how much was read, and what was found in it."""
    hints = _counted(sum(findings.counts.values()), "hint")
    if findings.errors:
        errors = _counted(len(findings.errors) + findings.unlisted, "error")
        return f"{errors}; hints are looked for when there are none."
    claims = _counted(sum(sizes["Claim"] for sizes in findings.dossiers.values()), "claim")
    dossiers = _counted(len(findings.dossiers), "dossier")
    return f"{dossiers}, {claims}: no errors, {hints}."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _watch(paths: Sequence[Path], kinds: Sequence[str], *, json: bool) -> None:
    """Checks at first and after each saving; Ctrl-C, which is how it ends, is no failure."""
    from loaders.hints.fresh import changed  # noqa: PLC0415 - it takes long
    from loaders.hints.gather import examine  # noqa: PLC0415
    from loaders.watching import savings  # noqa: PLC0415

    before: Findings | None = None
    try:
        for _ in savings(paths):
            findings = examine(paths, kinds=kinds)
            change = changed(before, findings)
            if json:
                print_json(_as_line(findings, change))
            else:
                _show(findings, change, is_first=before is None)
            before = findings
    except KeyboardInterrupt:
        return


def _as_line(findings: Findings, change: Change) -> dict[str, Any]:
    return {**findings.as_dict(), "change": change.as_dict()}


def _show(findings: Findings, change: Change, *, is_first: bool) -> None:
    """On a terminal the whole report on a cleared screen; elsewhere the changes, line by line."""
    on_terminal = clear_screen()
    if on_terminal or is_first:
        say(*report_lines(findings, everything=False))
    if not is_first:
        say(*(f"gone: {row}" for row in change.gone), *(f"new: {row}" for row in change.new))
        if not (change.gone or change.new):
            say("saved: nothing new, nothing gone")
        if not on_terminal:
            say(outcome(findings))
    if on_terminal:
        say("watching; Ctrl-C ends it")
