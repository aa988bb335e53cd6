"""Who held what, as spans: possession of, title to, use of and views on assets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.model import Claim, Thing
from graph.spans import RelationSpan, relation_span, united
from graph.speaking import Speakers

Key = tuple[str, str, str, tuple[str, ...]]


def holding_spans(
    claims: Iterable[Claim],
    events: Mapping[str, Thing],
    speakers: Speakers | None = None,
) -> tuple[RelationSpan, ...]:
    """The holdings that claims amount to, by asset, party, relation and time.

    Claims of the same party, relation and asset whose intervals meet are one span. With `speakers`,
    subjects stand for the party that they speak for.
    """
    groups: dict[Key, list[RelationSpan]] = defaultdict(list)
    for claim in claims:
        for party in (
            speakers.parties(claim.subject, claim.said_on) if speakers else (claim.subject,)
        ):
            key = (claim.object, party, claim.relation, claim.in_favour_of)
            groups[key].append(relation_span(claim, party, claim.object, events))
    return tuple(span for key in sorted(groups) for span in united(groups[key]))
