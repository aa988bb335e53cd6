"""`parley diff`: what changed between two folders, or from the store to a folder."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from api.cli.printing import print_json, progress, say


def diff(
    old: Annotated[Path, typer.Argument(help="a dossier; with NEW left out, the new one")],
    new: Annotated[
        Path | None, typer.Argument(help="another state of it; without it the store is the old one")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
) -> None:
    """Say what was added, changed and removed from one state of a dossier to another."""
    from graph.store import StoreSettings, open_store  # noqa: PLC0415 - it takes long
    from loaders.difference.compare import compare  # noqa: PLC0415
    from loaders.difference.sides import FolderSide, Side, StoreSide  # noqa: PLC0415
    from loaders.difference.wording import difference_lines  # noqa: PLC0415
    from loaders.staging import Staging  # noqa: PLC0415

    with ExitStack() as stack:
        report = stack.enter_context(progress())
        after = FolderSide(new or old, stack.enter_context(Staging()), report)
        if new is None:
            store = stack.enter_context(open_store(StoreSettings()))
            before: Side = StoreSide(store, after.dossier)
        else:
            before = FolderSide(old, stack.enter_context(Staging()), report)
        difference = compare(before, after)
    if json:
        print_json(difference.as_dict())
    else:
        say(*difference_lines(difference))
