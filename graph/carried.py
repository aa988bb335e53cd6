"""What one release reads of the store from end to end, and the next one only completes.

What is on record never changes but for being retracted: what a release had read, the next one
carries on, and reads what is new.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, Protocol, Self, TypeVar

from graph.model import Release
from graph.reading import Reads


class Follows(Protocol):
    """Something of a release from which that of a later release can be made."""

    def followed_by(self, store: Reads, release: Release) -> Self:
        """The same of a later release, of which only what is new is read."""


Followed = TypeVar("Followed", bound=Follows)


class Carried(Generic[Followed]):
    """Made when first asked for, once, by `read` or from what the release before had made."""

    def __init__(
        self,
        store: Reads,
        release: Release,
        read: Callable[[Reads, Release], Followed],
        before: Carried[Followed] | None,
    ) -> None:
        self._store = store
        self._release = release
        self._read = read
        self._before = before.latest if before else None
        self._made: Followed | None = None
        self._lock = Lock()

    @property
    def made(self) -> Followed | None:
        """What was made already, or None."""
        return self._made

    @property
    def latest(self) -> Followed | None:
        """What was made already, of this release or of one before."""
        return self._made or self._before

    def get(self) -> Followed:
        """What is carried, made now if it was not yet."""
        with self._lock:
            if self._made is None:
                self._made = (
                    self._before.followed_by(self._store, self._release)
                    if self._before is not None
                    else self._read(self._store, self._release)
                )
                self._before = None
            return self._made
