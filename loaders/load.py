"""Loading dossiers: check, compare, write, publish."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cypher import named
from graph.dates import END_OF_TIME, instant_text, parse_instant
from graph.errors import LeaseLost
from graph.store import Store
from loaders.check import check
from loaders.lease import Lease
from loaders.plan import Counts, Plan, make_plan
from loaders.same_files import SameFiles, find_same, outdated
from loaders.staging import Staging
from loaders.write import Report, Writer, roll_back

WAIT_SECONDS = 3_600.0
_NEVER = "0000"


def _silent(_stage: str, _done: int, _of: int | None) -> None:
    return None


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Summary:
    """What a load did, or with `dry_run` would do; `release` is None where nothing changes.

    `taken_back` counts the claims and things that a load which did not end had left. `is_empty`
    says that the store has all of it already, the titles and descriptions of dossiers too.
    """

    release: int | None = None
    published_at: str | None = None
    dry_run: bool = False
    edges: str = "done"
    taken_back: int = 0
    dossiers: dict[str, Counts] = field(default_factory=dict)
    things: dict[str, dict[str, int]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    is_empty: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON has it."""
        return {name: value for name, value in asdict(self).items() if name != "is_empty"}

    def lines(self) -> list[str]:
        """The summary as a person reads it."""
        lines = [f"{name}: {_counted(counts)}" for name, counts in self.dossiers.items()]
        for label, found in self.things.items():
            words = ", ".join(f"{count} {what}" for what, count in found.items())
            lines.append(f"{label}: {words}")
        return [*lines, self._outcome()]

    def _outcome(self) -> str:
        if self.dry_run:
            return "Nothing was written" + (": nothing would change." if self.is_empty else ".")
        if self.release is None:
            return "Nothing has changed since the last load."
        return f"Published as release {self.release} ({self.published_at})."


def _counted(counts: Counts) -> str:
    words = asdict(counts)
    return ", ".join(f"{count:,} {what}" for what, count in words.items()) + " claims"


def load(
    store: Store,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    report: Report = _silent,
    wait_seconds: float = WAIT_SECONDS,
    now: Callable[[], datetime] = _now,
) -> Summary:
    """Loads the dossiers at `paths` as one release of the store.

    DossierErrors with everything that is wrong, before anything is written; LoadInProgress where
    another load does not end in `wait_seconds`. `report` is told the stage, how much is done and of
    how much. With `dry_run` nothing is written. A load that was taken for dead before it wrote
    anything queues again; one that had begun to write raises LeaseLost.
    """
    until = time.monotonic() + wait_seconds
    taken_back = 0
    while True:
        try:
            left = max(0.0, until - time.monotonic())
            summary = _load_once(store, paths, dry_run, report, left, now)
        except _NothingWritten as lost:
            if time.monotonic() >= until:
                raise lost.cause from None
            taken_back += lost.taken_back
            report("queueing again: this load stood still and another was let in", 0, None)
        else:
            summary.taken_back += taken_back
            return summary


class _NothingWritten(Exception):
    """The lease was lost before this load had written anything of its own.

    `taken_back` is what it had taken back by then of a load that did not end.
    """

    def __init__(self, cause: LeaseLost, taken_back: int) -> None:
        super().__init__()
        self.cause = cause
        self.taken_back = taken_back


def _load_once(
    store: Store,
    paths: Sequence[Path],
    dry_run: bool,
    report: Report,
    wait_seconds: float,
    now: Callable[[], datetime],
) -> Summary:
    # A dry run reads all files again: its reader wants to see the warnings.
    same = [] if dry_run else find_same(store, paths, _last(store)[1])
    known = {row.path for row in same}
    with Staging() as staging:
        others = [path for path in paths if path not in known]
        warnings = check(others, staging, progress=report)
        if dry_run:
            plan = make_plan(store, staging, _last(store)[1])
            return _summary(plan, warnings, dry_run=True)
        with Lease(
            store,
            wait_seconds=wait_seconds,
            on_wait=lambda: report("waiting for another load to end", 0, None),
        ) as lease:
            loading = _Load(store, lease, staging, report)
            try:
                return loading.run(same, warnings, now)
            except LeaseLost as lost:
                if loading.has_written:
                    raise
                raise _NothingWritten(lost, loading.taken_back) from None


@dataclass(slots=True)
class _Load:
    """A load that has the lease."""

    store: Store
    lease: Lease
    staging: Staging
    report: Report
    taken_back: int = 0
    _begun_at: int | None = None

    @property
    def has_written(self) -> bool:
        """Whether anything of this load's own was committed; putting in order does not count."""
        return self._begun_at is not None and self.lease.commits > self._begun_at

    def run(
        self, same: Sequence[SameFiles], warnings: list[str], now: Callable[[], datetime]
    ) -> Summary:
        number, published_at, edges = _last(self.store)
        self.taken_back = roll_back(self.lease, published_at, self.report)
        if edges == "pending":
            self._writer(published_at).finish_edges(number)
        self.report("comparing with the store", 0, None)
        changed = outdated(self.store, same, published_at)
        if changed:
            warnings = [*warnings, *check(changed, self.staging, progress=self.report)]
        plan = make_plan(self.store, self.staging, published_at)
        plan.counts |= {
            row.id: Counts(unchanged=row.claims) for row in same if row.path not in changed
        }
        summary = _summary(plan, warnings, dry_run=False)
        summary.taken_back = self.taken_back
        self._begun_at = self.lease.commits
        if plan.is_empty:
            self._writer(published_at).note_files(plan, self.staging)
            return summary
        summary.published_at = next_instant(now(), published_at)
        summary.release = number + 1
        self._publish(plan, summary.release, self._writer(summary.published_at))
        return summary

    def _publish(self, plan: Plan, number: int, writer: Writer) -> None:
        writer.stage(plan, self.staging)
        self.report("publishing", 0, None)
        facts = {"dossiers": sorted(head.id for head in plan.changed_heads)}
        if not writer.publish(plan, self.staging, number, facts):
            writer.finish_edges(number)

    def _writer(self, recorded_at: str) -> Writer:
        return Writer(self.store, self.lease, recorded_at, self.report)


def next_instant(now: datetime, published_at: str) -> str:
    """The instant of a new release: now, but later than the last, whatever the clock says."""
    if published_at == _NEVER:
        return instant_text(now)
    after = parse_instant(published_at) + timedelta(microseconds=1)
    return instant_text(max(now, after))


def _last(store: Store) -> tuple[int, str, str]:
    """Number, instant and state of the last release; 0 and the beginning of time at first."""
    rows = store.read(named("query/release_at"), known_at=END_OF_TIME)
    if not rows:
        return 0, _NEVER, "done"
    return rows[0]["number"], rows[0]["published_at"], rows[0]["edges"]


def _summary(plan: Plan, warnings: list[str], *, dry_run: bool) -> Summary:
    things: dict[str, Counter[str]] = {}
    for change in plan.things:
        what = "added" if change.is_new else "removed" if change.is_gone else "changed"
        things.setdefault(change.label, Counter())[what] += 1
    return Summary(
        dry_run=dry_run,
        is_empty=plan.is_empty,
        dossiers=plan.counts,
        things={label: dict(sorted(found.items())) for label, found in sorted(things.items())},
        warnings=warnings,
    )
