"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from graph.errors import BadParameter


def write_whole(
    path: Path, pieces: Iterable[bytes], *, parameter: str = "output", private: bool = False
) -> None:
    """Writes a file beside its place and puts it there when it is complete and on the disk.

    BadParameter, of the name `parameter`, where it cannot be written; what stood there is then
    still there. A private file is for its owner alone.
    """
    waiting: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            waiting = Path(file.name)
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        waiting.chmod(0o600 if private else 0o666 & ~_umask())
        waiting.replace(path)
        waiting = None
    except OSError as error:
        raise BadParameter(parameter, f"{path} cannot be written: {error.strerror}") from None
    finally:
        if waiting:
            waiting.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
