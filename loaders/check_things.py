"""The five tables of things: checked, staged, and their columns of structure made into claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.dates import Period
from graph.names import NameIndex
from graph.vocabulary import Label
from loaders.check_cells import ColumnCheck
from loaders.columns import TABLES, Table
from loaders.dossier_files import DossierFiles
from loaders.problems import Problems
from loaders.references import References, tell
from loaders.rows import Row, Unreadable, Value
from loaders.staging import StagedClaim, StagedThing, Staging, digest_of

_THINGS = [name for name, table in TABLES.items() if table.label]


@dataclass(frozen=True, slots=True)
class Pending:
    """A thing whose references wait until all names are known."""

    table: Table
    row: Row
    values: dict[str, Any]


class ThingsCheck:
    """Reads the tables of things of one dossier; afterwards `references` resolves its names."""

    def __init__(self, dossier: str, staging: Staging, problems: Problems) -> None:
        self.names = NameIndex()
        self.references = References(self.names)
        self.places: dict[str, str] = {}
        self.cited: set[str] = set()
        self._dossier = dossier
        self._staging = staging
        self._problems = problems
        self._because: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._excludes: dict[tuple[str, str], str] = {}
        self._parts: dict[str, list[str]] = {}
        self._part_rows: dict[str, Row] = {}

    def run(self, files: DossierFiles) -> None:
        """Reads all tables, then resolves what their rows refer to."""
        for name in files.amiss:
            self._leave_unread(TABLES[name])
        pending = [item for name in _THINGS for item in self._read(files, name)]
        for item in pending:
            self._finish(item)
        self._staging.add_claims(self._exclusions())
        self._refuse_loops()
        self._tell_shared_names()

    def _read(self, files: DossierFiles, name: str) -> Iterator[Pending]:
        table = TABLES[name]
        check = ColumnCheck(table, self._problems)
        try:
            for row in files.rows(name):
                values = check.parse(row)
                if values is not None and self._register(table, row, values):
                    yield Pending(table, row, values)
                else:
                    self._refuse(table, row)
        except Unreadable as error:
            self._problems.add_unreadable(files.shown_table(name), error)
            self._leave_unread(table)

    def _refuse(self, table: Table, row: Row) -> None:
        """Notes what a row that is refused is called, so that it is not told as missing too."""
        if row.header and "id" not in row.header.names:
            self._leave_unread(table)
            return
        called = (row.values.get(name) for name in ("id", "name", "text", "title"))
        names = [word.strip() for word in called if isinstance(word, str)]
        names += _words(row.values.get("aliases"))
        if names and table.label:
            self.references.refused.add(names[0], table.label, names[0], names)

    def _leave_unread(self, table: Table) -> None:
        if table.label:
            self.references.unread.add(table.label)

    def _register(self, table: Table, row: Row, values: dict[str, Any]) -> bool:
        """Takes the names of a thing; False, with the problem told, where its id is taken."""
        name, label = values["id"], table.label
        assert label is not None  # noqa: S101 - claims are read elsewhere
        if name in self.places:
            self._problems.add(
                row, "id", f"{name!r} stands already at {self.places[name]}: ids are given once"
            )
            return False
        self.places[name] = row.place("id")
        title = values.get("name") or values.get("text") or values["title"]
        self.names.add(name, label, title, values.get("aliases", ()))
        self._check_dates(row, values)
        return True

    def _check_dates(self, row: Row, values: dict[str, Any]) -> None:
        start, end = values.get("start"), values.get("end")
        if end and not start:
            self._problems.add(row, "end", "there is no start: give it too")
        elif start and end and Period.parse(end).certainly_before(Period.parse(start)):
            self._problems.add(row, "end", f"{end} is before the start, {start}")

    def _finish(self, item: Pending) -> None:
        """Resolves a thing's references, and stages it and its claims of structure."""
        values = dict(item.values)
        for column, labels in item.table.references.items():
            if column in values:
                self._resolve(item.row, values, column, labels)
        if "wikidata_source" in values:
            self.cited.add(values["wikidata_source"])
        self._staging.add_claims(self._structure(item, values))
        label = item.table.label
        assert label is not None  # noqa: S101 - claims are read elsewhere
        fields = {key: row for key, row in values.items() if key not in item.table.structure}
        place = item.row.place("id")
        self._staging.add_things([StagedThing(self._dossier, label, values["id"], fields, place)])

    def _resolve(
        self, row: Row, values: dict[str, Any], column: str, labels: tuple[Label, ...]
    ) -> None:
        value = values[column]
        try:
            if isinstance(value, str):
                values[column] = self.references.resolve(value, labels)
            elif column == "excludes":
                ids = self.references.resolve_each([part["id"] for part in value], labels)
                values[column] = [
                    {**part, "id": name} for part, name in zip(value, ids, strict=True)
                ]
            else:
                values[column] = self.references.resolve_all(value, labels)
        except ValueError as error:
            tell(self._problems, row, column, error)
            values[column] = []

    def _structure(self, item: Pending, values: dict[str, Any]) -> Iterator[StagedClaim]:
        own = values["id"]
        for asset in values.get("concerns", ()):
            yield self._claim(own, "concerns", asset, item.row.place("concerns"))
        for whole in values.get("part_of", ()):
            yield self._claim(own, "part_of", whole, item.row.place("part_of"))
        if values.get("part_of"):
            self._parts[own] = values["part_of"]
            self._part_rows[own] = item.row
        for part in values.get("excludes", ()):
            self._exclude(item.row, own, part)

    def _exclude(self, row: Row, own: str, part: dict[str, str]) -> None:
        if part["id"] == own:
            self._problems.add(row, "excludes", "a demand does not exclude itself")
            return
        pair = (min(own, part["id"]), max(own, part["id"]))
        self._excludes.setdefault(pair, row.place("excludes"))
        because = part.get("because")
        if because and because not in self._because[pair]:
            self._because[pair].append(because)

    def _exclusions(self) -> Iterator[StagedClaim]:
        """One claim for each pair, whichever of the two rows says so."""
        for (one, other), place in self._excludes.items():
            because = "; ".join(self._because[one, other]) or None
            yield self._claim(one, "excludes", other, place, because)

    def _claim(
        self, subject: str, relation: str, thing: str, place: str, because: str | None = None
    ) -> StagedClaim:
        content = {"relation": relation, "subject": subject, "object": thing}
        if because:
            content["because"] = because
        name = f"{subject}--{relation}--{thing}"
        return StagedClaim(self._dossier, name, digest_of(content), relation, content, place)

    def _refuse_loops(self) -> None:
        """An asset that is, through others, part of itself."""
        done: set[str] = set()
        for start in sorted(self._parts):
            chain: list[str] = []
            asset = start
            loop = self._loop_from(asset, chain, done)
            if loop:
                self._problems.add(
                    self._part_rows[loop[0]],
                    "part_of",
                    f"goes round in a circle: {' is part of '.join([*loop, loop[0]])}",
                )

    def _loop_from(self, asset: str, chain: list[str], done: set[str]) -> list[str] | None:
        if asset in chain:
            return chain[chain.index(asset) :]
        if asset in done:
            return None
        done.add(asset)
        for whole in self._parts.get(asset, ()):
            loop = self._loop_from(whole, [*chain, asset], done)
            if loop:
                return loop
        return None

    def _tell_shared_names(self) -> None:
        for word, names in self.names.shared().items():
            self._problems.warn(
                self.places[names[-1]],
                "aliases",
                f"{word!r} is the name or alias of {' and '.join(sorted(names))}: "
                "where it stands, the id must",
                "shared-name",
            )


def _words(value: Value) -> list[str]:
    """The names in a list that nobody has checked."""
    if isinstance(value, str):
        return [word.strip() for word in value.split(";") if word.strip()]
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
