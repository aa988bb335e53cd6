"""The columns of each table: which are required, and how each is read."""

from __future__ import annotations

from dataclasses import dataclass

from graph.vocabulary import VOCABULARY, Label
from loaders import cells
from loaders.cells import Parser


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the label of its things (none for claims) and its columns.

    `references` are columns that name other things of the dossier, with the labels that fit;
    `structure` are those that become claims of their own.
    """

    label: Label | None
    required: tuple[str, ...]
    columns: dict[str, Parser]
    references: dict[str, tuple[Label, ...]]
    structure: tuple[str, ...] = ()


def _kind(of: str) -> Parser:
    return cells.one_of(VOCABULARY.kinds[of], f"kind of {of}")


EXCLUDES = cells.pairs("id", ("because",), ":")
SOURCES = cells.pairs("id", ("locator", "quote"), "@")
_WIKIDATA = {"wikidata": cells.wikidata, "wikidata_source": cells.text}
_WIKIDATA_SOURCE: dict[str, tuple[Label, ...]] = {"wikidata_source": ("Source",)}

TABLES: dict[str, Table] = {
    "parties": Table(
        "Party",
        ("id", "name", "kind"),
        {
            "id": cells.slug,
            "name": cells.text,
            "kind": _kind("party"),
            "aliases": cells.texts,
            **_WIKIDATA,
            "wording_note": cells.text,
        },
        _WIKIDATA_SOURCE,
    ),
    "assets": Table(
        "Asset",
        ("id", "name", "kind"),
        {
            "id": cells.slug,
            "name": cells.text,
            "kind": _kind("asset"),
            "aliases": cells.texts,
            "part_of": cells.texts,
            **_WIKIDATA,
            "latitude": cells.between(-90, 90),
            "longitude": cells.between(-180, 180),
            "note": cells.text,
        },
        {"part_of": ("Asset",), **_WIKIDATA_SOURCE},
        ("part_of",),
    ),
    "demands": Table(
        "Demand",
        ("id", "text"),
        {
            "id": cells.slug,
            "text": cells.text,
            "aliases": cells.texts,
            "concerns": cells.texts,
            "excludes": EXCLUDES,
            "note": cells.text,
        },
        {"concerns": ("Asset",), "excludes": ("Demand",)},
        ("concerns", "excludes"),
    ),
    "events": Table(
        "Event",
        ("id", "name", "kind"),
        {
            "id": cells.slug,
            "name": cells.text,
            "kind": _kind("event"),
            "start": cells.date,
            "end": cells.date,
            "place": cells.text,
        },
        {},
    ),
    "sources": Table(
        "Source",
        ("id", "title"),
        {
            "id": cells.slug,
            "title": cells.text,
            "publisher": cells.text,
            "author": cells.text,
            "published": cells.date,
            "published_inferred": cells.yes_or_no,
            "url": cells.url,
            "language": cells.language,
            "kind": _kind("source"),
            "note": cells.text,
        },
        {},
    ),
    "claims": Table(
        None,
        ("id", "subject", "relation", "object", "said_on", "sources", "paraphrase"),
        {
            "id": cells.claim_id,
            "subject": cells.text,
            "relation": cells.one_of(tuple(VOCABULARY.relations), "relation"),
            "object": cells.text,
            "said_on": cells.date,
            "sources": SOURCES,
            "paraphrase": cells.text,
            "about": cells.texts,
            "addressed_to": cells.texts,
            "in_favour_of": cells.texts,
            "said_at": cells.text,
            "valid_from": cells.date,
            "valid_to": cells.date,
            "leaning": cells.one_of(VOCABULARY.leanings, "leaning"),
            "condition": cells.text,
            "reported_by": cells.text,
            "report_kind": cells.one_of(VOCABULARY.report_kinds, "kind of report"),
            "certainty": cells.one_of(VOCABULARY.certainties, "certainty"),
            "note": cells.text,
        },
        {
            "about": ("Asset",),
            "addressed_to": ("Party",),
            "in_favour_of": ("Party",),
            "said_at": ("Event",),
        },
    ),
}


def _columns(*parsers: Parser) -> frozenset[str]:
    return frozenset(
        name
        for table in TABLES.values()
        for name, parser in table.columns.items()
        if parser in parsers
    )


# A column of one name means the same in every table.
LIST_COLUMNS = _columns(cells.texts, EXCLUDES, SOURCES)
DATE_COLUMNS = _columns(cells.date)
YES_OR_NO_COLUMNS = _columns(cells.yes_or_no)
