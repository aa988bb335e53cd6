"""Reading an archive from end to end before anything of it is written.

A checksum says that the file is as it was written; what is checked here besides is that its claims
lead to things that it holds, by relations that this Parley knows, so that none would be lost on the
way into the store.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any

import orjson

from graph.errors import BadArchive
from graph.vocabulary import LABELS, VOCABULARY
from loaders.archive.form import Contents, Line
from loaders.archive.gather import Report
from loaders.archive.unpack import Unpacking
from loaders.plan import batches

Fields = dict[str, Any]
_UID = re.compile(r"[0-9a-f]{32}")
_NEEDED = ("uid", "id", "dossier", "relation", "subject", "object", "recorded_at")
_LISTS = {"about": "Asset", "addressed_to": "Party", "in_favour_of": "Party", "sources": "Source"}
_CLAIMS_AT_ONCE = 2_000


def believe(file: IO[bytes], report: Report) -> Contents:
    """What a file holds, after all of it was read; BadArchive where it cannot be restored."""
    size = os.fstat(file.fileno()).st_size
    unpacking = Unpacking(file)
    # A database without a name spills to an unnamed temporary file: memory stays bounded.
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        database.execute("CREATE TABLE thing (name TEXT PRIMARY KEY) WITHOUT ROWID")
        database.execute("BEGIN")
        for lines in batches(unpacking, _CLAIMS_AT_ONCE):
            _note(database, lines)
            _check(database, [line["fields"] for line in lines if line["kind"] == "claim"])
            report("checking the archive", file.tell(), size)
    return unpacking.contents


def _note(database: sqlite3.Connection, lines: list[Line]) -> None:
    for line in lines:
        if not isinstance(line.get("fields"), dict):
            raise _unfit("a line of it has no fields")
        if line["kind"] == "thing" and line.get("label") not in LABELS:
            raise _unfit(f"it holds things of the kind {str(line.get('label'))[:40]!r}")
    named = [
        (f"{line.get('label', 'Dossier')} {line['fields'].get('id')}",)
        for line in lines
        if line["kind"] in ("dossier", "thing")
    ]
    database.executemany("INSERT OR IGNORE INTO thing VALUES (?)", named)


def _check(database: sqlite3.Connection, claims: list[Fields]) -> None:
    for claim in claims:
        _check_claim(claim)
    wanted = {tuple(choices) for claim in claims for choices in _ends(claim)}
    names = orjson.dumps(sorted({name for choices in wanted for name in choices})).decode()
    rows = database.execute(
        "SELECT name FROM thing WHERE name IN (SELECT value FROM json_each(?))", (names,)
    )
    known = {name for (name,) in rows}
    for choices in wanted:
        if not known.intersection(choices):
            raise _unfit(f"it lacks a thing that its claims lead to ({choices[0][:80]})")


def _check_claim(claim: Fields) -> None:
    if not all(isinstance(claim.get(name), str) for name in _NEEDED):
        raise _unfit("a claim of it lacks what every claim has")
    if not _UID.fullmatch(claim["uid"]):
        raise _unfit("a claim of it has a uid that is none")
    if claim["relation"] not in VOCABULARY.relations:
        raise _unfit(f"it has the relation {claim['relation'][:40]!r}, which this Parley lacks")
    if len({len(claim.get(name, ())) for name in ("sources", "locators", "quotes")}) != 1:
        raise _unfit("a claim of it has sources that do not fit their places")


def _ends(claim: Fields) -> Iterator[list[str]]:
    """What a claim leads to: for each end the names that will do, one for each label."""
    relation = VOCABULARY.relations[claim["relation"]]
    yield [f"{label} {claim['subject']}" for label in relation.subject]
    yield [f"{label} {claim['object']}" for label in relation.object]
    yield [f"Dossier {claim['dossier']}"]
    if "said_at" in claim:
        yield [f"Event {claim['said_at']}"]
    for column, label in _LISTS.items():
        for name in claim.get(column, ()):
            yield [f"{label} {name}"]


def _unfit(how: str) -> BadArchive:
    return BadArchive(f"the archive cannot be restored: {how}; nothing was written")
