"""From an archive into an empty store, of either engine.

The file is read twice: once to the end before anything is written, then to write it. Claims carry
the instants of their releases and the releases are published last, in one transaction: a restore
that dies leaves a store in which readers find nothing, and can be run again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import IO

from cypher import named
from graph.dates import END_OF_TIME
from graph.errors import BadArchive, StoreNotEmpty
from graph.store import Store, Transaction
from loaders.archive.backing_up import _silent
from loaders.archive.believe import Fields, believe
from loaders.archive.form import Contents, Line
from loaders.archive.gather import Report
from loaders.archive.unpack import Unpacking
from loaders.lease import Lease
from loaders.plan import batches
from loaders.write import put_claims, put_edges, roll_back

AT_ONCE = 2_000
WAIT_SECONDS = 60.0
_NEVER = "0000"
_ON_EDGES = ("uid", "relation", "subject", "object", "said_on", "valid_from", "valid_to")


def restore(
    store: Store, file: IO[bytes], believed: Contents | None = None, report: Report = _silent
) -> Contents:
    """Writes an archive into an empty store and says what it held.

    `believed` is what `believe` found in it, where it was read through already. BadArchive where
    the file is none, is damaged or from a newer Parley, StoreNotEmpty where the store holds a
    release or a graph of somebody else's: nothing was written then.
    """
    contents = believed or believe(file, report)
    _must_be_empty(store)
    with Lease(
        store,
        wait_seconds=WAIT_SECONDS,
        on_wait=lambda: report("waiting for a load to end", 0, None),
    ) as lease:
        _must_be_empty(store)
        roll_back(lease, _NEVER, report)
        _Restore(lease, contents, report).run(file)
    return contents


def _must_be_empty(store: Store) -> None:
    release = store.read(named("query/release_at"), known_at=END_OF_TIME)
    if release:
        raise StoreNotEmpty(
            f"the {store.describe()} is not empty, it has release {release[0]['number']}: restore "
            "into another store (PARLEY_STORE, PARLEY_NEO4J_URI); nothing was written"
        )
    foreign = store.read(named("query/foreign_nodes"))
    if foreign:
        raise StoreNotEmpty(
            f"the {store.describe()} holds a graph that is not Parley's "
            f"({', '.join(foreign[0]['labels']) or 'nodes without a label'}): restore into another "
            "store; nothing was written"
        )


class _Restore:
    """A restore that has the lease, of an archive that was believed."""

    def __init__(self, lease: Lease, believed: Contents, report: Report) -> None:
        self._lease = lease
        self._believed = believed
        self._report = report
        self._releases: list[Fields] = []

    def run(self, file: IO[bytes]) -> None:
        """Writes all lines, and publishes when the last was what it was at the first reading."""
        unpacking = Unpacking(file)
        for lines in batches(unpacking, AT_ONCE):
            self._put(lines)
            done = unpacking.contents.counts.total()
            self._report("restoring", done, self._believed.counts.total())
        if unpacking.contents != self._believed:
            raise BadArchive("the archive changed while it was read: nothing was published")
        self._lease.transact(self._publish)

    def _put(self, lines: Sequence[Line]) -> None:
        """One batch, in one transaction; releases wait for the end."""
        by_kind: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_kind[line["kind"]].append(line)
        self._releases += [line["fields"] for line in by_kind.pop("release", ())]

        def work(transaction: Transaction) -> None:
            _put_things(transaction, "Dossier", by_kind["dossier"])
            for label, rows in _by_label(by_kind["thing"]).items():
                _put_things(transaction, label, rows)
            claims = [line["fields"] for line in by_kind["claim"]]
            fresh = put_claims(transaction, claims)
            put_edges(transaction, "write/edges_new", _edges(fresh))

        if any(by_kind.values()):
            self._lease.transact(work)

    def _publish(self, transaction: Transaction) -> None:
        for fields in self._releases:
            transaction.run(named("write/release_publish"), number=fields["number"], fields=fields)


def _edges(claims: Sequence[Fields]) -> list[Fields]:
    """What the direct edges of the claims that stand bear."""
    return [
        {name: claim.get(name) for name in _ON_EDGES}
        for claim in claims
        if claim.get("retracted_at") is None
    ]


def _by_label(lines: Sequence[Line]) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line["label"]].append(line)
    return groups


def _put_things(transaction: Transaction, label: str, lines: Sequence[Line]) -> None:
    if not lines:
        return
    things = [line["fields"] for line in lines]
    transaction.run(named("write/things_new").fill(LABEL=label), rows=things)
    listings = [
        {"id": line["fields"]["id"], "dossier": dossier, "listing": text}
        for line in lines
        for dossier, text in line.get("listings", {}).items()
    ]
    if listings:
        transaction.run(named("write/listings").fill(LABEL=label), rows=listings)
