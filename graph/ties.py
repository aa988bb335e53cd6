"""Who was tied to whom, as spans: allied with, mediating with, sanctioning, accusing.

Both ends stand for the party that they speak for, except of `speaks_for` itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.model import Claim, Thing
from graph.spans import RelationSpan, relation_span, united
from graph.speaking import Speakers

Key = tuple[str, str, str]


def tie_spans(
    claims: Iterable[Claim],
    events: Mapping[str, Thing],
    speakers: Speakers | None = None,
) -> tuple[RelationSpan, ...]:
    """The ties that claims amount to, by party, relation, other party and time.

    A tie between two who speak for the same party is none of that party's.
    """
    groups: dict[Key, list[RelationSpan]] = defaultdict(list)
    for claim in claims:
        for party, other in _ends(claim, speakers):
            span = relation_span(claim, party, other, events)
            groups[party, claim.relation, other].append(span)
    return tuple(span for key in sorted(groups) for span in united(groups[key]))


def _ends(claim: Claim, speakers: Speakers | None) -> list[tuple[str, str]]:
    if speakers is None or claim.relation == "speaks_for":
        return [(claim.subject, claim.object)]
    return [
        (party, other)
        for party in speakers.parties(claim.subject, claim.said_on)
        for other in speakers.parties(claim.object, claim.said_on)
        if party != other
    ]
