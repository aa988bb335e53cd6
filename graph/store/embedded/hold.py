"""A hold on a folder that outlives its engine: whatever is killed, the engine is found again."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from graph.errors import StoreUnavailable
from graph.store.embedded.attachment import Attachment, attach


class Hold:
    """The attachment that counts now; `renew` makes another where the engine was lost."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._guard = Lock()
        self._is_closed = False
        self.attachment: Attachment = attach(folder)

    def renew(self) -> None:
        """Attaches anew, which starts an engine where none runs; the folder is held throughout.

        StoreUnavailable where the hold was let go of in the meantime.
        """
        found = attach(self._folder)
        with self._guard:
            if self._is_closed:
                found.close()
                raise StoreUnavailable(f"the store at {self._folder} was closed")
            before, self.attachment = self.attachment, found
        before.close()

    def close(self) -> None:
        """Lets go of the folder for good."""
        with self._guard:
            self._is_closed = True
            self.attachment.close()
