"""What can be asked: one model for each question, shared by HTTP, command line and notebooks.

An unknown parameter, a date that is none or a limit out of range is refused here, once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import core_schema

from graph.cases import ConflictKind
from graph.dates import Period, instant_text, parse_instant
from graph.vocabulary import VOCABULARY, Group, PositionPolarity

MAX_LIMIT = 1_000
MAX_TEXT = 500
# What JSON Schema can say of a date of three precisions; days that do not exist are refused later.
_DATE = r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"

# A day as it is written, whether there is such a one or not.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(f"'{value}' is not a day: write it like 2025-03-18")
    return Period.parse(value).first


def _period(value: str) -> str:
    return Period.parse(value).text


def _instant(value: str) -> str:
    return instant_text(parse_instant(value.replace(" ", "+")))


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these words: any other is refused with the whole list."""

    words: frozenset[str]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """A text that is checked against the words."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The words, as an enumeration."""
        return {**handler(schema), "enum": sorted(self.words)}

    def _check(self, value: str) -> str:
        if value not in self.words:
            raise ValueError(f"'{value}' is none of {', '.join(sorted(self.words))}")
        return value


def _plain(value: str) -> str:
    if any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise ValueError("contains control characters")
    return value


Name = Annotated[
    str,
    Field(min_length=1, max_length=MAX_TEXT, json_schema_extra={"pattern": r"^[^\x00-\x1f]+$"}),
    AfterValidator(_plain),
]
Day = Annotated[date, BeforeValidator(_day)]
DateText = Annotated[
    str, Field(max_length=10, json_schema_extra={"pattern": _DATE}), AfterValidator(_period)
]
Instant = Annotated[
    str, Field(max_length=40, json_schema_extra={"format": "date-time"}), AfterValidator(_instant)
]
Stance = Annotated[str, OneOf(VOCABULARY.names("stance"))]
Relation = Annotated[str, OneOf(frozenset(VOCABULARY.relations))]
SpanKind = Literal["position", "holding", "tie", "conflict"]
SearchLabel = Literal["Party", "Asset", "Demand", "Event", "Source", "Claim"]
Certainty = Literal["high", "medium", "low"]


class Question(BaseModel):
    """What every question may say: which dossier, when it held, and when it was known.

    Lists of things and claims are the same on every day; they take `as_of` so that any pin can be
    asked again.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    dossier: Name | None = Field(None, description="only what this dossier says")
    known_at: Instant | None = Field(
        None, description="what was known at this moment, such as 2025-03-18T12:00:00Z"
    )
    as_of: Day | None = Field(None, description="what held on this day; today by default")


class ListQuestion(Question):
    """A question whose answer is a list, given page by page."""

    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="how many items at most")
    cursor: str | None = Field(None, max_length=1_000, description="'next' of the page before")


def _said_in_order(since: str | None, before: str | None) -> None:
    """ValueError where nothing can have been said since the one and before the other."""
    if since and before and Period.parse(since).first > Period.parse(before).first:
        raise ValueError(f"said_since: {since} is after said_before, {before}: swap them")


class PositionsQuestion(ListQuestion):
    """Who demands, offers, accepts, rejects or considers what."""

    party: Name | None = Field(None, description="a party, or one who spoke for it")
    demand: Name | None = Field(None, description="a demand, by id, text or alias")
    asset: Name | None = Field(None, description="an asset, its parts included")
    stance: Stance | None = Field(None, description="a relation of the stance group")
    polarity: PositionPolarity | None = Field(None, description="for, against, open, ...")
    addressed_to: Name | None = Field(None, description="the party of whom it is demanded")
    certainty: Certainty | None = Field(None, description="with a claim of this certainty")
    said_since: DateText | None = Field(None, description="last said on this date or later")
    said_before: DateText | None = Field(None, description="last said before this date")
    q: Name | None = Field(None, description="words in the party, demand or paraphrases")
    roll_up: bool = Field(True, description="whether speakers count as those they speak for")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _said_in_order(self.said_since, self.said_before)
        return self


class ConflictsQuestion(ListQuestion):
    """Who is in conflict with whom, over what, and which mediator has a stake of its own."""

    party: Name | None = Field(None, description="a party, or one who spoke for it")
    asset: Name | None = Field(None, description="an asset, its parts included")
    demand: Name | None = Field(None, description="a demand, by id, text or alias")
    kind: ConflictKind | None = Field(
        None, description="opposed, exclusive, rival_holding or dual_role"
    )
    roll_up: bool = Field(True, description="whether speakers count as those they speak for")
    group: Literal["pair", "asset"] | None = Field(
        None, description="one item for each pair, or for each asset, and kind"
    )


class PathsQuestion(ListQuestion):
    """How two things are connected: the shortest routes over the edges that claims stand for."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: Name = Field(alias="from", description="where the routes begin: any party or thing")
    to: Name = Field(description="where the routes end: any party or thing")
    max_hops: int = Field(6, ge=1, le=10, description="how many steps at most")
    relation: Relation | None = Field(None, description="only over edges of this relation")


