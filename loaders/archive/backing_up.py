"""Writing an archive of a store, while others read it and load into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from types import TracebackType
from typing import Self

from graph.dates import instant_text
from graph.store import Store
from graph.store.schema import latest_version
from loaders.archive.form import Contents, Header
from loaders.archive.gather import Gathering, Report
from loaders.archive.pack import packed


def _silent(_stage: str, _done: int, _of: int | None) -> None:
    return None


class Backup:
    """A context manager: a backup of all that a store holds as of its current release.

    `contents` is complete once `pieces` has ended. `report` is told the stage, how much is done and
    of how much. Memory holds a few thousand claims at a time, whatever the store holds.
    """

    def __init__(self, store: Store, report: Report = _silent) -> None:
        self._gathering = Gathering(store, report)
        self.contents = Contents(
            Header(
                parley=version("parley"),
                schema=latest_version(),
                release=None,
                published_at=None,
                made_at=instant_text(datetime.now(UTC)),
                claims=0,
            )
        )

    def __enter__(self) -> Self:
        release = self._gathering.settle() or {}
        self.contents.header = replace(
            self.contents.header,
            release=release.get("number"),
            published_at=release.get("published_at"),
            claims=self._gathering.count_claims(),
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._gathering.close()

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the archive, one piece after the other."""
        claims = self._gathering.claims(self.contents.header.claims)
        yield from packed(self.contents, chain(self._gathering.changing(), claims))
