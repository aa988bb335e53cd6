"""The checked content of one load, kept in a temporary file so that memory stays bounded.

Checking writes it once, row by row; planning and writing read it in order. It is an SQLite database
without a name: the file is gone as soon as it is closed, also when the process is killed.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from types import TracebackType
from typing import Any, Self

import orjson

from graph.vocabulary import Label
from loaders.check_columns import Checked
from loaders.rows import place_of
from loaders.source_cells import taken_apart

Fields = dict[str, Any]

_TABLES = """
CREATE TABLE thing (dossier TEXT, label TEXT, id TEXT, fields TEXT, place TEXT,
                    PRIMARY KEY (dossier, id)) WITHOUT ROWID;
CREATE TABLE claim (dossier TEXT, id TEXT, digest TEXT, relation TEXT, content TEXT, place TEXT,
                    PRIMARY KEY (dossier, id)) WITHOUT ROWID;
CREATE TABLE known (dossier TEXT, id TEXT, digest TEXT, uid TEXT,
                    PRIMARY KEY (dossier, id)) WITHOUT ROWID;
CREATE TABLE waiting (dossier TEXT, content BLOB);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierHead:
    """What `dossier.yaml` says; `fingerprint` is a hash of all of the dossier's files."""

    id: str
    title: str
    description: str = ""
    licence: str = ""
    maintainer: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class StagedThing:
    """One row of parties, assets, demands, events or sources; `place` is `file:line`."""

    dossier: str
    label: Label
    id: str
    fields: Fields
    place: str


@dataclass(frozen=True, slots=True)
class StagedClaim:
    """One claim with its content: the claim's properties but for what the store adds.

    Keys of `content`: relation, subject, object, said_on, valid_from, valid_to, about,
    addressed_to, in_favour_of, said_at, sources, locators, quotes, leaning, condition, because,
    paraphrase, note, reported_by, report_kind, certainty. What is empty is left out. `sources`,
    `locators` and `quotes` are lists of equal length, with "" where there is none.
    """

    dossier: str
    id: str
    digest: str
    relation: str
    content: Fields
    place: str


def digest_of(content: Fields) -> str:
    """The hash of a claim's content: 32 hexadecimal digits, whatever the order of its keys."""
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


