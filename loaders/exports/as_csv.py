"""CSV: one row a claim, for spreadsheets and data frames.

RFC 4180 in UTF-8, with the mark at the beginning by which spreadsheets know UTF-8. A cell that a
spreadsheet might run as a formula begins with an apostrophe (`loaders.harmless`, which also gives
the text back). What the file rests on stands in columns, so that it stays plain CSV.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from graph.model import Claim
from loaders.exports.material import Material, citations_text, fields
from loaders.harmless import harmless

COLUMNS = (
    *("uid", "id", "dossier", "licence", "subject", "subject_name", "relation"),
    *("object", "object_name", "said_on", "valid_from", "valid_to", "about", "addressed_to"),
    *("in_favour_of", "said_at", "leaning", "condition", "because", "reported_by", "report_kind"),
    *("certainty", "sources", "source_titles", "source_urls", "paraphrase", "note", "text"),
    *("release", "as_of", "known_at", "recorded_at"),
)
_MARK = "\ufeff"


def write(material: Material) -> Iterator[str]:
    """The header, then a row a claim."""
    yield _MARK + _line(COLUMNS)
    for claim in material.claims():
        row = _row(material, claim)
        yield _line([harmless(row.get(column, "")) for column in COLUMNS])


def _row(material: Material, claim: Claim) -> dict[str, str]:
    found = {name: _cell(value) for name, value in fields(claim).items()}
    sources = [row.source for row in claim.citations]
    urls = (material.things[name].url or "" for name in sources if name in material.things)
    return found | {
        "licence": material.licence_of(claim.dossier),
        "subject_name": material.name(claim.subject),
        "object_name": material.name(claim.object),
        "sources": citations_text(claim),
        "source_titles": "; ".join(material.name(name) for name in sources),
        "source_urls": "; ".join(filter(None, urls)),
        "text": material.sentence(claim),
        "release": str(material.pin.release or ""),
        "as_of": material.pin.as_of,
        "known_at": material.pin.known_at,
    }


def _cell(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _line(cells: tuple[str, ...] | list[str]) -> str:
    text = StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
