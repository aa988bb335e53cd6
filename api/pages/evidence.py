"""The pages of what stands behind everything: events, sources and claims, without a picture."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.asked import SourcePageQuestion, asked
from api.pages.briefs import cited, reference
from api.pages.leads import event_lead, source_lead
from api.pages.serving import Sight, page
from api.pages.words import Named
from graph.answers import ClaimInBrief
from graph.evidence import claim_answer, find_claim, source_answer
from graph.profiles import event_answer
from graph.questions import EvidenceQuestion, Question
from graph.resolve import find_source, resolve

router = APIRouter(include_in_schema=False)


@router.api_route("/events/{name}", methods=["GET", "HEAD"])
async def event(request: Request, name: str) -> Response:
    """One event: who took part, what was said at it, what it affected and led to."""
    question = asked(Question, request.query_params)
    return await page(request, question, lambda sight: _event(sight, name))


@router.api_route("/sources/{name}", methods=["GET", "HEAD"])
async def source(request: Request, name: str) -> Response:
    """One source with the claims that rest on it."""
    question = asked(SourcePageQuestion, request.query_params)
    return await page(request, question, lambda sight: _source(sight, question, name))


@router.api_route("/claims/{name}", methods=["GET", "HEAD"])
async def claim(request: Request, name: str) -> Response:
    """One claim whole, with its sources and what replaced it."""
    question = asked(Question, request.query_params)
    return await page(request, question, lambda sight: _claim(sight, name))


def _event(sight: Sight, name: str) -> bytes:
    opened = sight.opened
    answer = event_answer(opened, resolve(opened.snapshot, "Event", name, "event"))
    claims = [
        *answer["took_part"],
        *answer["said"],
        *answer["affected"],
        *answer["led_to"],
    ]
    parties = [reference("Party", row["subject"]) for row in answer["took_part"]]
    return sight.render(
        "event.html",
        thing=answer,
        lead=event_lead(answer, list(dict.fromkeys(parties)), len(answer["said"])),
        sources=cited(claims),
    )


def _source(sight: Sight, question: SourcePageQuestion, name: str) -> bytes:
    opened = sight.opened
    asked_for = EvidenceQuestion.model_validate(question.model_dump())
    answer = source_answer(opened, find_source(opened.snapshot, name), asked_for)
    return sight.render(
        "source.html",
        thing=answer,
        lead=source_lead(answer, answer["total"], _speakers(answer["claims"])),
        next=sight.links.here(cursor=answer["next"]) if answer["next"] else None,
    )


def _speakers(claims: list[ClaimInBrief]) -> list[Named]:
    rows = [claim["subject"] for claim in claims]
    return list(dict.fromkeys(reference("Party", row) for row in rows))


def _claim(sight: Sight, name: str) -> bytes:
    answer = claim_answer(sight.opened, find_claim(sight.opened, name))
    return sight.render("claim.html", thing=answer)
