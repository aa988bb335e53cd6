"""Loading dossiers: check, compare, write, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cypher import named
from graph.dates import END_OF_TIME, instant_text, parse_instant
from graph.store import Store
from loaders.check import check
from loaders.lease import Lease
from loaders.plan import Counts, Plan, make_plan
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
    """What a load did, or with `dry_run` would do; `release` is None where nothing changes."""

    release: int | None = None
    published_at: str | None = None
    dry_run: bool = False
    edges: str = "done"
    dossiers: dict[str, Counts] = field(default_factory=dict)
    things: dict[str, dict[str, int]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON has it."""
        return asdict(self)

    def lines(self) -> list[str]:
        """The summary as a person reads it."""
        lines = [f"{name}: {_counted(counts)}" for name, counts in self.dossiers.items()]
        for label, found in self.things.items():
            words = ", ".join(f"{count} {what}" for what, count in found.items())
            lines.append(f"{label}: {words}")
        return [*lines, self._outcome()]

    def _outcome(self) -> str:
        if self.dry_run:
            changes = any(
                row.added or row.changed or row.retracted for row in self.dossiers.values()
            ) or bool(self.things)
            return "Nothing was written" + ("." if changes else ": nothing would change.")
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
    how much. With `dry_run` nothing is written.
    """
    with Staging() as staging:
        warnings = check(paths, staging, progress=report)
        if dry_run:
            plan = make_plan(store, staging, _last(store)[1])
            return _summary(plan, warnings, dry_run=True)
        with Lease(
            store,
            wait_seconds=wait_seconds,
            on_wait=lambda: report("waiting for another load to end", 0, None),
        ) as lease:
            return _load(store, lease, staging, warnings, report, now)


def _load(
    store: Store,
    lease: Lease,
    staging: Staging,
    warnings: list[str],
    report: Report,
    now: Callable[[], datetime],
) -> Summary:
    number, published_at, edges = _last(store)
    roll_back(lease, published_at)
    if edges == "pending":
        Writer(store, lease, published_at, report).finish_edges(number)
    report("comparing with the store", 0, None)
    plan = make_plan(store, staging, published_at)
    summary = _summary(plan, warnings, dry_run=False)
    if plan.is_empty:
        return summary
    recorded_at = next_instant(now(), published_at)
    writer = Writer(store, lease, recorded_at, report)
    writer.stage(plan, staging)
    report("publishing", 0, None)
    facts = {"dossiers": sorted(plan.counts)}
    if not writer.publish(plan, staging, number + 1, facts):
        writer.finish_edges(number + 1)
    summary.release, summary.published_at = number + 1, recorded_at
    return summary


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
        dossiers=plan.counts,
        things={label: dict(sorted(found.items())) for label, found in sorted(things.items())},
        warnings=warnings,
    )
