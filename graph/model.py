"""What the graph is made of: claims, and the things that they are about.

A claim is the grain: subject, relation, object, by these sources. These are plain immutable values;
how they get into and out of a database is `graph.store`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.dates import Period
from graph.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a source says it: the source's id, the place in it, and its words if kept."""

    source: str
    locator: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sourced fact. `said_on` is None for structure only, which holds on every day.

    `recorded_at` and `retracted_at` are instants as `graph.dates.instant_text` writes them.
    """

    uid: str
    id: str
    dossier: str
    relation: str
    subject: str
    object: str
    said_on: Period | None = None
    valid_from: Period | None = None
    valid_to: Period | None = None
    about: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    in_favour_of: tuple[str, ...] = ()
    said_at: str | None = None
    leaning: str | None = None
    condition: str | None = None
    because: str | None = None
    paraphrase: str | None = None
    note: str | None = None
    reported_by: str | None = None
    report_kind: str | None = None
    certainty: str | None = None
    citations: tuple[Citation, ...] = ()
    recorded_at: str = ""
    retracted_at: str | None = None

    def __hash__(self) -> int:
        return hash(self.uid)

    def visible(self, known_at: str) -> bool:
        """Whether Parley knew it at an instant."""
        if self.recorded_at > known_at:
            return False
        return self.retracted_at is None or self.retracted_at > known_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A party, asset, demand, event or source, as it is called today.

    `name` is a demand's text and a source's title. `start` and `end` are an event's. `properties`
    are all columns of its table, as the dossiers that list it agree on them.
    """

    id: str
    label: Label
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    url: str | None = None
    start: Period | None = None
    end: Period | None = None
    properties: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Release:
    """One publication: its number, counted from 1, and its instant."""

    number: int
    published_at: str


@dataclass(frozen=True, slots=True)
class Pin:
    """What an answer rests on; asking again with its `as_of` and `known_at` gives the same.

    `release` is None before the first release. `seen_at` is the release's own instant: all that is
    known at `known_at` was known then.
    """

    release: int | None
    as_of: str
    known_at: str
    seen_at: str
