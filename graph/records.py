"""Claims and things from the records that named queries return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from graph.dates import Period
from graph.model import Citation, Claim, Release, Thing
from graph.vocabulary import Label

Record = Mapping[str, Any]

_TEXTS = (
    "uid",
    "id",
    "dossier",
    "relation",
    "subject",
    "object",
    "said_at",
    "leaning",
    "condition",
    "because",
    "paraphrase",
    "note",
    "reported_by",
    "report_kind",
    "certainty",
    "recorded_at",
    "retracted_at",
)


def claim_from(record: Record) -> Claim:
    """A claim from the properties of its node."""
    return Claim(
        **{name: record[name] for name in _TEXTS if record.get(name) is not None},
        said_on=_period(record.get("said_on")),
        valid_from=_period(record.get("valid_from")),
        valid_to=_period(record.get("valid_to")),
        about=tuple(record.get("about") or ()),
        addressed_to=tuple(record.get("addressed_to") or ()),
        in_favour_of=tuple(record.get("in_favour_of") or ()),
        citations=_citations(record),
    )


def thing_from(label: Label, record: Record) -> Thing:
    """A thing from the properties of its node."""
    return Thing(
        id=record["id"],
        label=label,
        name=record.get("name") or record.get("text") or record.get("title") or record["id"],
        kind=record.get("kind"),
        aliases=tuple(record.get("aliases") or ()),
        url=record.get("url"),
        start=_period(record.get("start")),
        end=_period(record.get("end")),
        properties=record,
    )


def release_from(record: Record) -> Release:
    """A release from its node's properties."""
    return Release(record["number"], record["published_at"])


def _period(text: str | None) -> Period | None:
    return Period.parse(text) if text else None


def _citations(record: Record) -> tuple[Citation, ...]:
    sources: Sequence[str] = record.get("sources") or ()
    places: Sequence[str] = record.get("locators") or ()
    quotes: Sequence[str] = record.get("quotes") or ()
    rows = zip_longest(sources, places, quotes, fillvalue="")
    return tuple(Citation(source, place or None, quote or None) for source, place, quote in rows)
