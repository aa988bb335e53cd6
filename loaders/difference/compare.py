"""What was added, changed, removed or renumbered from one state of a dossier to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any, Literal

from graph.records import claim_from
from graph.sentences import claim_sentence
from graph.vocabulary import VOCABULARY
from loaders.columns import TABLES
from loaders.difference.sides import FolderSide, Side
from loaders.staging import Fields, StagedThing

Kind = Literal["added", "changed", "removed", "renumbered"]

_TABLE_OF = {table.label: name for name, table in TABLES.items()}
_STRUCTURE = VOCABULARY.names("structure")
# Structure is told by what its columns say, claims by their table.
TABLES_IN_ORDER = ("dossier", *TABLES, "structure")
_COLUMNS = {
    name: place
    for place, name in enumerate(
        dict.fromkeys(name for row in TABLES.values() for name in row.columns)
    )
}
_CITED = ("locators", "quotes")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a thing or claim: what it was and is; None where it was or is empty."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing or claim; `text` says what it is, or was where it is removed.

    `table` is a table's name, `dossier` or `structure`; `was` the id before it was renumbered.
    """

    table: str
    change: Kind
    id: str
    text: str
    fields: tuple[FieldChange, ...] = ()
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes of one dossier, by table, kind of change and id."""

    dossier: str
    before: str
    after: str
    changes: tuple[Change, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many changes of each kind there are in each table."""
        counts: dict[str, Counter[str]] = {}
        for row in self.changes:
            counts.setdefault(row.table, Counter())[row.change] += 1
        return {table: dict(found) for table, found in counts.items()}

    def as_dict(self) -> dict[str, Any]:
        """The difference as JSON has it."""
        return {
            "dossier": self.dossier,
            "before": self.before,
            "after": self.after,
            "counts": self.counts(),
            "changes": [asdict(row) for row in self.changes],
        }


def compare(before: Side, after: FolderSide) -> Difference:
    """What changes from `before` to `after`."""
    old = {thing.id: thing for thing in before.things()}
    new = {thing.id: thing for thing in after.things()}
    names = {name: _title(thing) for name, thing in {**old, **new}.items()}
    changes = [
        *_head_change(before.head(), after.head()),
        *_thing_changes(old, new),
        *_claim_changes(before, after, names),
    ]
    order = {name: place for place, name in enumerate(TABLES_IN_ORDER)}
    changes.sort(key=lambda row: (order[row.table], row.change, row.id))
    return Difference(after.dossier, before.shown, after.shown, tuple(changes))


def _head_change(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    if not before:
        yield Change("dossier", "added", after["id"], after["title"])
    elif fields := _field_changes(before, after):
        yield Change("dossier", "changed", after["id"], after["title"], fields)


def _thing_changes(
    old: Mapping[str, StagedThing], new: Mapping[str, StagedThing]
) -> Iterator[Change]:
    for name in old.keys() | new.keys():
        one, other = old.get(name), new.get(name)
        if one and other and one.label == other.label:
            fields = _field_changes(one.fields, other.fields)
            if fields:
                yield Change(_TABLE_OF[other.label], "changed", name, _title(other), fields)
            continue
        if one:
            yield Change(_TABLE_OF[one.label], "removed", name, _title(one))
        if other:
            yield Change(_TABLE_OF[other.label], "added", name, _title(other))


def _title(thing: StagedThing) -> str:
    fields = thing.fields
    return str(fields.get("name") or fields.get("text") or fields["title"])


def _claim_changes(before: Side, after: FolderSide, names: Mapping[str, str]) -> Iterator[Change]:
    """Claims that differ; one that is gone and one that is new with the same content are one."""
    after.staging.add_known(after.dossier, before.claims())
    new = {claim.id: claim.content for claim in after.staging.claims_to_write(after.dossier)}
    old = dict(before.contents(after.staging.uids_to_retract(after.dossier)))
    renumbered = dict(_renumbered(old, new))
    for name in old.keys() | new.keys():
        one, other = old.get(name), new.get(name)
        if one and other:
            fields = _field_changes(_readable(one), _readable(other))
            yield Change(_table(other), "changed", name, _sentence(other, names), fields)
        elif other and name in renumbered:
            was = renumbered[name]
            yield Change(_table(other), "renumbered", name, _sentence(other, names), was=was)
        elif other:
            yield Change(_table(other), "added", name, _sentence(other, names))
        elif one and name not in renumbered.values():
            yield Change(_table(one), "removed", name, _sentence(one, names))


def _renumbered(old: Mapping[str, Fields], new: Mapping[str, Fields]) -> Iterator[tuple[str, str]]:
    """The new and the old id of claims of which nothing but the id changed."""
    gone: dict[str, list[str]] = {}
    for name in sorted(old.keys() - new.keys(), reverse=True):
        gone.setdefault(_same(old[name]), []).append(name)
    for name in sorted(new.keys() - old.keys()):
        same = gone.get(_same(new[name]))
        if same:
            yield name, same.pop()


def _same(content: Fields) -> str:
    return repr(sorted(_readable(content).items()))


def _table(content: Fields) -> str:
    return "structure" if content["relation"] in _STRUCTURE else "claims"


def _sentence(content: Fields, names: Mapping[str, str]) -> str:
    claim = claim_from({**content, "uid": "", "id": "", "dossier": ""})
    return claim_sentence(claim, lambda name: names.get(name, name))


def _readable(content: Fields) -> Fields:
    """A claim's content as a curator writes it: each source with its place and quotation."""
    shown = {name: value for name, value in content.items() if name not in _CITED}
    if "sources" in content:
        rows = zip_longest(
            content["sources"], content.get("locators", ()), content.get("quotes", ()), fillvalue=""
        )
        shown["sources"] = [_citation(*row) for row in rows]
    return {name: value for name, value in shown.items() if value not in ("", [])}


def _citation(source: str, locator: str, quote: str) -> str:
    return source + (f" @ {locator}" if locator else "") + (f" “{quote}”" if quote else "")


def _field_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the tables' columns."""
    return tuple(
        FieldChange(name, before.get(name) or None, after.get(name) or None)
        for name in sorted(before.keys() | after.keys(), key=_place)
        if (before.get(name) or None) != (after.get(name) or None)
    )


def _place(column: str) -> tuple[int, str]:
    return _COLUMNS.get(column, len(_COLUMNS)), column
