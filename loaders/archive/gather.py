"""Everything on record as of one release, though loads go on.

Claims never change but for their retraction, which carries its instant: they can be read at leisure
as they were at a release. Things, what dossiers say of them, dossiers and releases change with a
publication. They are read first, into a temporary file; if another release was published meanwhile
they are read again, and where that happens too often, under the lease, which keeps loads out.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import orjson

from cypher import Query, named
from graph.dates import END_OF_TIME
from graph.reading import ranges
from graph.store import Store
from graph.vocabulary import LABELS
from loaders.archive.form import Line
from loaders.lease import Lease
from loaders.write import ALL_DRAWN

Report = Callable[[str, int, int | None], None]
Release = dict[str, Any]

THINGS_AT_ONCE = 5_000
CLAIMS_IN_A_RANGE = 2_000
IN_MEMORY = 32_000_000
TRIES = 3
WAIT_SECONDS = 3_600.0


class Gathering:
    """What a store holds as of its current release: read in order, `changing` before `claims`."""

    def __init__(self, store: Store, report: Report) -> None:
        self._store = store
        self._report = report
        self._spool: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - see close
        self.release: Release | None = None
        self._tries = 0

    @property
    def known_at(self) -> str:
        """The instant of the release; before all time where there is none."""
        return str(self.release["published_at"]) if self.release else ""

    def settle(self) -> Release | None:
        """Reads what changes with a publication, until none came in between; returns the release.

        LoadInProgress where loads go on for an hour without a pause.
        """
        while not self._is_whole():
            self._tries += 1
        return self.release

    def _is_whole(self) -> bool:
        crowded = self._tries >= TRIES
        with Lease(self._store, wait_seconds=WAIT_SECONDS) if crowded else nullcontext():
            self.release = self._current()
            self._spool.seek(0)
            self._spool.truncate()
            for line in self._lines():
                self._spool.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            # A publication that is half visible at this moment is whole after this.
            self._store.write(named("write/load_barrier"), token=secrets.token_hex(8))
            return self._current() == self.release

    def close(self) -> None:
        """Lets go of the temporary file."""
        self._spool.close()

    def changing(self) -> Iterator[Line]:
        """Dossiers, things and releases."""
        self._spool.seek(0)
        for text in self._spool:
            yield orjson.loads(text)

    def count_claims(self) -> int:
        """How many claims there are."""
        [row] = self._store.read(named("query/claims_counted_at"), known_at=self.known_at)
        return int(row["claims"])

    def claims(self, count: int) -> Iterator[Line]:
        """All claims by uid, without what was learnt of them after the release."""
        query = named("query/claims_whole_in_range")
        done = 0
        for first, last in ranges(count // CLAIMS_IN_A_RANGE + 1):
            rows = self._store.read(query, first=first, last=last, known_at=self.known_at)
            for fields in sorted((row["claim"] for row in rows), key=lambda row: str(row["uid"])):
                yield {"kind": "claim", "fields": self._as_of_release(fields)}
            done += len(rows)
            self._report("backing up claims", done, count)

    def _as_of_release(self, fields: dict[str, Any]) -> dict[str, Any]:
        if fields.get("retracted_at", "") > self.known_at:
            del fields["retracted_at"]
        return fields

    def _current(self) -> Release | None:
        rows = self._store.read(named("query/release_at"), known_at=END_OF_TIME)
        return {key: rows[0][key] for key in ("number", "published_at")} if rows else None

    def _lines(self) -> Iterator[Line]:
        query = named("query/things_on_record")
        for row in self._paged(query.fill(LABEL="Dossier")):
            yield {"kind": "dossier", "fields": row["thing"]}
        for label in LABELS:
            for row in self._paged(query.fill(LABEL=label)):
                listings = {name: text for name, text in row["listings"] if name is not None}
                yield {
                    "kind": "thing",
                    "label": label,
                    "fields": row["thing"],
                    "listings": listings,
                }
        for row in self._store.read(named("query/releases_on_record"), known_at=self.known_at):
            # Direct edges are no part of an archive: who restores it draws them all.
            drawn = {**row["release"], **ALL_DRAWN}
            fields = {name: value for name, value in drawn.items() if value is not None}
            yield {"kind": "release", "fields": fields}

    def _paged(self, query: Query) -> Iterator[dict[str, Any]]:
        after, done = "", 0
        while rows := self._store.read(
            query, known_at=self.known_at, after=after, limit=THINGS_AT_ONCE
        ):
            yield from rows
            after = str(rows[-1]["thing"]["id"])
            done += len(rows)
            self._report("backing up things", done, None)
