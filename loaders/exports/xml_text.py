"""Text in XML: escaped, and without the characters that XML 1.0 cannot hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from graph.model import Claim, Thing
from loaders.exports.as_json import dump
from loaders.exports.material import Material, citations_text, fields, properties

Scalar = str | float | bool
Attributes = Mapping[str, Scalar]

_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

NODE_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("label", "name", "kind", "aliases", "wikidata", "wording_note", "note"),
            *("start", "end", "place"),
            *("publisher", "author", "published", "url", "language"),
        ),
        "string",
    ),
    "published_inferred": "boolean",
    "latitude": "double",
    "longitude": "double",
}
EDGE_COLUMNS: Mapping[str, str] = dict.fromkeys(
    (
        *("uid", "id", "dossier", "relation", "said_on", "valid_from", "valid_to"),
        *("about", "addressed_to", "in_favour_of", "said_at", "leaning", "condition", "because"),
        *("reported_by", "report_kind", "certainty", "paraphrase", "note", "recorded_at"),
        *("sources", "text"),
    ),
    "string",
)


def text(value: str) -> str:
    """A text between tags."""
    return escape(possible(value))


def attribute(value: str) -> str:
    """A text as the value of an attribute, quoted; line breaks and tabs stay what they are."""
    return quoteattr(possible(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def possible(value: str) -> str:
    """A text with a replacement sign for each character that XML 1.0 cannot hold."""
    return _IMPOSSIBLE.sub("\ufffd", value)


def about_export(material: Material) -> str:
    """What the export rests on, as text: release, licences, dossiers and all sources."""
    sources = (
        f"{thing.id}: {thing.name}{f' <{thing.url}>' if thing.url else ''}"
        for thing in material.of("Source")
    )
    return f"Parley {dump(material.header())}; sources: {' | '.join(sources)}"


def node_attributes(thing: Thing) -> Attributes:
    """A thing's columns as single values; lists are joined by semicolons."""
    found = properties(thing) | {"label": thing.label, "name": thing.name}
    return {name: _single(found[name]) for name in NODE_COLUMNS if name in found}


def edge_attributes(material: Material, claim: Claim) -> Attributes:
    """A claim's columns as single values, with its citations and its sentence."""
    found = fields(claim) | {"sources": citations_text(claim), "text": material.sentence(claim)}
    return {name: _single(found[name]) for name in EDGE_COLUMNS if name in found}


def _single(value: object) -> Scalar:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value if isinstance(value, bool | float) else str(value)


def shown(value: Scalar) -> str:
    """A value as XML formats write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
