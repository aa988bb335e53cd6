"""What an export is written from: the claims that a filter selected, with all that they touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import Claim, Pin, Thing
from graph.vocabulary import LABELS, Label

# Things keep these columns for themselves; all others of their tables are exported.
_HIDDEN = frozenset({"recorded_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The pin, the filters, the dossiers, all things touched, and the claims.

    `claims` gives the claims with all their words, anew each time it is called, so that no format
    needs all of them at once. `sentence` says one in words.
    """

    pin: Pin
    filters: Mapping[str, Any]
    dossiers: Sequence[Mapping[str, Any]]
    things: Mapping[str, Thing]
    claims: Callable[[], Iterator[Claim]]
    sentence: Callable[[Claim], str]

    def of(self, label: Label) -> list[Thing]:
        """The things of a label, by id."""
        found = (thing for thing in self.things.values() if thing.label == label)
        return sorted(found, key=lambda thing: thing.id)

    def by_label(self) -> Iterator[tuple[Label, list[Thing]]]:
        """All things, label by label."""
        for label in LABELS:
            yield label, self.of(label)

    def name(self, thing: str) -> str:
        """A thing's name today."""
        found = self.things.get(thing)
        return found.name if found else thing

    def licence_of(self, dossier: str) -> str:
        """The licence of a dossier; empty where it names none."""
        found = (row for row in self.dossiers if row["id"] == dossier)
        return str(next(found, {}).get("licence") or "")

    def header(self) -> dict[str, Any]:
        """What the export rests on, in the words of every format."""
        return {
            "release": self.pin.release,
            "as_of": self.pin.as_of,
            "known_at": self.pin.known_at,
            "filters": dict(self.filters),
            "licences": sorted({self.licence_of(row["id"]) for row in self.dossiers} - {""}),
            "dossiers": [row["id"] for row in self.dossiers],
        }


def properties(thing: Thing) -> dict[str, Any]:
    """A thing's columns as they are today, by name, those that are empty left out."""
    rows = sorted(thing.properties.items(), key=lambda row: (row[0] != "id", row[0]))
    return {name: value for name, value in rows if name not in _HIDDEN and value not in (None, [])}


def fields(claim: Claim) -> dict[str, Any]:
    """A claim's columns; dates as text, empty ones left out, its citations as they stand."""
    found = {
        "uid": claim.uid,
        "id": claim.id,
        "dossier": claim.dossier,
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object,
        "said_on": claim.said_on and claim.said_on.text,
        "valid_from": claim.valid_from and claim.valid_from.text,
        "valid_to": claim.valid_to and claim.valid_to.text,
        "about": list(claim.about),
        "addressed_to": list(claim.addressed_to),
        "in_favour_of": list(claim.in_favour_of),
        "said_at": claim.said_at,
        "leaning": claim.leaning,
        "condition": claim.condition,
        "because": claim.because,
        "reported_by": claim.reported_by,
        "report_kind": claim.report_kind,
        "certainty": claim.certainty,
        "paraphrase": claim.paraphrase,
        "note": claim.note,
        "recorded_at": claim.recorded_at,
        "retracted_at": claim.retracted_at,
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def cited(claim: Claim) -> list[dict[str, str]]:
    """A claim's citations; `locator` and `quote` where there are any."""
    rows = (
        {"source": row.source, "locator": row.locator, "quote": row.quote}
        for row in claim.citations
    )
    return [{name: text for name, text in row.items() if text} for row in rows]


def citations_text(claim: Claim) -> str:
    """A claim's citations in one cell: `s-x @ locator; s-y`."""
    return "; ".join(
        f"{row.source} @ {row.locator}" if row.locator else row.source for row in claim.citations
    )
