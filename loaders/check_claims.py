"""The table of claims: checked row by row and staged in batches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from graph.dates import Period
from graph.vocabulary import VOCABULARY
from loaders.batches import Batch
from loaders.check_cells import ColumnCheck
from loaders.check_columns import Checked, ColumnsCheck, OutOfTheOrdinary
from loaders.check_things import ThingsCheck
from loaders.columns import TABLES
from loaders.dossier_files import DossierFiles
from loaders.plain_csv import NotPlain
from loaders.problems import Problems
from loaders.references import tell
from loaders.rows import Row, Unreadable
from loaders.staging import Fields, StagedClaim, Staging, digest_of

BATCH = 2_000
_TABLE = TABLES["claims"]
_COLUMN_OF = {"concerns": "demands: concerns", "excludes": "demands: excludes"}
_TEXTS = (
    *("said_on", "valid_from", "valid_to", "leaning", "condition", "paraphrase", "note"),
    *("reported_by", "report_kind", "certainty"),
)
_STANCES = VOCABULARY.names("stance")


class ClaimsCheck:
    """Reads one dossier's claims; afterwards `cited` and `stood_on` say what they used."""

    def __init__(
        self, dossier: str, things: ThingsCheck, staging: Staging, problems: Problems
    ) -> None:
        self.cited: set[str] = set()
        self.stood_on: set[str] = set()
        self._dossier = dossier
        self._references = things.references
        self._staging = staging
        self._problems = problems

    def run(self, files: DossierFiles) -> Iterator[int]:
        """Checks and stages all rows; yields how many, batch by batch."""
        check = ColumnCheck(_TABLE, self._problems)
        try:
            batches = files.batches("claims")
            if batches is None:
                yield from self._run_rows(files.rows("claims"), check)
            else:
                yield from self._run_batches(files, batches, check)
        except Unreadable as error:
            self._settle()
            self._problems.add_unreadable(files.shown_table("claims"), error)

    def _run_rows(
        self, rows: Iterator[Row], check: ColumnCheck, ids: list[str] | None = None
    ) -> Iterator[int]:
        """Checks row by row; what is sound goes into `ids`, where they are wanted."""
        for batch in _in_batches(rows):
            claims = [claim for row in batch if (claim := self._claim(row, check))]
            self._stage(claims)
            if ids is not None:
                ids += [claim.id for claim in claims]
            yield len(batch)

    def _run_batches(
        self, files: DossierFiles, batches: Iterator[Batch], check: ColumnCheck
    ) -> Iterator[int]:
        """Checks column by column, and row by row what is out of the ordinary."""
        quick = ColumnsCheck(self._references)
        hashes: list[np.ndarray] = []
        try:
            for batch in batches:
                try:
                    ids = self._take(batch, quick.check(batch))
                except OutOfTheOrdinary:
                    self._settle()
                    ids = []
                    yield from self._run_rows(batch.rows(), check, ids)
                else:
                    yield len(ids)
                hashes.append(np.fromiter(map(hash, ids), np.int64, len(ids)))
        except NotPlain as odd:
            self._settle()
            rows = (row for row in files.rows("claims") if row.line >= odd.line)
            yield from self._run_rows(rows, check)
        # Ids given twice are looked for by their hashes, which take eight bytes each.
        if hashes and _has_equal(np.sort(np.concatenate(hashes))):
            self._settle()

    def _take(self, batch: Batch, found: Checked) -> list[str]:
        """Stages a sound batch as it is; returns its ids."""
        self.cited.update(found.cited.values())
        self.stood_on |= found.stood_on
        self._staging.add_columns(self._dossier, batch.file, batch.lines, found)
        return found.ids

    def _settle(self) -> None:
        """Stages what waits in columns one by one, which tells ids that are taken."""
        waiting = self._staging.take_columns(self._dossier)
        while batch := list(islice(waiting, BATCH)):
            self._stage(batch)

    def _stage(self, claims: list[StagedClaim]) -> None:
        """Stages a batch; a claim whose id is taken is told and left out."""
        taken = self._staging.places_of(self._dossier, [claim.id for claim in claims])
        fresh = []
        for claim in claims:
            if claim.id in taken:
                message = f"{claim.id!r} stands already at {taken[claim.id]}: give it once"
                self._problems.add_place(claim.place, "id", message)
            else:
                taken[claim.id] = claim.place
                fresh.append(claim)
        self._staging.add_claims(fresh)

    def _claim(self, row: Row, check: ColumnCheck) -> StagedClaim | None:
        values = check.parse(row)
        if values is None:
            return None
        content = self._content(row, values)
        if content is None:
            return None
        place = row.place("id")
        relation = values["relation"]
        digest = digest_of(content)
        return StagedClaim(self._dossier, values["id"], digest, relation, content, place)

    def _content(self, row: Row, values: Fields) -> Fields | None:
        """The claim's content with names resolved; None where something is wrong."""
        content: Fields = {"relation": values["relation"]}
        sound = [
            self._ends(row, values, content),
            self._resolved(row, values, content),
            self._sources(row, values, content),
            self._fits(row, values),
        ]
        content.update({name: values[name] for name in _TEXTS if name in values})
        return content if all(sound) else None

    def _ends(self, row: Row, values: Fields, content: Fields) -> bool:
        relation = VOCABULARY.relations[values["relation"]]
        if relation.group == "structure":
            column = _COLUMN_OF.get(relation.name, "assets: part_of")
            self._problems.add(
                row, "relation", f"'{relation.name}' is no claim: fill the column {column}"
            )
            return False
        sound = True
        for end, labels in (("subject", relation.subject), ("object", relation.object)):
            try:
                content[end] = self._references.resolve(values[end], labels)
            except ValueError as error:
                tell(self._problems, row, end, error)
                sound = False
        if sound and content["subject"] == content["object"]:
            self._problems.add(row, "object", f"is the subject itself, {content['subject']!r}")
            return False
        if sound and relation.name in _STANCES:
            self.stood_on.add(content["object"])
        return sound

    def _resolved(self, row: Row, values: Fields, content: Fields) -> bool:
        sound = True
        for column, labels in _TABLE.references.items():
            value = values.get(column)
            if value is None:
                continue
            try:
                content[column] = (
                    self._references.resolve(value, labels)
                    if isinstance(value, str)
                    else self._references.resolve_all(value, labels)
                )
            except ValueError as error:
                tell(self._problems, row, column, error)
                sound = False
        return sound

    def _sources(self, row: Row, values: Fields, content: Fields) -> bool:
        parts: list[dict[str, str]] = values["sources"]
        try:
            ids = self._references.resolve_each([part["id"] for part in parts], ("Source",))
        except ValueError as error:
            tell(self._problems, row, "sources", error)
            return False
        self.cited.update(ids)
        content["sources"] = ids
        content["locators"] = [part.get("locator", "") for part in parts]
        content["quotes"] = [part.get("quote", "") for part in parts]
        return True

    def _fits(self, row: Row, values: dict[str, Any]) -> bool:
        """Whether the columns go together."""
        if "leaning" in values and values["relation"] != "considers":
            self._problems.add(row, "leaning", "goes with 'considers' alone: take it out")
            return False
        begin, end = values.get("valid_from"), values.get("valid_to")
        if begin and end and Period.parse(end).certainly_before(Period.parse(begin)):
            self._problems.add(row, "valid_to", f"{end} is before valid_from, {begin}")
            return False
        return True


def _has_equal(ordered: np.ndarray) -> bool:
    return bool((ordered[1:] == ordered[:-1]).any())


def _in_batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows in batches; where they cannot be read on, those before are given all the same."""
    batch: list[Row] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except Unreadable:
        yield batch
        raise
    if batch:
        yield batch
