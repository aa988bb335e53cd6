"""Single things with what stands behind them: a claim, a source, an asset."""

from __future__ import annotations

from datetime import date

from graph.answers import AssetAnswer, ClaimAnswer, HoldingAnswer, SourceAnswer
from graph.briefs import Writer
from graph.holdings import HoldingSpan, holding_spans
from graph.model import Claim, Pin
from graph.names import nearest
from graph.paging import page, pin_answer
from graph.questions import EvidenceQuestion
from graph.resolve import missing, several
from graph.snapshot import Snapshot, View
from graph.vocabulary import VOCABULARY

_HOLDINGS = VOCABULARY.names("holding")


def find_claim(snapshot: Snapshot, view: View, name: str) -> Claim:
    """The claim of a uid, also a retracted one; else the visible one of a curator's id.

    NotFound where neither is known by then, Ambiguous where two dossiers use the id.
    """
    recorded = [
        claim
        for claim in (*snapshot.claims_with_uid(name), *snapshot.claims_called(name))
        if claim.recorded_at <= view.known_at and view.dossier in (None, claim.dossier)
    ]
    by_uid = [claim for claim in recorded if claim.uid == name]
    latest = {claim.dossier: claim for claim in sorted(recorded, key=lambda row: row.recorded_at)}
    if by_uid:
        return by_uid[0]
    if not latest:
        raise missing("claim", "claim", name, [])
    if len(latest) > 1:
        uids = [row.uid for row in latest.values()]
        raise several("claim", "claim by its uid, or a dossier", name, uids)
    return next(iter(latest.values()))


def claim_answer(snapshot: Snapshot, view: View, claim: Claim, pin: Pin) -> ClaimAnswer:
    """A claim whole, with what replaced it if it was retracted by then."""
    writer = Writer(snapshot)
    [brief] = writer.claims([claim])
    retracted_at = None if view.sees(claim) else claim.retracted_at
    dossier = snapshot.dossiers.get(claim.dossier, {})
    return {
        **brief,
        "dossier": {"id": claim.dossier, "name": dossier.get("title", claim.dossier)},
        "about": writer.references(claim.about),
        "addressed_to": writer.references(claim.addressed_to),
        "in_favour_of": writer.references(claim.in_favour_of),
        "said_at": writer.reference(claim.said_at) if claim.said_at else None,
        "valid_from": claim.valid_from.text if claim.valid_from else None,
        "valid_to": claim.valid_to.text if claim.valid_to else None,
        "leaning": claim.leaning,
        "because": claim.because,
        "paraphrase": claim.paraphrase,
        "note": claim.note,
        "report_kind": claim.report_kind,
        "quotes": [cited.quote for cited in claim.citations],
        "recorded_at": claim.recorded_at,
        "retracted_at": retracted_at,
        "replaced_by": writer.claims(_successors(snapshot, view, claim) if retracted_at else []),
        "pin": pin_answer(pin),
    }


def _successors(snapshot: Snapshot, view: View, claim: Claim) -> list[Claim]:
    """The visible claims that stand under the same curator's id in the same dossier."""
    same = snapshot.claims_called(claim.id)
    return [row for row in same if row.dossier == claim.dossier and view.sees(row)]


def find_source(snapshot: Snapshot, name: str) -> str:
    """The id of the source of that id or title; NotFound or Ambiguous where it is not one."""
    if snapshot.sources([name]):
        return name
    titled = snapshot.sources_titled(name)
    if len(titled) > 1:
        raise several("source", "source", name, titled)
    if not titled:
        raise missing("source", "source", name, nearest(name, snapshot.source_ids()))
    return titled[0]


def source_answer(
    snapshot: Snapshot, view: View, source: str, question: EvidenceQuestion, pin: Pin
) -> SourceAnswer:
    """A source with a page of the claims that cite it, by dossier and curator's id."""
    row = snapshot.sources([source])[source]
    claims = [claim for claim in snapshot.claims_citing(source) if view.sees(claim)]
    claims.sort(key=lambda claim: (claim.dossier, claim.id))
    shown = page(question, pin, claims, Writer(snapshot).claims)
    return {
        "id": source,
        "title": row["title"],
        "publisher": row.get("publisher"),
        "author": row.get("author"),
        "published": row.get("published"),
        "published_inferred": bool(row.get("published_inferred", False)),
        "url": row.get("url"),
        "language": row.get("language"),
        "kind": row.get("kind"),
        "note": row.get("note"),
        "claims": shown["items"],
        "next": shown["next"],
        "total": shown["total"],
        "pin": shown["pin"],
    }


def asset_answer(snapshot: Snapshot, view: View, asset: str, pin: Pin) -> AssetAnswer:
    """An asset with its parts, the demands that concern it, and its holdings as spans."""
    writer = Writer(snapshot)
    thing = snapshot.things[asset]
    structure = view.structure
    claims = [row for row in view.claims_on([asset])[asset] if row.relation in _HOLDINGS]
    spans = holding_spans(claims, snapshot.events, structure.speakers)
    day = date.fromisoformat(pin.as_of)
    return {
        "id": asset,
        "name": thing.name,
        "kind": thing.kind,
        "aliases": list(thing.aliases),
        "wikidata": thing.properties.get("wikidata"),
        "latitude": thing.properties.get("latitude"),
        "longitude": thing.properties.get("longitude"),
        "note": thing.properties.get("note"),
        "part_of": writer.references(sorted(structure.wholes_of(asset))),
        "parts": writer.references(sorted(structure.parts_of(asset))),
        "demands": [
            {"id": demand, "text": snapshot.name(demand)}
            for demand in sorted(structure.demands_on([asset]))
        ],
        "holdings": [_holding(writer, span, day) for span in spans],
        "pin": pin_answer(pin),
    }


def _holding(writer: Writer, span: HoldingSpan, day: date) -> HoldingAnswer:
    interval = span.interval
    return {
        "party": writer.reference(span.party),
        "relation": span.relation,
        "sort": VOCABULARY.relations[span.relation].sort,
        "in_favour_of": writer.references(span.in_favour_of),
        "since": interval.begin.text if interval.begin else None,
        "since_at_latest": span.at_latest,
        "until": interval.end.text if interval.end else None,
        "holds": span.holds_at(day),
        "voiced_by": writer.references(sorted({row.voice for row in span.statements if row.voice})),
        "claims": writer.statements(span.statements),
    }
