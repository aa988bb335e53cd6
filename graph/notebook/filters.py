"""The parameters of Parley's questions, for type checkers and editors: HTTP's names.

`graph.questions` says what each means and checks them; a test holds that the names are the same. A
thing may be given by id, name or alias, or as a row that has an `id`; a day as text, `date` or
`Timestamp`. `pin` asks at the moment of an earlier answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypedDict

from graph.cases import ConflictKind
from graph.questions import Certainty, SearchLabel, SpanKind
from graph.vocabulary import Group, PositionPolarity

Thing = str | Mapping[str, Any]
Day = str | date


class ThingFilters(TypedDict, total=False):
    """What every question may say."""

    dossier: Thing
    known_at: Day
    as_of: Day
    pin: Mapping[str, Any]


class ListFilters(ThingFilters, total=False):
    """What every question for a list may say."""

    limit: int
    cursor: str


class ScopeFilters(ListFilters, total=False):
    """What positions, conflicts and history are about."""

    party: Thing
    asset: Thing
    demand: Thing
    roll_up: bool


class PositionsFilters(ScopeFilters, total=False):
    """The parameters of `/v1/positions`."""

    stance: str
    polarity: PositionPolarity
    addressed_to: Thing
    certainty: Certainty
    said_since: str
    said_before: str
    q: str


class ConflictsFilters(ScopeFilters, total=False):
    """The parameters of `/v1/conflicts`; `group` is "pair" or "asset"."""

    kind: ConflictKind
    group: str


class PathsFilters(ListFilters, total=False):
    """The parameters of `/v1/paths`; `from_` is HTTP's `from`."""

    from_: Thing
    to: Thing
    max_hops: int
    relation: str


class TimelineFilters(ScopeFilters, total=False):
    """The parameters of `/v1/timeline`."""

    kind: SpanKind
    since: Day
    until: Day


class ChangesFilters(TimelineFilters, total=False):
    """The parameters of `/v1/changes`: days, or moments of knowledge."""

    known_since: Day
    known_until: Day


class ClaimsFilters(ListFilters, total=False):
    """The parameters of `/v1/claims`."""

    kind: str
    group: Group
    party: Thing
    asset: Thing
    demand: Thing
    event: Thing
    source: Thing
    certainty: Certainty
    said_since: str
    said_before: str
    q: str


class SearchFilters(ListFilters, total=False):
    """The parameters of `/v1/search`, apart from the words."""

    label: SearchLabel


class DemandsFilters(ListFilters, total=False):
    """The parameters of `/v1/demands`."""

    q: str


class ThingsFilters(DemandsFilters, total=False):
    """The parameters of `/v1/parties`, `/v1/assets`, `/v1/events` and `/v1/sources`."""

    kind: str


class WindowFilters(ThingFilters, total=False):
    """What a network counts: a day (`as_of`) or a window (`since` and `until`)."""

    since: Day
    until: Day
    asset: Thing
    roll_up: bool


class CoalitionsFilters(WindowFilters, total=False):
    """The parameters of coalitions."""

    normalisation: Literal["none", "average", "jaccard", "cosine"]
    rounds: int