class HistoryQuestion(ListQuestion):
    """What of positions, holdings, ties and conflicts the timeline and the changes are about."""

    party: Name | None = Field(None, description="a party, or one who spoke for it")
    asset: Name | None = Field(None, description="an asset, its parts included")
    demand: Name | None = Field(None, description="a demand, by id, text or alias")
    kind: SpanKind | None = Field(None, description="position, holding, tie or conflict")
    since: Day | None = Field(None, description="from this day on")
    until: Day | None = Field(None, description="up to this day")
    roll_up: bool = Field(True, description="whether speakers count as those they speak for")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since: {self.since} is after until, {self.until}: swap them")
        return self


class TimelineQuestion(HistoryQuestion):
    """Spans of positions, holdings, ties and conflicts, in order of time."""


class ChangesQuestion(HistoryQuestion):
    """What began, moved or ended between two days, or between two moments of knowledge."""

    known_since: Instant | None = Field(
        None, description="what has changed since what was known at this moment"
    )
    known_until: Instant | None = Field(
        None, description="up to what was known at this moment; now by default"
    )

    @model_validator(mode="after")
    def _one_clock(self) -> Self:
        days, moments = self.since or self.until, self.known_since or self.known_until
        if days and moments:
            raise ValueError("since: give days (since, until) or moments (known_since), not both")
        if not self.since and not self.known_since:
            raise ValueError("since: give the day since which, or known_since, a moment")
        if self.known_since and self.known_until and self.known_since > self.known_until:
            raise ValueError("known_since: it is after known_until: swap them")
        return self


def _kind_of(label: str) -> OneOf:
    return OneOf(frozenset(VOCABULARY.kinds[label]))


class ThingsQuestion(ListQuestion):
    """The things of one label."""

    q: Name | None = Field(None, description="words in names and aliases")


class PartiesQuestion(ThingsQuestion):
    """Who there is."""

    kind: Annotated[str, _kind_of("party")] | None = Field(None, description="a kind of party")


class AssetsQuestion(ThingsQuestion):
    """What is negotiated over."""

    kind: Annotated[str, _kind_of("asset")] | None = Field(None, description="a kind of asset")


class DemandsQuestion(ThingsQuestion):
    """What is demanded."""


class EventsQuestion(ThingsQuestion):
    """What happened."""

    kind: Annotated[str, _kind_of("event")] | None = Field(None, description="a kind of event")


class SourcesQuestion(ThingsQuestion):
    """Who says so."""

    kind: Annotated[str, _kind_of("source")] | None = Field(None, description="a kind of source")


class ClaimsFilters(Question):
    """Which claims; structure only where it is asked for."""

    kind: Relation | None = Field(None, description="a relation, such as demands or controls")
    group: Group | None = Field(None, description="a group of relations; structure is one")
    party: Name | None = Field(None, description="a party anywhere in the claim, or its speaker")
    asset: Name | None = Field(None, description="an asset, its parts included")
    demand: Name | None = Field(None, description="a demand, by id, text or alias")
    event: Name | None = Field(None, description="an event: said at it, or about it")
    source: Name | None = Field(None, description="a source that is cited, by id or title")
    certainty: Certainty | None = Field(None, description="of this certainty")
    said_since: DateText | None = Field(None, description="said on this date or later")
    said_before: DateText | None = Field(None, description="said before this date")
    q: Name | None = Field(None, description="words in the paraphrase or the names of its ends")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _said_in_order(self.said_since, self.said_before)
        return self


class ClaimsQuestion(ClaimsFilters, ListQuestion):
    """The claims themselves, those that have ended too."""


class ExportQuestion(ClaimsFilters):
    """The claims that `/v1/claims` lists under the same filters, all of them, as a file."""

    format: Literal["json", "csv", "graphml", "gexf", "jsonld", "cypher"] = Field(
        description="json, csv, graphml, gexf, jsonld or cypher"
    )


class SearchQuestion(ListQuestion):
    """What bears or holds these words: things by name and alias, claims by paraphrase."""

    q: Name = Field(description="words of a name, an alias, a text or a paraphrase")
    label: SearchLabel | None = Field(None, description="only Party, Asset, ... or Claim")


class ThingQuestion(Question):
    """One thing with its evidence."""


class EvidenceQuestion(ListQuestion):
    """One source or claim with what stands behind it."""
