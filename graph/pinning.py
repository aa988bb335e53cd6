"""What an answer rests on: the release and the day, from a question's `as_of` and `known_at`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Lock
from time import monotonic

from cypher import named
from graph.dates import END_OF_TIME, instant_text, parse_instant
from graph.errors import BadCursor
from graph.kept import Kept
from graph.model import Pin, Release
from graph.paging import cursor_of
from graph.questions import ListQuestion, Question
from graph.reading import Reads
from graph.records import release_from
from graph.snapshot import Snapshot

FRESH_SECONDS = 0.1


class Releases:
    """The current release and its snapshot, asked of the store at most every 100 ms."""

    def __init__(self, store: Reads) -> None:
        self._store = store
        self._lock = Lock()
        self._reading = Lock()
        self._asked = -FRESH_SECONDS
        self._current: Release | None = None
        self._snapshot: Snapshot | None = None
        self._past: Kept[str, Release] = Kept(1_000)

    @property
    def is_fresh(self) -> bool:
        """Whether the current release was asked for so lately that it need not be again."""
        return monotonic() - self._asked < FRESH_SECONDS

    @property
    def last_seen(self) -> Release | None:
        """The current release when the store was last asked."""
        return self._current

    def current(self) -> Release | None:
        """The last published release; None in an empty store. Errors of the store pass through."""
        if not self.is_fresh:
            with self._lock:
                if not self.is_fresh:
                    self._current = self._last()
                    self._asked = monotonic()
        return self._current

    def at(self, known_at: str) -> Release | None:
        """The last release published by an instant that has passed."""
        kept = self._past.get(known_at)
        if kept is None and (kept := self._read(known_at)):
            self._past.put(known_at, kept)
        return kept

    def _last(self) -> Release | None:
        """The last release of all: a load that has ended is seen, whichever machine answers."""
        rows = self._store.latest(named("query/release_at"), known_at=END_OF_TIME)
        return release_from(rows[0]) if rows else None

    def _read(self, known_at: str) -> Release | None:
        rows = self._store.read(named("query/release_at"), known_at=known_at)
        return release_from(rows[0]) if rows else None

    def snapshot(self, release: Release) -> Snapshot:
        """The snapshot of a release, made once; that of the one before is dropped.

        Who waited for it until another was current is given that of the other, which knows all that
        was known before.
        """
        kept = self._snapshot
        if kept is not None and kept.release == release:
            return kept
        with self._reading:
            before = self._snapshot
            if before is not None and before.release in (release, self._current):
                return before
            made = self._snapshot = Snapshot(self._store, release, before)
        if before is not None:
            before.let_go()
        return made


def pin_of(question: Question, releases: Releases, now: str, today: Callable[[], date]) -> Pin:
    """The pin of a question: its cursor's, else what it says, else today and what is known now."""
    asked_day = question.as_of
    as_of, known_at = (asked_day or today()).isoformat(), question.known_at
    cursor = cursor_of(question) if isinstance(question, ListQuestion) else None
    if cursor:
        as_of, known_at = _checked_day(cursor.as_of), _checked_instant(cursor.known_at)
    current = releases.current()
    latest = current.published_at if current else now
    known_at = min(known_at or latest, latest)
    release = current if current and known_at == latest else releases.at(known_at)
    if release is None:
        return Pin(None, as_of, known_at, known_at)
    return Pin(release.number, as_of, known_at, release.published_at)


def _checked_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadCursor("cursor: its day is none", parameter="cursor") from None


def _checked_instant(text: str) -> str:
    try:
        return instant_text(parse_instant(text))
    except ValueError:
        raise BadCursor("cursor: its instant is none", parameter="cursor") from None
