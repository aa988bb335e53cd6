"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from graph.errors import BadParameter


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file beside its place and puts it there when it is complete.

    BadParameter where it cannot be written; what stood there is then still there.
    """
    waiting: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            waiting = Path(file.name)
            file.writelines(pieces)
        waiting.chmod(0o666 & ~_umask())
        waiting.replace(path)
    except OSError as error:
        if waiting:
            waiting.unlink(missing_ok=True)
        raise BadParameter("output", f"{path} cannot be written: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
