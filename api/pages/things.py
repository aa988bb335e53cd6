"""The pages of a party, an asset and a demand: a sentence, the picture, the table, the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.asked import PictureQuestion, asked
from api.pages.briefs import conflict_words, reference
from api.pages.leads import Tense, asset_lead, demand_lead, holders_by_sort, party_lead
from api.pages.pictured import picture_page
from api.pages.serving import Sight, page
from api.pages.words import Named
from graph.conflict_answers import conflict_answers
from graph.conflicts import Met, Sought, conflicts_on
from graph.history import Scope, positions
from graph.model import Thing
from graph.overview import between_parties, opponents_of
from graph.pictures import picture_of_scope
from graph.positions import PositionSpan, span_at
from graph.profiles import asset_answer, demand_answer, party_answer
from graph.resolve import resolve
from graph.vocabulary import Label

router = APIRouter(include_in_schema=False)

LISTED = 8


@router.api_route("/parties/{name}", methods=["GET", "HEAD"])
async def party(request: Request, name: str) -> Response:
    """One party: what it wants and holds, and with whom it is in conflict."""
    question = asked(PictureQuestion, request.query_params)
    return await page(request, question, lambda sight: _party(sight, question, name))


@router.api_route("/assets/{name}", methods=["GET", "HEAD"])
async def asset(request: Request, name: str) -> Response:
    """One asset: who held it when, what is demanded of it, and who disputes it."""
    question = asked(PictureQuestion, request.query_params)
    return await page(request, question, lambda sight: _asset(sight, question, name))


@router.api_route("/demands/{name}", methods=["GET", "HEAD"])
async def demand(request: Request, name: str) -> Response:
    """One demand: who is for it and against it, since when, and what it excludes."""
    question = asked(PictureQuestion, request.query_params)
    return await page(request, question, lambda sight: _demand(sight, question, name))


def _found(sight: Sight, label: Label, name: str) -> Thing:
    found = resolve(sight.opened.snapshot, label, name, label.lower())
    return sight.opened.snapshot.things[found]


def _named(sight: Sight, label: Label, names: Sequence[str]) -> list[Named]:
    return [Named(label, name, sight.opened.snapshot.name(name)) for name in names]


def _conflicts(sight: Sight, found: Sequence[Met]) -> dict[str, Any]:
    """The first conflicts with their proof, and how many there are; the others are a link away."""
    opened = sight.opened
    return {
        "conflicts": conflict_answers(opened.writer, found[:LISTED], opened.day),
        "conflicts_in_all": len(found),
        "conflict_words": conflict_words,
    }


def _party(sight: Sight, question: PictureQuestion, name: str) -> bytes:
    thing = _found(sight, "Party", name)
    scope = Scope(thing.id, None, None, None, roll_up=True)
    view, day = sight.opened.view, sight.opened.day
    found = conflicts_on(view, day, Sought(party=thing.id))
    answer = party_answer(sight.opened, thing.id)
    stands = _stands(sight, scope)
    held = [
        reference("Asset", row["asset"])
        for row in answer["holdings"]
        if row["holds"] != "no" and row["sort"] in ("possession", "title")
    ]
    return picture_page(
        sight,
        question,
        picture_of_scope(sight.opened, scope, (thing.id,), question.most),
        "party.html",
        thing.name,
        **_conflicts(sight, found),
        thing=answer,
        lead=party_lead(
            Tense(sight.opened.pin.as_of, sight.is_past),
            Named("Party", thing.id, thing.name),
            Counter(span.polarity for span in stands if span.party == thing.id),
            _named(sight, "Party", opponents_of(thing.id, found)),
            list(dict.fromkeys(held)),
            voiced_for(sight, thing.id, stands),
        ),
    )


def voiced_for(sight: Sight, party: str, stands: Sequence[PositionSpan]) -> Sequence[Named]:
    """For whom a party spoke, once for each position that rests on what it said."""
    voiced = [
        span.party
        for span in stands
        if span.party != party and any(row.voice == party for row in span.statements)
    ]
    return _named(sight, "Party", voiced)


def _stands(sight: Sight, scope: Scope) -> list[PositionSpan]:
    """The positions of a scope on the page's day."""
    histories = positions(sight.opened.view, scope)
    spans = (span_at(history, sight.opened.day) for history in histories)
    return [span for span in spans if span]


def _asset(sight: Sight, question: PictureQuestion, name: str) -> bytes:
    thing = _found(sight, "Asset", name)
    view, day = sight.opened.view, sight.opened.day
    found = conflicts_on(view, day, Sought(asset=thing.id))
    answer = asset_answer(sight.opened, thing.id)
    scope = Scope(None, thing.id, None, None, roll_up=True)
    return picture_page(
        sight,
        question,
        picture_of_scope(sight.opened, scope, (thing.id,), question.most),
        "asset.html",
        thing.name,
        **_conflicts(sight, found),
        thing=answer,
        lead=asset_lead(
            Tense(sight.opened.pin.as_of, sight.is_past),
            Named("Asset", thing.id, thing.name),
            holders_by_sort(answer["holdings"]),
            len(answer["demands"]),
            len(between_parties(found)),
        ),
    )


def _demand(sight: Sight, question: PictureQuestion, name: str) -> bytes:
    thing = _found(sight, "Demand", name)
    view, day = sight.opened.view, sight.opened.day
    scope = Scope(None, None, thing.id, None, roll_up=True)
    answer = demand_answer(sight.opened, thing.id)
    sides: dict[str, list[Named]] = {}
    for row in answer["stances"]:
        if row["holds"]:
            sides.setdefault(row["polarity"], []).append(reference("Party", row["party"]))
    said = max((row["said_on"] for row in answer["stances"] if row["holds"]), default=None)
    return picture_page(
        sight,
        question,
        picture_of_scope(sight.opened, scope, (thing.id,), question.most),
        "demand.html",
        thing.name,
        **_conflicts(sight, conflicts_on(view, day, Sought(demand=thing.id))),
        thing=answer,
        lead=demand_lead(Tense(sight.opened.pin.as_of, sight.is_past), sides, said),
    )
