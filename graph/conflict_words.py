"""Conflicts as a person reads them: one sentence each, and the rule that they meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from graph.cases import Finding, Side, Stake
from graph.conflicts import Met
from graph.dates import Period
from graph.positions import PositionSpan
from graph.sentences import date_words, listed
from graph.vocabulary import VOCABULARY

Names = Callable[[str], str]

_BECAUSE = {
    "opposed": "one is for what the other is against",
    "exclusive": "each is for what excludes what the other is for",
    "rival_holding": "both have possession of or title to it",
    "recognised": "one recognises as a third party's what the other holds",
    "dual_role": "the mediator has a stake of its own",
}
_STAKES = {
    "side": "takes a side",
    "gain": "has something to gain",
    "tie": "is tied to one of them",
}
_MORE = 3


def rule_words(met: Met) -> str:
    """The rule that a conflict meets, with the reasons why two demands exclude each other."""
    reasons = {
        claim.because for found in met.findings for claim in found.structure if claim.because
    }
    rule = _BECAUSE["recognised" if _is_recognised(met) else met.conflict.kind]
    kinds = sorted({stake.name for found in met.findings for stake in found.stakes})
    words = [f"it {_STAKES[kind]}" for kind in kinds] + sorted(reasons)
    return f"{rule}: {'; '.join(words)}" if words else rule


def _is_recognised(met: Met) -> bool:
    return met.conflict.kind == "rival_holding" and any(
        _sort(side) == "view" for found in met.findings for side in found.sides
    )


def _sort(side: Side) -> str | None:
    return None if isinstance(side, PositionSpan) else VOCABULARY.relations[side.relation].sort


def conflict_sentence(met: Met, since: Period, names: Names) -> str:
    """A conflict as one sentence; `since` is when it began."""
    if len(met.findings) > 1:
        core = _many(met, names)
    elif met.conflict.kind == "dual_role":
        core = _dual_role(met.findings[0], names)
    else:
        core = _between(met.findings[0], names)
    begin = "" if since.first == date.min else f", since {date_words(since)}"
    return f"{core}{begin}{'' if met.certain else ' (not certain)'}."


def _between(found: Finding, names: Names) -> str:
    """Two sides: 'A demands X, while B rejects it'."""
    first, *rest = found.sides
    later = next((side for side in rest if side.party != first.party), rest[0])
    return f"{side_words(first, names)}, while {side_words(later, names, _thing(first))}"


def _thing(side: Side) -> str:
    return side.demand if isinstance(side, PositionSpan) else side.object


def side_words(
    side: Side, names: Names, known: str | None = None, speaker: str | None = None
) -> str:
    """What a party says of a demand, holds or is tied to.

    What is `known`, and the party that is the `speaker`, are called 'it'.
    """
    relation = VOCABULARY.relations[
        side.stance if isinstance(side, PositionSpan) else side.relation
    ]
    thing = _thing(side)
    shown = f"“{names(thing).rstrip('.')}”" if relation.group == "stance" else names(thing)
    words = relation.reads.format(
        subject="it" if side.party == speaker else names(side.party),
        object="it" if thing in (known, speaker) else shown,
    )
    if relation.sort == "view" and not isinstance(side, PositionSpan):
        words += f" as belonging to {listed([names(party) for party in side.in_favour_of])}"
    return words


def _dual_role(found: Finding, names: Names) -> str:
    mediator, *pair = found.conflict.parties
    stakes = listed([stake_words(stake, mediator, names) for stake in found.stakes])
    between = listed([names(one) for one in pair])
    return f"{names(mediator)} mediates between {between}, and {stakes}"


def stake_words(stake: Stake, mediator: str, names: Names) -> str:
    """A stake in words: the first few of the mediator's own spans, and how many more there are."""
    own = [side for side in stake.sides if side.party == mediator] or stake.sides
    shown = list(dict.fromkeys(side_words(side, names, speaker=mediator) for side in own))
    more = f" and {len(shown) - _MORE} more" if len(shown) > _MORE else ""
    return f"{_STAKES[stake.name]} ({', '.join(shown[:_MORE])}{more})"


def _many(met: Met, names: Names) -> str:
    conflict = met.conflict
    kind = conflict.kind.replace("_", " ")
    over = listed([names(name) for name in (*conflict.assets, *conflict.demands)][:_MORE])
    people: Sequence[str] = [names(party) for party in conflict.parties]
    shown = f"{', '.join(people[:_MORE])} and {len(people) - _MORE} more"
    who = listed(people) if len(people) <= _MORE else shown
    return f"{who} are in {len(met.findings)} conflicts ({kind}) over {over} and related things"
