"""What a load would change: staged rows against what the store has, in bounded memory."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, TypeVar

from cypher import named
from graph.errors import DossierErrors
from graph.reading import in_ranges
from graph.store import Store
from graph.vocabulary import LABELS, Label
from loaders.listings import unite
from loaders.same_files import dossiers_on_record
from loaders.staging import DossierHead, Fields, Staging

Item = TypeVar("Item")
BATCH = 2_000
CLAIMS_IN_A_STREAM = 100_000


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Lists of at most `size` items, in order."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch


@dataclass(slots=True)
class Counts:
    """How many claims of one dossier were added, changed, retracted, left alone."""

    added: int = 0
    changed: int = 0
    retracted: int = 0
    unchanged: int = 0


@dataclass(slots=True, kw_only=True)
class ThingChange:
    """A thing that is new, or whose listings change.

    `fields` is the union of what all dossiers say of it after the load; `listings` what those of
    this load say now; `left` the dossiers that list it no longer.
    """

    label: Label
    id: str
    fields: dict[str, Any]
    listings: dict[str, str]
    left: list[str]
    is_new: bool

    @property
    def is_gone(self) -> bool:
        """Whether no dossier lists it any more."""
        return not self.fields


@dataclass(slots=True)
class Plan:
    """What a load would do: the heads of dossiers that changed, the things, the claims by count."""

    changed_heads: list[DossierHead] = field(default_factory=list)
    things: list[ThingChange] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=dict)
    new_dossiers: set[str] = field(default_factory=set)
    is_described_anew: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the store has all of it already, if in files that looked otherwise."""
        moved = any(row.added or row.changed or row.retracted for row in self.counts.values())
        return not (moved or self.things or self.is_described_anew)

    @property
    def edges(self) -> int:
        """How many direct edges come or go."""
        return sum(row.added + 2 * row.changed + row.retracted for row in self.counts.values())


def make_plan(store: Store, staging: Staging, published_at: str) -> Plan:
    """Compares what was staged with what stands in the store since its last release.

    DossierErrors where a shared thing would not agree with what other dossiers in the store say.
    """
    plan = Plan()
    on_record = dossiers_on_record(store, published_at)
    for head in staging.heads:
        known = on_record.get(head.id)
        if known is None:
            plan.new_dossiers.add(head.id)
        if known is not None and known.get("fingerprint") == head.fingerprint:
            plan.counts[head.id] = Counts(unchanged=staging.count_claims(head.id))
        else:
            plan.changed_heads.append(head)
            plan.is_described_anew |= known is None or _differs(head, known)
    _plan_things(store, staging, plan, published_at)
    for head in plan.changed_heads:
        known = on_record.get(head.id)
        count = None if known is None else known.get("claims", 0)
        plan.counts[head.id] = _plan_claims(store, staging, head.id, published_at, count)
    return plan


def _differs(head: DossierHead, known: Mapping[str, Any]) -> bool:
    """Whether what readers see of a dossier itself changes."""
    said = asdict(head)
    return any(known.get(name, "") != said[name] for name in said if name != "fingerprint")


def _plan_claims(
    store: Store, staging: Staging, dossier: str, published_at: str, known: int | None
) -> Counts:
    """Compares the claims of a dossier that had so many at `published_at`; None: it is new."""
    if known is not None:
        for batch in batches(standing_claims(store, dossier, published_at, known)):
            staging.add_known(dossier, batch)
    return Counts(*staging.compare(dossier))


def standing_claims(store: Store, dossier: str, published_at: str, known: int) -> Iterator[Fields]:
    """Id, digest and uid of a dossier's claims as of an instant; `known` is about how many."""
    asked = {"dossier": dossier, "known_at": published_at}
    if known > CLAIMS_IN_A_STREAM:
        return in_ranges(store, named("query/claims_of_dossier_in_range"), **asked)
    return store.stream(named("query/claims_of_dossier"), **asked)