class Staging:
    """A context manager around the temporary database; `heads` are the dossiers of this load."""

    def __init__(self) -> None:
        self.heads: list[DossierHead] = []
        # An empty name makes a database that spills to an unnamed temporary file.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA cache_size = -32000")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_TABLES)
        # One transaction from here to the end: otherwise each row would be one, at ten times the
        # cost. Nothing is ever committed, since nothing outlives the load.
        self._database.execute("BEGIN")
        self._waiting: set[str] = set()

    @property
    def database(self) -> sqlite3.Connection:
        """The database, with all claims in their table."""
        while self._waiting:
            self.add_claims(self.take_columns(min(self._waiting)))
        return self._database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def add_things(self, things: Iterable[StagedThing]) -> None:
        """Adds rows; the first of a duplicate id stays (checking reports the others)."""
        self._database.executemany(
            "INSERT OR IGNORE INTO thing VALUES (?, ?, ?, ?, ?)",
            ((row.dossier, row.label, row.id, _text(row.fields), row.place) for row in things),
        )

    def add_claims(self, claims: Iterable[StagedClaim]) -> None:
        """Adds claims; the first of a duplicate id stays (checking reports the others)."""
        self._database.executemany(
            "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?, ?, ?)",
            (
                (row.dossier, row.id, row.digest, row.relation, _text(row.content), row.place)
                for row in claims
            ),
        )

    def add_columns(self, dossier: str, file: str, lines: range, checked: Checked) -> None:
        """Adds a batch of claims whose ids are new; it becomes rows when they are asked for."""
        own = (checked.ids, checked.columns, checked.sources, checked.cited)
        content = (file, lines[0], *own)
        packed = marshal.dumps(content, 2)  # later versions look for what is shared
        self._database.execute("INSERT INTO waiting VALUES (?, ?)", (dossier, packed))
        self._waiting.add(dossier)

    def take_columns(self, dossier: str) -> Iterator[StagedClaim]:
        """Takes out the claims that wait in batches."""
        self._waiting.discard(dossier)
        waiting = self._database.execute(
            "SELECT rowid, content FROM waiting WHERE dossier = ? ORDER BY rowid", (dossier,)
        )
        for _, packed in waiting:
            # What add_columns packed, from memory of this process alone.
            file, first, ids, columns, sources, cited = marshal.loads(packed)  # noqa: S302
            rows = zip(count(first), ids, sources, *columns.values(), strict=False)
            for line, name, cited_in, *cells in rows:
                found = zip(columns, cells, strict=True)
                content = {column: cell for column, cell in found if cell is not None}
                listed = taken_apart(cited_in, cited)
                content["sources"], content["locators"], content["quotes"] = listed
                digest, place = digest_of(content), place_of(file, line)
                yield StagedClaim(dossier, name, digest, content["relation"], content, place)
        self._database.execute("DELETE FROM waiting WHERE dossier = ?", (dossier,))

    def things(self, dossier: str | None = None) -> Iterator[StagedThing]:
        """The things of one dossier, or of all, by dossier and id."""
        rows = self._database.execute(
            "SELECT * FROM thing WHERE dossier = coalesce(?, dossier) ORDER BY dossier, id",
            (dossier,),
        )
        for owner, label, name, fields, place in rows:
            yield StagedThing(owner, label, name, orjson.loads(fields), place)

    def things_labelled(self, dossier: str, label: Label) -> Iterator[StagedThing]:
        """The things of one label of a dossier, by id."""
        rows = self.database.execute(
            "SELECT id, fields, place FROM thing WHERE dossier = ? AND label = ? ORDER BY id",
            (dossier, label),
        )
        for name, fields, place in rows:
            yield StagedThing(dossier, label, name, orjson.loads(fields), place)

    def sizes(self, dossier: str) -> dict[str, int]:
        """How many things of each label a dossier has, and how many claims that are no structure.

        Keys are labels, and `Claim`.
        """
        rows = self.database.execute(
            "SELECT label, count(*) FROM thing WHERE dossier = ? GROUP BY label", (dossier,)
        )
        claims = self._one(
            "SELECT count(*) FROM claim WHERE dossier = ? "
            "AND json_extract(content, '$.said_on') IS NOT NULL",
            dossier,
        )
        return {**dict(rows.fetchall()), "Claim": claims}

    def claims(self, dossier: str | None = None) -> Iterator[StagedClaim]:
        """The claims of one dossier, or of all, by dossier and id."""
        rows = self.database.execute(
            "SELECT * FROM claim WHERE dossier = coalesce(?, dossier) ORDER BY dossier, id",
            (dossier,),
        )
        for owner, name, digest, relation, content, place in rows:
            yield StagedClaim(owner, name, digest, relation, orjson.loads(content), place)

    def add_known(self, dossier: str, rows: Iterable[Fields]) -> None:
        """Notes claims that stand in the store: their id, digest and uid."""
        self.database.executemany(
            "INSERT OR IGNORE INTO known VALUES (?, ?, ?, ?)",
            ((dossier, row["id"], row["digest"], row["uid"]) for row in rows),
        )

    def count_claims(self, dossier: str) -> int:
        """How many claims of a dossier are staged."""
        return int(self._one("SELECT count(*) FROM claim WHERE dossier = ?", dossier))

    def compare(self, dossier: str) -> tuple[int, int, int, int]:
        """How many claims are new, changed, gone and unchanged against those known."""
        both = "FROM claim JOIN known USING (dossier, id) WHERE dossier = ? AND claim.digest"
        unchanged = self._one(f"SELECT count(*) {both} = known.digest", dossier)
        changed = self._one(f"SELECT count(*) {both} <> known.digest", dossier)
        staged = self.count_claims(dossier)
        known = self._one("SELECT count(*) FROM known WHERE dossier = ?", dossier)
        return staged - changed - unchanged, changed, known - changed - unchanged, unchanged

    def claims_to_write(self, dossier: str) -> Iterator[StagedClaim]:
        """The claims that are new or changed, by id."""
        rows = self.database.execute(
            "SELECT claim.* FROM claim LEFT JOIN known USING (dossier, id) "
            "WHERE claim.dossier = ? AND claim.digest IS NOT known.digest ORDER BY claim.id",
            (dossier,),
        )
        for owner, name, digest, relation, content, place in rows:
            yield StagedClaim(owner, name, digest, relation, orjson.loads(content), place)

    def uids_to_retract(self, dossier: str) -> Iterator[str]:
        """The uids of known claims that are gone or changed."""
        rows = self.database.execute(
            "SELECT known.uid FROM known LEFT JOIN claim USING (dossier, id) "
            "WHERE known.dossier = ? AND claim.digest IS NOT known.digest ORDER BY known.id",
            (dossier,),
        )
        for (uid,) in rows:
            yield uid

    def _one(self, query: str, dossier: str) -> int:
        row: tuple[int] = self.database.execute(query, (dossier,)).fetchone()
        return row[0]

    def places_of(self, dossier: str, names: Sequence[str]) -> dict[str, str]:
        """Where claims with these ids stand, of those that are staged already."""
        marks = ",".join("?" * len(names))
        rows = self.database.execute(
            f"SELECT id, place FROM claim WHERE dossier = ? AND id IN ({marks})",  # noqa: S608
            (dossier, *names),
        )
        return dict(rows.fetchall())

    def claims_named(self, dossier: str, names: Sequence[str]) -> Iterator[StagedClaim]:
        """The claims with these ids."""
        marks = ",".join("?" * len(names))
        rows = self.database.execute(
            f"SELECT * FROM claim WHERE dossier = ? AND id IN ({marks})",  # noqa: S608
            (dossier, *names),
        )
        for owner, name, digest, relation, content, place in rows:
            yield StagedClaim(owner, name, digest, relation, orjson.loads(content), place)

    def claims_of(
        self, dossier: str, relations: Sequence[str], order: str
    ) -> Iterator[StagedClaim]:
        """The claims of some relations, ordered by a part of their content and their id."""
        marks = ",".join("?" * len(relations))
        rows = self.database.execute(
            f"SELECT * FROM claim WHERE dossier = ? AND relation IN ({marks}) "  # noqa: S608
            "ORDER BY json_extract(content, ?), id",
            (dossier, *relations, f"$.{order}"),
        )
        for owner, name, digest, relation, content, place in rows:
            yield StagedClaim(owner, name, digest, relation, orjson.loads(content), place)

    def subjects_of(self, dossier: str, relations: Sequence[str]) -> set[str]:
        """The ids of those who are the subject of any claim of some relations."""
        marks = ",".join("?" * len(relations))
        rows = self.database.execute(
            "SELECT DISTINCT json_extract(content, '$.subject') FROM claim "  # noqa: S608
            f"WHERE dossier = ? AND relation IN ({marks})",
            (dossier, *relations),
        )
        return {subject for (subject,) in rows}

    def resting_on_one(
        self, dossier: str, relations: Sequence[str]
    ) -> Iterator[tuple[str, str, str]]:
        """Claims of some relations that cite one source only: id, place and source.

        In the order of their subjects and ids.
        """
        marks = ",".join("?" * len(relations))
        yield from self.database.execute(
            "SELECT id, place, json_extract(content, '$.sources[0]') AS first FROM claim "  # noqa: S608
            f"WHERE dossier = ? AND relation IN ({marks}) AND (json_array_length(content, "
            "'$.sources') = 1 OR NOT EXISTS (SELECT 1 FROM json_each(content, '$.sources') "
            "WHERE value <> first)) ORDER BY json_extract(content, '$.subject'), id",
            (dossier, *relations),
        )

    def sayings(self, dossier: str) -> Iterator[tuple[str, str]]:
        """Who said something when: subject and `said_on` of all claims but ties of speaking."""
        yield from self.database.execute(
            "SELECT json_extract(content, '$.subject'), json_extract(content, '$.said_on') "
            "FROM claim WHERE dossier = ? AND relation <> 'speaks_for' "
            "AND json_extract(content, '$.said_on') IS NOT NULL",
            (dossier,),
        )

    def shared_things(self) -> Iterator[list[StagedThing]]:
        """The things that more than one dossier lists, grouped."""
        rows = self.database.execute(
            "SELECT id FROM thing GROUP BY id HAVING count(*) > 1 ORDER BY id"
        ).fetchall()
        for (name,) in rows:
            found = self.database.execute(
                "SELECT * FROM thing WHERE id = ? ORDER BY dossier", (name,)
            )
            yield [
                StagedThing(owner, label, thing, orjson.loads(fields), place)
                for owner, label, thing, fields, place in found
            ]


def _text(fields: Fields) -> str:
    return orjson.dumps(fields).decode()
