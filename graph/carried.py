"""What one release reads of the store from end to end, and the next one only completes.

What is on record never changes but for being retracted: what a release had read, the next one
carries on, and reads what is new.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, Protocol, Self, TypeVar

from graph.model import Release
from graph.reading import Reads, is_too_much_at_once


class Follows(Protocol):
    """Something of a release from which that of a later release can be made."""

    release: Release

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
        latest = before.latest if before else None
        self._before = latest if latest and _precedes(latest.release, release) else None
        self._made: Followed | None = None
        self._lock = Lock()

    @property
    def made(self) -> Followed | None:
        """What was made already, or None."""
        return self._made

    @property
    def latest(self) -> Followed | None:
        """What was made already, of this release or of one before."""
        before = self._before  # first: it is let go of only when something was made of it
        return self._made or before

    def get(self) -> Followed:
        """What is carried, made now if it was not yet."""
        with self._lock:
            if self._made is None:
                self._made = self._make(self._before)
                self._before = None
            return self._made

    def _make(self, before: Followed | None) -> Followed:
        asked = self._store, self._release
        if before is None or is_too_much_at_once(
            self._store, before.release.published_at, self._release.published_at
        ):
            return self._read(*asked)
        return before.followed_by(*asked)


def _precedes(one: Release, other: Release) -> bool:
    """Whether all that one release has on record is on record in the other too."""
    return one.number < other.number and one.published_at < other.published_at
