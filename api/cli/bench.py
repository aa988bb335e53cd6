"""The curator's commands, each in a file of its own, put under `parley`."""

from __future__ import annotations

import typer

from api.cli.checking import check


def add_curators_commands(app: typer.Typer) -> None:
    """Registers them."""
    app.command()(check)
