"""Writing a load: first what readers do not see yet, then the publication in one transaction.

What a load brings carries its release's instant, and readers see nothing that is later than the
last published release. So everything may be put down in batches, and a load that dies leaves only
what the next one takes away again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from itertools import chain, product
from typing import Any

from cypher import Query, named
from graph.reading import by_range, in_ranges
from graph.store import Store, Transaction
from graph.store.drivers import WRITE_SECONDS
from graph.vocabulary import LABELS, VOCABULARY
from loaders.lease import Lease
from loaders.plan import Plan, ThingChange, batches
from loaders.staging import StagedClaim, Staging

Rows = list[dict[str, Any]]
Report = Callable[[str, int, int | None], None]

THINGS_AT_ONCE = 2_000
CLAIMS_AT_ONCE = 2_000
EDGES_AT_ONCE = 5_000
EDGES_IN_PUBLICATION = 50_000
ALL_DRAWN = {"edges": "done", "drawn_before": None}
_ENDS = ("about", "addressed_to", "in_favour_of")


class Writer:
    """Writes one load as of `recorded_at`, under a lease."""

    def __init__(self, store: Store, lease: Lease, recorded_at: str, report: Report) -> None:
        self._store = store
        self._lease = lease
        self._recorded_at = recorded_at
        self._report = report

    def stage(self, plan: Plan, staging: Staging) -> None:
        """Puts down new things and claims, and many retractions, unseen by readers."""
        for head in plan.changed_heads:
            self._lease.transact(
                lambda transaction, name=head.id: transaction.run(  # type: ignore[misc]
                    named("write/dossier_new"), id=name, recorded_at=self._recorded_at
                )
            )
        self._stage_things([change for change in plan.things if change.is_new])
        for head in plan.changed_heads:
            self._stage_claims(head.id, plan, staging)
        if plan.edges > EDGES_IN_PUBLICATION:
            for uids in batches(self._to_retract(plan, staging), EDGES_AT_ONCE):
                self._lease.transact(self._retracting(uids))

    def publish(self, plan: Plan, staging: Staging, number: int, summary: dict[str, Any]) -> bool:
        """Makes the load visible in one transaction; False where direct edges are still to come."""
        at_once = plan.edges <= EDGES_IN_PUBLICATION
        uids = list(self._to_retract(plan, staging)) if at_once else []
        fields = {
            **summary,
            "published_at": self._recorded_at,
            "edges": "done" if at_once else "pending",
        }

        def work(transaction: Transaction) -> None:
            [row] = transaction.run(named("write/release_publish"), number=number, fields=fields)
            if row["published_at"] is not None:
                return  # the answer to the commit was lost, and this is the second try
            if at_once:
                for part in batches(uids, EDGES_AT_ONCE):
                    self._retracting(part)(transaction)
                self._draw(transaction)
            for changes in batches((row for row in plan.things if not row.is_new), THINGS_AT_ONCE):
                _publish_things(transaction, changes)
            _describe(transaction, plan, staging)

        self._lease.transact(work, seconds=WRITE_SECONDS)
        return at_once

    def note_files(self, plan: Plan, staging: Staging) -> None:
        """Notes that other files say the same, so that they are known again next time."""
        if plan.changed_heads:
            self._lease.transact(lambda transaction: _describe(transaction, plan, staging))

    def finish_edges(self, number: int) -> None:
        """Draws and takes away the direct edges of a published release, in batches."""
        moment, done = self._recorded_at, 0
        gone = in_ranges(self._store, named("query/claims_retracted_in_range"), retracted_at=moment)
        for batch in batches(gone, EDGES_AT_ONCE):
            self._lease.transact(_taking_away(batch))
            done += len(batch)
            self._report("drawing direct edges", done, None)
        new = by_range(self._store, named("query/claims_recorded_in_range"), recorded_at=moment)
        for before, rows in new:
            self._lease.transact(_drawing(number, before, rows))
            done += len(rows)
            self._report("drawing direct edges", done, None)
        self._lease.transact(
            lambda transaction: transaction.run(
                named("write/release_publish"), number=number, fields=ALL_DRAWN
            )
        )

    def _stage_things(self, changes: Sequence[ThingChange]) -> None:
        for batch in batches(changes, THINGS_AT_ONCE):
            self._lease.transact(
                lambda transaction, part=batch: self._put_things(  # type: ignore[misc]
                    transaction, part
                )
            )

    def _put_things(self, transaction: Transaction, changes: Sequence[ThingChange]) -> None:
        for label, rows in _by_label(changes).items():
            things = [
                {"id": row.id, **row.fields, "recorded_at": self._recorded_at} for row in rows
            ]
            transaction.run(named("write/things_new").fill(LABEL=label), rows=things)
        _put_listings(transaction, changes)

    def _stage_claims(self, dossier: str, plan: Plan, staging: Staging) -> None:
        counts = plan.counts[dossier]
        total, done = counts.added + counts.changed, 0
        for batch in batches(staging.claims_to_write(dossier), CLAIMS_AT_ONCE):
            records = self._records(dossier, batch, new=dossier in plan.new_dossiers)
            self._lease.transact(
                lambda transaction, part=records: put_claims(transaction, part)  # type: ignore[misc]
            )
            done += len(batch)
            self._report(f"writing {dossier}", done, total)

    def _records(self, dossier: str, claims: Sequence[StagedClaim], *, new: bool) -> Rows:
        """The properties of claim nodes; a content that was recorded before gets another uid."""
        times: dict[tuple[str, str], int] = {}
        if not new:
            names = [claim.id for claim in claims]
            rows = self._store.read(named("query/claims_on_record"), dossier=dossier, ids=names)
            times = {(row["id"], row["digest"]): row["times"] for row in rows}
        return [
            {
                **claim.content,
                "uid": uid_of(
                    dossier, claim.id, claim.digest, times.get((claim.id, claim.digest), 0)
                ),
                "id": claim.id,
                "dossier": dossier,
                "digest": claim.digest,
                "recorded_at": self._recorded_at,
            }
            for claim in claims
        ]

    def _to_retract(self, plan: Plan, staging: Staging) -> Iterator[str]:
        return chain.from_iterable(staging.uids_to_retract(head.id) for head in plan.changed_heads)

    def _retracting(self, uids: Sequence[str]) -> Callable[[Transaction], Rows]:
        def work(transaction: Transaction) -> Rows:
            return transaction.run(
                named("write/claims_retract"), uids=list(uids), retracted_at=self._recorded_at
            )

        return work

    def _draw(self, transaction: Transaction) -> None:
        """All direct edges of the release, inside its publication."""
        moment = self._recorded_at
        gone = transaction.run(named("query/claims_retracted_at"), retracted_at=moment)
        new = transaction.run(named("query/claims_recorded_at"), recorded_at=moment)
        for batch in batches(gone, EDGES_AT_ONCE):
            put_edges(transaction, "write/edges_gone", batch)
        for batch in batches(new, EDGES_AT_ONCE):
            put_edges(transaction, "write/edges_new", batch)


def _describe(transaction: Transaction, plan: Plan, staging: Staging) -> None:
    """Says of each dossier what its head does, which files were loaded, how many claims stand."""
    for head in plan.changed_heads:
        fields = {**asdict(head), "claims": staging.count_claims(head.id)}
        transaction.run(named("write/dossier_publish"), id=head.id, fields=fields)


def uid_of(dossier: str, name: str, digest: str, times: int) -> str:
    """A claim's uid: a hash of dossier, curator's id, content, and how often it was recorded."""
    return sha256("\n".join((dossier, name, digest, str(times))).encode()).hexdigest()[:32]


def _by_label(changes: Iterable[ThingChange]) -> dict[str, list[ThingChange]]:
    groups: dict[str, list[ThingChange]] = defaultdict(list)
    for change in changes:
        groups[change.label].append(change)
    return groups


def _put_listings(transaction: Transaction, changes: Sequence[ThingChange]) -> None:
    for label, rows in _by_label(changes).items():
        listings = [
            {"id": row.id, "dossier": dossier, "listing": text}
            for row in rows
            for dossier, text in row.listings.items()
        ]
        transaction.run(named("write/listings").fill(LABEL=label), rows=listings)


def _publish_things(transaction: Transaction, changes: Sequence[ThingChange]) -> None:
    """What changes of things that readers see: their fields, who lists them, and that they go."""
    _put_listings(transaction, changes)
    for label, rows in _by_label(changes).items():
        left = [{"id": row.id, "dossier": dossier} for row in rows for dossier in row.left]
        transaction.run(named("write/listings_gone").fill(LABEL=label), rows=left)
        kept = [{"id": row.id, **row.fields} for row in rows if not row.is_gone]
        transaction.run(named("write/things_new").fill(LABEL=label), rows=kept)
        gone = [row.id for row in rows if row.is_gone]
        transaction.run(named("write/things_gone").fill(LABEL=label), ids=gone)


def put_claims(transaction: Transaction, records: Rows) -> Rows:
    """Puts down claims with their evidence, but for those that a repeated batch finds there.

    Returns those that it put down.
    """
    uids = [row["uid"] for row in records]
    known = {row["uid"] for row in transaction.run(named("query/claims_known"), uids=uids)}
    fresh = [row for row in records if row["uid"] not in known]
    _by_ends(transaction, named("write/claims_new"), fresh)
    for column in _ENDS:
        rows = [{"uid": row["uid"], "id": name} for row in fresh for name in row.get(column, ())]
        _run_if_any(transaction, named(f"write/claims_{column}"), rows)
    said_at = [{"uid": row["uid"], "id": row["said_at"]} for row in fresh if "said_at" in row]
    _run_if_any(transaction, named("write/claims_said_at"), said_at)
    _run_if_any(transaction, named("write/claims_cites"), _citations(fresh))
    return fresh


def _citations(records: Rows) -> Rows:
    return [
        {"uid": row["uid"], "id": source, "locator": locator or None, "quote": quote or None}
        for row in records
        for source, locator, quote in zip(
            row.get("sources", ()), row.get("locators", ()), row.get("quotes", ()), strict=True
        )
    ]


def _run_if_any(transaction: Transaction, query: Query, rows: Rows) -> None:
    if rows:
        transaction.run(query, rows=rows)


def _by_ends(transaction: Transaction, query: Query, rows: Rows) -> None:
    """Runs a query for each pair of labels that the rows' relations may lead between.

    Ids are unique across labels, so that each row fits exactly one of its relation's pairs.
    """
    groups: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in rows:
        relation = VOCABULARY.relations[row["relation"]]
        for ends in product(relation.subject, relation.object):
            groups[ends].append(row)
    for (subject, thing), part in groups.items():
        transaction.run(query.fill(SUBJECT=subject, OBJECT=thing), rows=part)


def put_edges(transaction: Transaction, name: str, rows: Rows) -> None:
    """Draws or takes away the direct edges of claims, by the query `name`."""
    groups: dict[str, Rows] = defaultdict(list)
    for row in rows:
        groups[row["relation"]].append(row)
    for relation_name, part in groups.items():
        relation = VOCABULARY.relations[relation_name]
        for subject, thing in product(relation.subject, relation.object):
            query = named(name).fill(SUBJECT=subject, OBJECT=thing, TYPE=relation.type)
            transaction.run(query, rows=part)


def _taking_away(rows: Rows) -> Callable[[Transaction], None]:
    return lambda transaction: put_edges(transaction, "write/edges_gone", rows)


def _drawing(number: int, before: str, rows: Rows) -> Callable[[Transaction], None]:
    """Draws the edges of one range of uids, but for those that a try before this one drew.

    To look for each edge among all that its ends have would take the longer, the more there are.
    """

    def work(transaction: Transaction) -> None:
        [row] = transaction.run(named("write/edges_drawn"), number=number, before=before)
        missing = [edge for edge in rows if edge["uid"] >= (row["drawn_before"] or "")]
        put_edges(transaction, "write/edges_new", missing)

    return work


def roll_back(lease: Lease, published_at: str, report: Report) -> int:
    """Takes away what a load that died before its publication left; returns how much that was."""
    queries = [named("write/rollback_claims"), named("write/rollback_retractions")]
    queries += [named("write/rollback_things").fill(LABEL=label) for label in (*LABELS, "Dossier")]
    total = 0
    for query in queries:
        gone = 1
        while gone:
            rows = lease.transact(
                lambda transaction, part=query: transaction.run(  # type: ignore[misc]
                    part, published_at=published_at, limit=CLAIMS_AT_ONCE
                )
            )
            gone = rows[0]["gone"]
            total += gone
            if total:
                report("taking back a load that did not end", total, None)
    return total
