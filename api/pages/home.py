"""The way in: the dossiers, what is contested most, what changed last, and the search."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.asked import asked
from api.pages.briefs import by_day, change_words
from api.pages.crowded import crowded_lead, most_spoken_of
from api.pages.leads import Tense, home_lead
from api.pages.serving import Sight, page
from api.pages.words import Named
from graph.changes import latest_changes
from graph.conflicts import Met, Sought, conflicts_on
from graph.crowd import are_too_many, crowd_of, pairs_to_compare
from graph.overview import (
    Contested,
    between_parties,
    contested_assets,
    contested_demands,
    contested_pairs,
    mediators,
)
from graph.questions import Question
from graph.vocabulary import LABELS, Label

router = APIRouter(include_in_schema=False)

MOST_CONTESTED = 6
MOST_CHANGES = 12


@router.api_route("/", methods=["GET", "HEAD"])
async def home(request: Request) -> Response:
    """The way in."""
    return await page(request, asked(Question, request.query_params), make_home)


def make_home(sight: Sight) -> bytes:
    """The way in, of the day that is asked for."""
    if are_too_many(pairs_to_compare(sight.opened.view, Sought())):
        crowd = crowd_of(sight.opened.view)
        return sight.render(
            "home.html",
            lead=crowded_lead(crowd),
            crowded=True,
            spoken_of=most_spoken_of(sight, crowd),
            cards=_cards(sight),
        )
    found = conflicts_on(sight.opened.view, sight.opened.day, Sought())
    demands, assets = contested_demands(found), contested_assets(found)
    return sight.render(
        "home.html",
        crowded=False,
        lead=_lead(sight, found, demands),
        demands=[_row(sight, row, "Demand") for row in demands[:MOST_CONTESTED]],
        demands_in_all=len(demands),
        assets=[_row(sight, row, "Asset") for row in assets[:MOST_CONTESTED]],
        assets_in_all=len(assets),
        mediators=_mediators(sight, found),
        changes=by_day(latest_changes(sight.opened, MOST_CHANGES)),
        change_words=change_words,
        cards=_cards(sight),
    )


def _named(sight: Sight, label: Label, name: str) -> Named:
    return Named(label, name, sight.opened.snapshot.name(name))


def _parties(sight: Sight, names: set[str]) -> list[Named]:
    named = [_named(sight, "Party", name) for name in names]
    return sorted(named, key=lambda row: (row.name, row.id))


def _lead(sight: Sight, found: list[Met], demands: list[Contested]) -> Any:
    between = between_parties(found)
    parties = {name for met in between for name in met.conflict.parties}
    pairs = contested_pairs(found)
    return home_lead(
        Tense(sight.opened.pin.as_of, sight.is_past),
        len(between),
        len(parties),
        _named(sight, "Demand", demands[0].thing) if demands else None,
        [_named(sight, "Party", name) for name in pairs[0][0]] if pairs else [],
    )


def _row(sight: Sight, row: Contested, label: Label) -> dict[str, Any]:
    return {
        "thing": _named(sight, label, row.thing),
        "conflicts": row.conflicts,
        "supporters": _parties(sight, row.supporters),
        "opponents": _parties(sight, row.opponents),
        "rivals": _parties(sight, row.rivals - row.supporters - row.opponents),
        "said": row.said.text if row.said else None,
    }


def _mediators(sight: Sight, found: list[Met]) -> list[dict[str, Any]]:
    return [
        {
            "party": _named(sight, "Party", mediator),
            "between": [_named(sight, "Party", name) for name in between],
            "stakes": sorted(
                {stake.name for met in own for part in met.findings for stake in part.stakes}
            ),
        }
        for mediator, between, own in mediators(found)
    ]


def _cards(sight: Sight) -> list[dict[str, Any]]:
    """The dossiers, each with how much it holds."""
    snapshot = sight.opened.snapshot
    counts = dict.fromkeys(snapshot.dossiers, 0)
    for claim in snapshot.ledger.claims.values():
        if sight.opened.view.sees(claim) and claim.dossier in counts:
            counts[claim.dossier] += 1
    return [
        {
            "description": None,
            "licence": None,
            "maintainer": None,
            **row,
            "claims": counts[name],
            "holds": [(label, len(snapshot.listed_in(name, label))) for label in LABELS],
        }
        for name, row in sorted(snapshot.dossiers.items())
        if sight.opened.view.dossier in (None, name)
    ]
