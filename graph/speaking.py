"""Who speaks for whom: what persons and ministries say counts as their party's (roll-up)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.dates import Interval, Period
from graph.model import Claim, Thing
from graph.spans import interval_of


class Speakers:
    """The `speaks_for` ties that are visible at one moment of knowledge."""

    def __init__(self, claims: Iterable[Claim], events: Mapping[str, Thing]) -> None:
        self._ties: dict[str, list[tuple[str, Interval]]] = defaultdict(list)
        self._voices: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            self._ties[claim.subject].append((claim.object, interval_of(claim, events)))
            self._voices[claim.object].add(claim.subject)

    def parties(self, subject: str, said_on: Period | None) -> tuple[str, ...]:
        """The parties at the end of a subject's chain on a date, by id; itself if it has none.

        A tie counts if it covers any day of `said_on`. Who speaks for two speaks for both. A loop
        stops at the first repeat.
        """
        if subject not in self._ties or said_on is None:
            return (subject,)
        ends: set[str] = set()
        self._walk(subject, said_on, (subject,), ends)
        return tuple(sorted(ends))

    def _walk(self, party: str, said_on: Period, chain: tuple[str, ...], ends: set[str]) -> None:
        onward = {
            spoken_for
            for spoken_for, interval in self._ties.get(party, ())
            if spoken_for not in chain and interval.touches(said_on)
        }
        if not onward:
            ends.add(party)
        for spoken_for in onward:
            self._walk(spoken_for, said_on, (*chain, spoken_for), ends)

    def voices(self, party: str) -> frozenset[str]:
        """The party and all who at any time spoke for it, directly or through others."""
        found = {party}
        waiting = [party]
        while waiting:
            for voice in self._voices.get(waiting.pop(), set()) - found:
                found.add(voice)
                waiting.append(voice)
        return frozenset(found)

    def spoken_for(self, voice: str) -> frozenset[str]:
        """A voice itself and all for whom it at any time spoke, directly or through others."""
        found = {voice}
        waiting = [voice]
        while waiting:
            onward = {party for party, _ in self._ties.get(waiting.pop(), ())} - found
            found |= onward
            waiting.extend(onward)
        return frozenset(found)
