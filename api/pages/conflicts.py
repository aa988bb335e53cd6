"""The conflict-of-interest view: who stands against whom over what, with the proof of each."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.asked import ConflictsPageQuestion, asked
from api.pages.briefs import conflict_words
from api.pages.crowded import most_spoken_of
from api.pages.leads import Tense, conflicts_lead
from api.pages.pictured import picture_page
from api.pages.serving import Sight, page
from api.pages.words import Named, Sentence
from graph.cases import KINDS
from graph.conflict_answers import conflict_answers
from graph.conflicts import Met, Sought, conflicts_on
from graph.crowd import are_too_many, crowd_of, pairs_to_compare
from graph.history import Scope
from graph.overview import between_parties, contested_demands, contested_pairs, mediators
from graph.pictures import picture_of_conflicts
from graph.vocabulary import VOCABULARY, Label

router = APIRouter(include_in_schema=False)

LISTED = 20


@router.api_route("/conflicts", methods=["GET", "HEAD"])
async def conflicts(request: Request) -> Response:
    """The conflict-of-interest view."""
    question = asked(ConflictsPageQuestion, request.query_params)
    return await page(request, question, lambda sight: make_conflicts(sight, question))


def make_conflicts(sight: Sight, question: ConflictsPageQuestion) -> bytes:
    """The conflicts that a question asks for, drawn and listed."""
    opened = sight.opened
    scope = _scope(sight, question)
    sought = Sought(scope.party, scope.asset, scope.demand, question.kind)
    pairs = pairs_to_compare(opened.view, sought)
    if are_too_many(pairs):
        return sight.render(
            "crowded.html",
            question=question,
            pairs=pairs,
            spoken_of=most_spoken_of(sight, crowd_of(opened.view)),
            **_filters(sight, question),
        )
    found = [
        met
        for met in conflicts_on(opened.view, opened.day, sought)
        if has_certainty(met, question.certainty)
    ]
    start = question.start - 1
    listed = conflict_answers(opened.writer, found[start : start + LISTED], opened.day)
    picture = picture_of_conflicts(opened, scope, question.kind, question.certainty, question.most)
    return picture_page(
        sight,
        question,
        picture,
        "conflicts.html",
        "Who stands against whom",
        lead=lead_of(sight, found),
        **_filters(sight, question),
        counted_kinds=Counter(met.conflict.kind for met in found),
        found=len(found),
        listed=listed,
        conflict_words=conflict_words,
        first=start + 1,
        later=sight.links.here(start=start + LISTED + 1) if start + LISTED < len(found) else None,
        earlier=sight.links.here(start=max(1, start - LISTED + 1)) if start else None,
    )


def _filters(sight: Sight, question: ConflictsPageQuestion) -> dict[str, Any]:
    """What the form of filters shows."""
    return {
        "kinds": KINDS,
        "party": sight.written(question.party, "Party"),
        "asset": sight.written(question.asset, "Asset"),
        "demand": sight.written(question.demand, "Demand"),
        "certainties": VOCABULARY.certainties,
    }


def _scope(sight: Sight, question: ConflictsPageQuestion) -> Scope:
    opened = sight.opened
    return Scope(
        opened.id_of("Party", question.party, "party"),
        opened.id_of("Asset", question.asset, "asset"),
        opened.id_of("Demand", question.demand, "demand"),
        "conflict",
        roll_up=True,
    )


def has_certainty(met: Met, certainty: str | None) -> bool:
    """Whether a claim of a conflict's proof has a certainty; any will do where none is given."""
    rows = (row for finding in met.findings for row in finding.statements)
    return certainty is None or any(row.claim.certainty == certainty for row in rows)


def lead_of(sight: Sight, found: list[Met]) -> Sentence:
    """The sentence that sums up some conflicts of the page's day."""
    pairs, demands, roles = contested_pairs(found), contested_demands(found), mediators(found)

    def named(label: Label, name: str) -> Named:
        return Named(label, name, sight.opened.snapshot.name(name))

    between = between_parties(found)
    pair = set(pairs[0][0]) if pairs else set()
    over = [row.thing for row in demands if pair <= row.parties]
    return conflicts_lead(
        Tense(sight.opened.pin.as_of, sight.is_past),
        len(between) or len(found),
        len({name for met in between for name in met.conflict.parties}),
        [named("Party", name) for name in sorted(pair)],
        named("Demand", over[0]) if over else None,
        named("Party", roles[0][0]) if roles else None,
        [named("Party", name) for name in roles[0][1]] if roles else [],
    )
