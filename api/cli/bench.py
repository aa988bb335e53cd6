"""The curator's commands, each in a file of its own, put under `parley`."""

from __future__ import annotations

import typer

from api.cli.agreeing import agreement
from api.cli.checking import check
from api.cli.differing import diff
from api.cli.linking import check_links
from api.cli.schemas import schema


def add_curators_commands(app: typer.Typer) -> None:
    """Registers them."""
    for command in (check, schema, diff, agreement):
        app.command()(command)


def add_sources_commands(sources: typer.Typer) -> None:
    """Registers what stands under `parley sources`."""
    sources.command("check")(check_links)
