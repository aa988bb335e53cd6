"""JSON Schemas (draft 2020-12) of the tables as YAML, made from the vocabulary and the columns.

They let an editor complete and underline while a curator writes. They refuse nothing that loading
takes, and most of what it refuses within one row; names that resolve to nothing, and ids that stand
twice, are told by `parley check`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.vocabulary import VOCABULARY, Relation
from loaders import cells
from loaders.cells import Between, OneOf, Pairs, Parser
from loaders.column_notes import COLUMN_NOTES
from loaders.columns import TABLES, Table

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
HEAD = "dossier"
_SCALARS = ["string", "number", "boolean"]
_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_HEAD_REQUIRED = ("id", "title")
_BLANK: Schema = {"type": "string", "pattern": r"^\s*$"}
_YES_OR_NO = ("true", "false", "yes", "no", "1", "0")


def _text() -> Schema:
    # YAML reads 12 as a number and true as a boolean; loading keeps their text.
    return {"type": [*_SCALARS], "pattern": r"\S"}


def _texts() -> Schema:
    return {"anyOf": [_text(), {"type": "array", "items": _nullable(_text())}]}


def _slug() -> Schema:
    return {"type": ["string", "integer"], "pattern": f"^{cells.SLUG.pattern}$", "maxLength": 200}


def _claim_id() -> Schema:
    pattern = f"^{cells.CLAIM_ID.pattern}$"
    return {"type": ["string", "number"], "pattern": pattern, "maxLength": 200}


def _date() -> Schema:
    year = {"type": "integer", "minimum": 1_000, "maximum": 9_999}
    return {"anyOf": [{"type": "string", "pattern": _DATE}, year]}


def _yes_or_no() -> Schema:
    cased = "|".join("".join(f"[{sign.upper()}{sign}]" for sign in word) for word in _YES_OR_NO)
    words = {"type": "string", "pattern": f"^({cased})$"}
    return {"anyOf": [{"type": "boolean"}, {"enum": [0, 1]}, words]}


def _pattern(pattern: str) -> Callable[[], Schema]:
    return lambda: {"type": "string", "pattern": f"^{pattern}$"}


_PLAIN: dict[Parser, Callable[[], Schema]] = {
    cells.text: _text,
    cells.texts: _texts,
    cells.slug: _slug,
    cells.claim_id: _claim_id,
    cells.date: _date,
    cells.yes_or_no: _yes_or_no,
    cells.wikidata: _pattern(cells.WIKIDATA.pattern),
    cells.language: _pattern(cells.LANGUAGE.pattern),
    cells.url: _pattern(r"[hH][tT][tT][pP][sS]?://[^\s/]\S*"),
}


def _of(parser: Parser) -> Schema:
    """What a column's parser takes."""
    if isinstance(parser, OneOf):
        return {"enum": list(parser.words)}
    if isinstance(parser, Between):
        return _between(parser)
    if isinstance(parser, Pairs):
        return _pairs(parser)
    return _PLAIN[parser]()


def _between(parser: Between) -> Schema:
    number = {"type": "number", "minimum": parser.least, "maximum": parser.most}
    return {"anyOf": [number, {"type": "string", "pattern": r"^\s*[+-]?[0-9.]+\s*$"}]}


def _pairs(parser: Pairs) -> Schema:
    parts = {name: _nullable(_text()) for name in parser.second}
    mapping = {
        "type": "object",
        "properties": {parser.first: _text(), **parts},
        "required": [parser.first],
        "additionalProperties": False,
    }
    items = {"type": "array", "items": {"anyOf": [_text(), mapping]}, "minItems": 1}
    return {"anyOf": [items, _text(), mapping]}


def _nullable(schema: Schema) -> Schema:
    """The same, or nothing; a blank text is nothing too."""
    return {"anyOf": [schema, {"type": "null"}, _BLANK]}


def _relations() -> Schema:
    """The relations that a claim may have, each with how it is read aloud."""
    rows = [row for row in VOCABULARY.relations.values() if row.group != "structure"]
    notes = [_reading(row) for row in rows]
    return {
        "enum": [row.name for row in rows],
        "enumDescriptions": notes,
        "markdownEnumDescriptions": notes,
    }


def _reading(row: Relation) -> str:
    spoken = row.reads.format(
        subject=" or ".join(row.subject).lower(), object=" or ".join(row.object).lower()
    )
    return f"{spoken} ({row.group}{f', {row.polarity}' if row.polarity else ''})"


def _column(table: str, name: str, parser: Parser, *, required: bool) -> Schema:
    schema = _relations() if name == "relation" else _of(parser)
    if not required:
        # Loading takes an empty list for nothing, too.
        schema = {"anyOf": [schema, {"enum": [None, []]}, _BLANK]}
    return {"description": COLUMN_NOTES[table][name], **schema}


def _row(name: str, table: Table) -> Schema:
    columns = {
        column: _column(name, column, parser, required=column in table.required)
        for column, parser in table.columns.items()
    }
    schema: Schema = {
        "type": "object",
        "properties": columns,
        "required": list(table.required),
        "additionalProperties": False,
    }
    return {**schema, **_TOGETHER.get(name, {})}


def _given(column: str) -> Schema:
    return {"required": [column], "properties": {column: {"not": {"enum": [None, ""]}}}}


# Columns that go together.
_TOGETHER: Mapping[str, Schema] = {
    "events": {"if": _given("end"), "then": _given("start")},
    "claims": {
        "if": _given("leaning"),
        "then": {"properties": {"relation": {"enum": ["considers"]}}},
    },
}


def table_schema(name: str) -> Schema:
    """The schema of one table as YAML, or of `dossier`, the head; KeyError for another name."""
    if name == HEAD:
        return {"$schema": DIALECT, "title": "dossier.yaml of a Parley dossier", **_head()}
    return {
        "$schema": DIALECT,
        "title": f"{name} of a Parley dossier",
        "type": ["array", "null"],
        "items": _row(name, TABLES[name]),
    }


def _head() -> Schema:
    fields = {name: _slug() if name == "id" else _text() for name in COLUMN_NOTES[HEAD]}
    return {
        "type": "object",
        "properties": {
            name: {
                "description": COLUMN_NOTES[HEAD][name],
                **(schema if name in _HEAD_REQUIRED else _nullable(schema)),
            }
            for name, schema in fields.items()
        },
        "required": list(_HEAD_REQUIRED),
        "additionalProperties": False,
    }


SCHEMAS = (HEAD, *TABLES)
