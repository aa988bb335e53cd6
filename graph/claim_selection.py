"""Which claims a question asks for: by party, thing, source, relation, date and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from graph.answers import ClaimInBrief
from graph.dates import Period
from graph.model import Claim
from graph.names import fold
from graph.opened import Listing, Opened
from graph.questions import ClaimsFilters, ClaimsQuestion
from graph.resolve import find_source
from graph.view import STANCES
from graph.vocabulary import VOCABULARY
from graph.words import word_index

Test = Callable[[Claim], bool]


def claims_listing(opened: Opened, question: ClaimsQuestion) -> Listing[ClaimInBrief]:
    """The claims that a question asks for, last said first, and how they are shown."""
    return Listing(claims_wanted(opened, question), opened.writer.claims)


def claims_wanted(opened: Opened, question: ClaimsFilters) -> list[Claim]:
    """The visible claims that pass every filter: last said first, then by dossier and id."""
    tests = list(_tests(opened, question))
    candidates = _candidates(opened, question)
    found = [
        claim
        for claim in candidates
        if opened.view.sees(claim) and all(passes(claim) for passes in tests)
    ]
    return sorted(found, key=_order)


def _order(claim: Claim) -> tuple[int, str, str]:
    said = claim.said_on.first.toordinal() if claim.said_on else 0
    return -said, claim.dossier, claim.id


def _candidates(opened: Opened, question: ClaimsFilters) -> Iterable[Claim]:
    """The claims to look through: those that cite a source or name a thing, or all."""
    if question.source:
        source = find_source(opened.snapshot, question.source)
        return opened.snapshot.claims_citing(source)
    ledger = opened.snapshot.ledger
    names = _names(opened, question)
    return ledger.claims.values() if names is None else ledger.naming(names)


def _names(opened: Opened, question: ClaimsFilters) -> Iterable[str] | None:
    """Things of which a claim names one if it passes the filters; None where it need not."""
    if demand := opened.id_of("Demand", question.demand, "demand"):
        return (demand,)
    if event := opened.id_of("Event", question.event, "event"):
        return (event,)
    structure = opened.view.structure
    if party := opened.id_of("Party", question.party, "party"):
        return structure.speakers.voices(party)
    if asset := opened.id_of("Asset", question.asset, "asset"):
        assets = structure.with_parts(asset)
        return assets | structure.demands_on(assets)
    return None


def _tests(opened: Opened, question: ClaimsFilters) -> Iterable[Test]:
    yield _in_group(question)
    if question.kind:
        yield lambda claim: claim.relation == question.kind
    if question.certainty:
        yield lambda claim: claim.certainty == question.certainty
    if question.said_since or question.said_before:
        yield _said_within(question.said_since, question.said_before)
    yield from _thing_tests(opened, question)
    if question.q:
        yield _reads(opened, fold(question.q).split())


def _in_group(question: ClaimsFilters) -> Test:
    """Structure is left out unless it, or one of its relations, is asked for."""
    if question.group:
        wanted = VOCABULARY.names(question.group)
        return lambda claim: claim.relation in wanted
    structure = VOCABULARY.names("structure")
    return lambda claim: question.kind is not None or claim.relation not in structure


def _said_within(since: str | None, before: str | None) -> Test:
    """Whether it may have been said from one date on and before another."""

    def passes(claim: Claim) -> bool:
        said = claim.said_on
        if said is None or (since and said.last < Period.parse(since).first):
            return False
        return not before or said.first < Period.parse(before).first

    return passes


def _thing_tests(opened: Opened, question: ClaimsFilters) -> Iterable[Test]:
    if party := opened.id_of("Party", question.party, "party"):
        voices = opened.view.structure.speakers.voices(party)
        yield lambda claim: not voices.isdisjoint(_people(claim))
    if asset := opened.id_of("Asset", question.asset, "asset"):
        yield _touches(opened, opened.view.structure.with_parts(asset))
    if demand := opened.id_of("Demand", question.demand, "demand"):
        yield lambda claim: demand in (claim.subject, claim.object)
    if event := opened.id_of("Event", question.event, "event"):
        yield lambda claim: event in (claim.subject, claim.object, claim.said_at)


def _people(claim: Claim) -> Sequence[str]:
    return (claim.subject, claim.object, *claim.addressed_to, *claim.in_favour_of)


def _touches(opened: Opened, assets: frozenset[str]) -> Test:
    """Whether a claim is on or about one of these assets, or on a demand that concerns one."""
    demands = opened.view.structure.demands_on(assets)

    def passes(claim: Claim) -> bool:
        return not assets.isdisjoint((claim.subject, claim.object, *claim.about)) or (
            claim.relation in STANCES and claim.object in demands
        )

    return passes


def _reads(opened: Opened, words: Sequence[str]) -> Test:
    """Whether every word stands in what a claim says, or in the names of its ends."""
    index = word_index(opened.snapshot)

    def passes(claim: Claim) -> bool:
        text = index.claim_text(claim)
        return all(word in text for word in words)

    return passes
