"""Sources as CSL-JSON, the Citation Style Language's items (schema 1.0.2), as Zotero reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.citing.cited import Cited

# The kinds of source of the vocabulary, as the types of CSL.
TYPES = {
    "news": "article-newspaper",
    "official-document": "document",
    "speech": "speech",
    "interview": "interview",
    "dataset": "dataset",
    "encyclopaedia": "entry-encyclopedia",
    "think-tank": "report",
    "academic": "article-journal",
    "book": "book",
    "social-media": "post",
    "archive": "document",
}
_IN_A_CONTAINER = {"article-newspaper", "article-journal", "entry-encyclopedia"}


def csl_items(cited: Sequence[Cited]) -> list[dict[str, Any]]:
    """The sources as items; a date that the source does not print is `circa`."""
    return [_item(source) for source in cited]


def _item(source: Cited) -> dict[str, Any]:
    record = source.record
    kind = TYPES.get(str(record.get("kind")), "document")
    publisher = "container-title" if kind in _IN_A_CONTAINER else "publisher"
    fields = {
        "id": source.id,
        "type": kind,
        "title": record.get("title") or source.id,
        "author": [{"literal": record["author"]}] if record.get("author") else None,
        publisher: record.get("publisher"),
        "issued": _issued(record),
        "URL": record.get("url"),
        "language": record.get("language"),
        "locator": "; ".join(source.locators),
        "note": record.get("note"),
    }
    # CSL-JSON has the place only in a citation of an item; here, where Zotero keeps what it has
    # no field for.
    notes = [fields.pop("locator"), fields.pop("note")]
    fields["note"] = ". ".join(str(note) for note in notes if note)
    return {name: value for name, value in fields.items() if value}


def _issued(record: Mapping[str, Any]) -> dict[str, Any] | None:
    if not record.get("published"):
        return None
    parts = [int(part) for part in str(record["published"]).split("-")]
    issued: dict[str, Any] = {"date-parts": [parts]}
    if record.get("published_inferred"):
        issued["circa"] = True
    return issued
