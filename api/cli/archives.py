"""Backing a store up into a file, and restoring it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.asking import AsJson
from api.cli.files import write_whole
from api.cli.printing import print_json, progress, say
from graph.errors import BadParameter
from graph.store import StoreSettings, open_store

if TYPE_CHECKING:
    from loaders.archive import Contents

Archive = Annotated[Path, typer.Argument(help="the file of the backup", show_default=False)]


def backup(file: Archive, json: AsJson = False) -> None:
    """Write everything on record into one file, while others read and load."""
    from loaders.archive import Backup  # noqa: PLC0415

    _must_be_replaceable(file)
    with (
        open_store(StoreSettings(), writable=True) as store,
        progress() as report,
        Backup(store, report) as made,
    ):
        write_whole(file, made.pieces(), parameter="file", private=True)
    _tell(made.contents, file, json=json, verb="backed up to")


def restore(file: Archive, json: AsJson = False) -> None:
    """Put a backup into an empty store, of either engine."""
    from loaders.archive import believe  # noqa: PLC0415
    from loaders.archive import restore as restore_from  # noqa: PLC0415

    try:
        with file.open("rb") as opened, progress() as report:
            # before the store is opened, since opening one makes it
            believed = believe(opened, report)
            with open_store(StoreSettings(), writable=True) as store:
                contents = restore_from(store, opened, believed, report)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise BadParameter("file", f"{file} cannot be read: {error.strerror}") from None
    _tell(contents, file, json=json, verb="restored from")


def _must_be_replaceable(file: Path) -> None:
    """BadParameter where a file stands there that is no backup: a wrong name costs nothing."""
    from loaders.archive import is_archive  # noqa: PLC0415

    if not file.exists():
        return
    try:
        with file.open("rb") as opened:
            replaceable = is_archive(opened)
    except OSError as error:
        raise BadParameter("file", f"{file} cannot be read: {error.strerror}") from None
    if not replaceable:
        raise BadParameter("file", f"{file} is there and is no backup: choose another name")


def _tell(contents: Contents, file: Path, *, json: bool, verb: str) -> None:
    size = file.stat().st_size
    if json:
        print_json({"file": str(file), "bytes": size, **contents.as_dict()})
        return
    head = contents.header
    release = "an empty store" if head.release is None else f"release {head.release}"
    say(f"{release} {verb} {file} ({size:,} bytes)", contents.words())
