"""Conflicts as answers: names, sentences, stakes and proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.answers import ClaimInBrief, ConflictAnswer, StakeAnswer
from graph.briefs import Writer
from graph.cases import Stake
from graph.conflict_words import conflict_sentence, rule_words, stake_words
from graph.conflicts import Met, Sought, conflicts_met, conflicts_on, grouped, order
from graph.opened import Listing, Opened
from graph.paging import end_of, foremost
from graph.positions import Statement
from graph.questions import ConflictsQuestion


def conflicts_listing(opened: Opened, question: ConflictsQuestion) -> Listing[ConflictAnswer]:
    """The conflicts that a question asks for, and how they are shown."""
    sought = Sought(
        party=opened.id_of("Party", question.party, "party"),
        asset=opened.id_of("Asset", question.asset, "asset"),
        demand=opened.id_of("Demand", question.demand, "demand"),
        kind=question.kind,
        roll_up=question.roll_up,
    )
    view, day = opened.view, opened.day

    def show(rows: Sequence[Met]) -> list[ConflictAnswer]:
        return conflict_answers(opened.writer, rows, day)

    if question.group:
        return Listing(grouped(conflicts_on(view, day, sought), question.group), show)
    met = conflicts_met(view, day, sought)
    found, total = foremost(met, end_of(question), order)
    return Listing(found, show, total)


def conflict_answers(writer: Writer, found: Sequence[Met], day: date) -> list[ConflictAnswer]:
    """Conflicts of one day as answers, the words and sources of their claims fetched at one go."""
    findings = [finding for met in found for finding in met.findings]
    writer.fetch(row.claim for finding in findings for row in finding.statements)
    writer.fetch(claim for finding in findings for claim in finding.structure)
    return [_answer(writer, met, met.since(day)) for met in found]


def _answer(writer: Writer, met: Met, since: date) -> ConflictAnswer:
    conflict = met.conflict
    return {
        "kind": conflict.kind,
        "parties": writer.references(conflict.parties),
        "assets": writer.references(conflict.assets),
        "demands": writer.demands(conflict.demands),
        "because": rule_words(met),
        "stakes": _stakes(writer, met),
        "claims": proof(writer, met),
        "since": None if since == date.min else since.isoformat(),
        "certain": met.certain,
        "text": conflict_sentence(met, met.begin(since), writer.name),
    }


def _stakes(writer: Writer, met: Met) -> list[StakeAnswer]:
    mediator = met.conflict.parties[0]
    stakes = (stake for found in met.findings for stake in found.stakes)
    return [_stake(writer, stake, mediator) for stake in stakes]


def _stake(writer: Writer, stake: Stake, mediator: str) -> StakeAnswer:
    return {
        "name": stake.name,
        "text": f"{writer.name(mediator)} {stake_words(stake, mediator, writer.name)}.",
        "claims": _once(writer, (row for side in stake.sides for row in side.statements)),
    }


def proof(writer: Writer, met: Met) -> list[ClaimInBrief]:
    """The claims of a conflict, each once, then those of the structure on which it rests."""
    statements = _once(writer, (row for found in met.findings for row in found.statements))
    structure = {claim.uid: claim for found in met.findings for claim in found.structure}
    return [*statements, *writer.claims(list(structure.values()))]


def _once(writer: Writer, statements: Iterable[Statement]) -> list[ClaimInBrief]:
    rows = {(row.claim.uid, row.party): row for row in statements}
    return writer.statements(list(rows.values()))