@dataclass(slots=True)
class _Stored:
    """What the store has of a thing: what each dossier says of it, as text."""

    recorded_at: str
    listings: dict[str, str] = field(default_factory=dict)


def _plan_things(store: Store, staging: Staging, plan: Plan, published_at: str) -> None:
    own = {head.id for head in plan.changed_heads}
    staged = _staged(staging, own)
    ids: dict[Label, set[str]] = defaultdict(set)
    for name, (label, _) in staged.items():
        ids[label].add(name)
    for label in LABELS:
        for dossier in own - plan.new_dossiers:
            rows = store.read(named("query/listings_of_dossier").fill(LABEL=label), dossier=dossier)
            ids[label].update(row["id"] for row in rows)
    problems = _other_labels(store, staged)
    for label, names in ids.items():
        for batch in batches(sorted(names)):
            stored = _stored(store, label, batch, published_at)
            for name in batch:
                change = _change(name, label, own, stored.get(name), staged.get(name), problems)
                if change is not None:
                    plan.things.append(change)
    if problems:
        raise DossierErrors(sorted(problems))


Staged = dict[str, tuple[Label, dict[str, tuple[str, str]]]]


def _staged(staging: Staging, dossiers: set[str]) -> Staged:
    """By id: the label, and by dossier what is said of it, as text, and where."""
    found: Staged = {}
    for dossier in sorted(dossiers):
        for thing in staging.things(dossier):
            label, listings = found.setdefault(thing.id, (thing.label, {}))
            del label
            listings[dossier] = (listing_text(thing.fields), thing.place)
    return found


def listing_text(fields: dict[str, Any]) -> str:
    """What a dossier says of a thing, as text that is the same for the same content."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def _stored(store: Store, label: Label, names: list[str], published_at: str) -> dict[str, _Stored]:
    """What the last release has of some things."""
    found: dict[str, _Stored] = {}
    for row in store.read(named("query/listings_of_things").fill(LABEL=label), ids=names):
        if row["recorded_at"] > published_at:
            continue  # a dry run may meet what another load is writing
        thing = found.setdefault(row["id"], _Stored(row["recorded_at"]))
        if row["dossier"]:
            thing.listings[row["dossier"]] = row["listing"]
    return found


def _other_labels(store: Store, staged: Staged) -> list[str]:
    """An id that is on record as a thing of another label."""
    problems = []
    for label in LABELS:
        others = [name for name, (own, _) in staged.items() if own != label]
        query = named("query/end_labels").fill(LABEL=label)
        for batch in batches(others):
            for row in store.read(query, ids=batch):
                own, listings = staged[row["id"]]
                _, place = next(iter(listings.values()))
                problems.append(
                    f"{place}: id: {row['id']!r} is on record as a thing of the kind {label}; "
                    f"give this {own.lower()} another id"
                )
    return problems


def _change(
    name: str,
    label: Label,
    own: set[str],
    stored: _Stored | None,
    staged: tuple[Label, dict[str, tuple[str, str]]] | None,
    problems: list[str],
) -> ThingChange | None:
    """What becomes of one thing; None where nothing does."""
    before = stored.listings if stored else {}
    now = {dossier: text for dossier, (text, _) in (staged[1] if staged else {}).items()}
    left = sorted(own & before.keys() - now.keys())
    changed = {dossier: text for dossier, text in now.items() if before.get(dossier) != text}
    if not changed and not left:
        return None
    after = {**{key: text for key, text in before.items() if key not in left}, **now}
    fields, disputed = unite(json.loads(after[dossier]) for dossier in sorted(after))
    if disputed and staged:
        _, place = next(iter(staged[1].values()))
        others = ", ".join(sorted(after.keys() - now.keys())) or "another dossier of this load"
        problems += [
            f"{place}: {column}: differs from what {others} says of {name!r}; make both the same, "
            "or load both in one command"
            for column in disputed
        ]
    if fields and stored:
        fields["recorded_at"] = stored.recorded_at
    return ThingChange(
        label=label, id=name, fields=fields, listings=changed, left=left, is_new=stored is None
    )
