"""What deserves a curator's eye without being wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import accumulate, groupby

from graph.dates import Period
from graph.model import Thing
from graph.records import claim_from
from graph.spans import interval_of
from graph.vocabulary import VOCABULARY
from loaders.check_claims import ClaimsCheck
from loaders.check_things import ThingsCheck
from loaders.problems import Problems
from loaders.staging import StagedClaim, StagedThing, Staging

_POSSESSION = sorted(name for name, row in VOCABULARY.relations.items() if row.sort == "possession")


def warn_of(
    dossier: str,
    things: ThingsCheck,
    claims: ClaimsCheck,
    staging: Staging,
    problems: Problems,
) -> None:
    """Adds the warnings of one dossier."""
    events: dict[str, Thing] = {}
    cited = things.cited | claims.cited
    for thing in staging.things(dossier):
        if thing.label == "Source" and thing.id not in cited:
            problems.warn(thing.place, "id", f"nobody cites the source {thing.id!r}", "uncited")
        elif thing.label == "Demand" and thing.id not in claims.stood_on:
            message = f"nobody takes a stance on the demand {thing.id!r}"
            problems.warn(thing.place, "id", message, "no-stance")
        elif thing.label == "Event":
            events[thing.id] = _event(thing)
    _idle_speakers(dossier, staging, events, problems)
    _open_possessions(dossier, staging, problems)


def _event(thing: StagedThing) -> Thing:
    start, end = thing.fields.get("start"), thing.fields.get("end")
    return Thing(
        id=thing.id,
        label="Event",
        name=thing.fields["name"],
        start=Period.parse(start) if start else None,
        end=Period.parse(end) if end else None,
    )


def _idle_speakers(
    dossier: str, staging: Staging, events: dict[str, Thing], problems: Problems
) -> None:
    """A `speaks_for` that covers none of what the person said."""
    waiting: dict[str, list[StagedClaim]] = defaultdict(list)
    for tie in staging.claims_of(dossier, ["speaks_for"], "subject"):
        waiting[tie.content["subject"]].append(tie)
    if not waiting:
        return
    spoke: set[str] = set()
    for voice, said_on in staging.sayings(dossier):
        ties = waiting.get(voice)
        if ties:
            spoke.add(voice)
            waiting[voice] = [row for row in ties if not _covers(row, said_on, events)]
    for voice in spoke:
        for tie in waiting[voice]:
            party = tie.content["object"]
            message = f"covers nothing that {voice!r} said: it speaks for {party!r} then"
            problems.warn(tie.place, "id", message, "idle-speaker")


def _covers(tie: StagedClaim, said_on: str, events: dict[str, Thing]) -> bool:
    record = {**tie.content, "uid": "", "id": tie.id, "dossier": tie.dossier}
    return interval_of(claim_from(record), events).touches(Period.parse(said_on))


def _open_possessions(dossier: str, staging: Staging, problems: Problems) -> None:
    """A possession without an end, where another party's possession begins later."""
    for _, rows in groupby(
        staging.claims_of(dossier, _POSSESSION, "object"), lambda row: row.content["object"]
    ):
        for claim, other in _overtaken(list(rows)):
            problems.warn(
                claim.place,
                "valid_to",
                f"{claim.content['subject']!r} still holds {claim.content['object']!r} where "
                f"{other.content['subject']!r} begins to, by {other.id!r}: has it ended?",
                "open-possession",
            )


def _overtaken(claims: list[StagedClaim]) -> Iterator[tuple[StagedClaim, StagedClaim]]:
    """Claims without an end, each with the first in the list of another party's that begin later.

    `highs` are the latest beginnings so far, place by place: they only rise, so that the first
    above a day is found by bisection, however many claims there are.
    """
    highs = list(accumulate(claims, _raised, initial=_Highs()))[1:]
    for claim in claims:
        if "valid_to" not in claim.content:
            subject, day = claim.content["subject"], _begin(claim).last
            place = bisect_right(highs, day, key=partial(_Highs.of_others, subject=subject))
            if place < len(claims):
                yield claim, claims[place]


@dataclass(frozen=True, slots=True)
class _Highs:
    """The latest first day of any party's possessions, and of those of all parties but this."""

    party: str = ""
    day: date = date.min
    second: date = date.min

    def of_others(self, subject: str) -> date:
        """The latest first day of possessions of parties but one."""
        return self.second if self.party == subject else self.day


def _raised(highs: _Highs, claim: StagedClaim) -> _Highs:
    subject, day = claim.content["subject"], _begin(claim).first
    if subject == highs.party:
        return replace(highs, day=max(day, highs.day))
    if day > highs.day:
        return _Highs(subject, day, highs.day)
    return replace(highs, second=max(day, highs.second))


def _begin(claim: StagedClaim) -> Period:
    return Period.parse(claim.content.get("valid_from") or claim.content["said_on"])
