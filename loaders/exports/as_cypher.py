"""A Cypher script that makes the same graph as a load would, without listings and releases.

Each statement is ended by a semicolon and a line break; the graph is in docs/graph.md. The schema
comes first, so that cypher-shell runs it quickly in a new database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from cypher import Query, named, names
from graph.model import Claim
from graph.vocabulary import VOCABULARY, Label
from loaders.exports.literals import rows as literal_rows
from loaders.exports.material import Material, fields, properties
from loaders.exports.xml_text import about_export

Row = dict[str, Any]

_AT_ONCE = 500
_DATES = ("said_on", "valid_from", "valid_to")
_LINKS: tuple[tuple[str, str, Label], ...] = (
    ("about", "ABOUT", "Asset"),
    ("addressed_to", "ADDRESSED_TO", "Party"),
    ("in_favour_of", "IN_FAVOUR_OF", "Party"),
    ("said_at", "SAID_AT", "Event"),
)


def write(material: Material) -> Iterator[str]:
    """What it rests on as a comment, the schema, the things, then the claims with their edges."""
    for line in about_export(material).splitlines():
        yield f"// {line}\n"
    for name in names("schema"):
        yield _ended(named(name).text)
    for label, things in material.by_label():
        yield from _statement(named("export/things").fill(LABEL=label), map(properties, things))
    dossiers = ({k: v for k, v in row.items() if v is not None} for row in material.dossiers)
    yield from _statement(named("export/things").fill(LABEL="Dossier"), dossiers)
    for claims in _batches(material.claims()):
        yield from _claims(material, claims)


def _ended(text: str) -> str:
    return f"{text.rstrip().rstrip(';')};\n"


def _batches(claims: Iterator[Claim]) -> Iterator[list[Claim]]:
    while batch := list(islice(claims, _AT_ONCE)):
        yield batch


def _statement(query: Query, rows: Iterable[Row]) -> Iterator[str]:
    """A query with its rows in its text, as often as there are many."""
    waiting = iter(rows)
    while batch := list(islice(waiting, _AT_ONCE)):
        yield _ended(query.text.replace("$rows", literal_rows(batch)))


def _claims(material: Material, claims: Sequence[Claim]) -> Iterator[str]:
    yield from _statement(named("export/claims"), map(_node, claims))
    ends: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for claim in claims:
        labels = (material.things[name].label for name in (claim.subject, claim.object))
        ends[(*labels, VOCABULARY.relations[claim.relation].type)].append(_edge(claim))  # type: ignore[index]
    for (subject, thing, relation), rows in ends.items():
        query = named("export/ends").fill(SUBJECT=subject, OBJECT=thing, TYPE=relation)
        yield from _statement(query, rows)
    for column, relation, label in _LINKS:
        found = [
            {"uid": claim.uid, "id": name} for claim in claims for name in _names(claim, column)
        ]
        yield from _statement(named("export/links").fill(LABEL=label, TYPE=relation), found)
    inside = ({"uid": claim.uid, "id": claim.dossier} for claim in claims)
    yield from _statement(named("export/links").fill(LABEL="Dossier", TYPE="IN"), inside)
    yield from _statement(named("export/cites"), _citations(claims))


def _node(claim: Claim) -> Row:
    """The properties of a claim's node: its columns, with ids beside the edges."""
    cited = {
        "sources": [row.source for row in claim.citations],
        "locators": [row.locator or "" for row in claim.citations],
        "quotes": [row.quote or "" for row in claim.citations],
    }
    return fields(claim) | {name: rows for name, rows in cited.items() if rows}


def _edge(claim: Claim) -> Row:
    found = fields(claim)
    dates = {name: found[name] for name in _DATES if name in found}
    return {"uid": claim.uid, "subject": claim.subject, "object": claim.object, "dates": dates}


def _names(claim: Claim, column: str) -> tuple[str, ...]:
    value: tuple[str, ...] | str | None = getattr(claim, column)
    if isinstance(value, str):
        return (value,)
    return value or ()


def _citations(claims: Sequence[Claim]) -> Iterator[Row]:
    for claim in claims:
        for row in claim.citations:
            yield {
                "uid": claim.uid,
                "id": row.source,
                "locator": row.locator,
                "quote": row.quote,
            }
