"""What stands behind an answer: one claim, one source."""

from __future__ import annotations

from graph.answers import ClaimAnswer
from graph.model import Claim
from graph.opened import Opened
from graph.paging import page, pin_answer
from graph.questions import EvidenceQuestion
from graph.records import thing_from
from graph.resolve import missing, several
from graph.thing_answers import SourceAnswer
from graph.things import source_in_list


def find_claim(opened: Opened, name: str) -> Claim:
    """The claim of a uid, also a retracted one; else the visible one of a curator's id.

    A name that is none is looked for in small letters. NotFound where neither is known by then,
    Ambiguous where two dossiers use the id.
    """
    recorded = _recorded(opened, name) or _recorded(opened, name.lower())
    by_uid = [claim for claim in recorded if claim.uid == name.lower()]
    latest = {claim.dossier: claim for claim in sorted(recorded, key=lambda row: row.recorded_at)}
    if by_uid:
        return by_uid[0]
    if not latest:
        raise missing("claim", "claim", name, [])
    if len(latest) > 1:
        uids = [row.uid for row in latest.values()]
        raise several("claim", "claim by its uid, or a dossier", name, uids)
    return next(iter(latest.values()))


def _recorded(opened: Opened, name: str) -> list[Claim]:
    """The claims of that uid or curator's id that were on record by then."""
    snapshot, view = opened.snapshot, opened.view
    return [
        claim
        for claim in (*snapshot.claims_with_uid(name), *snapshot.claims_called(name))
        if claim.recorded_at <= view.known_at and view.dossier in (None, claim.dossier)
    ]


def claim_answer(opened: Opened, claim: Claim) -> ClaimAnswer:
    """A claim whole, with what replaced it if it was retracted by then."""
    snapshot, view, writer = opened.snapshot, opened.view, opened.writer
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
        "replaced_by": writer.claims(_successors(opened, claim) if retracted_at else []),
        "pin": pin_answer(opened.pin),
    }


def _successors(opened: Opened, claim: Claim) -> list[Claim]:
    """The visible claims that stand under the same curator's id in the same dossier."""
    same = opened.snapshot.claims_called(claim.id)
    return [row for row in same if row.dossier == claim.dossier and opened.view.sees(row)]


def source_answer(opened: Opened, source: str, question: EvidenceQuestion) -> SourceAnswer:
    """A source with a page of the claims that cite it, by dossier and curator's id."""
    thing = thing_from("Source", opened.snapshot.sources([source])[source])
    cited = opened.snapshot.claims_citing(source)
    claims = sorted(filter(opened.view.sees, cited), key=lambda row: (row.dossier, row.id))
    shown = page(question, opened.pin, claims, opened.writer.claims)
    return {
        **source_in_list(opened, thing),
        "claims": shown["items"],
        "next": shown["next"],
        "total": shown["total"],
        "pin": shown["pin"],
    }
