"""What can be asked: one model for each question, shared by HTTP, command line and notebooks.

An unknown parameter, a date that is none or a limit out of range is refused here, once.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from graph.dates import Period, instant_text, parse_instant
from graph.vocabulary import VOCABULARY, PositionPolarity

MAX_LIMIT = 1_000
MAX_TEXT = 500


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    period = Period.parse(value)
    if not period.is_day:
        raise ValueError(f"'{value}' is not a day: write it like 2025-03-18")
    return period.first


def _period(value: str) -> str:
    return Period.parse(value).text


def _instant(value: str) -> str:
    return instant_text(parse_instant(value.replace(" ", "+")))


def _one_of(words: frozenset[str]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in words:
            raise ValueError(f"'{value}' is none of {', '.join(sorted(words))}")
        return value

    return AfterValidator(check)


def _plain(value: str) -> str:
    if any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise ValueError("contains control characters")
    return value


Name = Annotated[str, Field(min_length=1, max_length=MAX_TEXT), AfterValidator(_plain)]
Day = Annotated[date, BeforeValidator(_day)]
DateText = Annotated[str, Field(max_length=10), AfterValidator(_period)]
Instant = Annotated[str, Field(max_length=40), AfterValidator(_instant)]
Stance = Annotated[str, _one_of(VOCABULARY.names("stance"))]
Certainty = Literal["high", "medium", "low"]


class Question(BaseModel):
    """What every question may say: which dossier, how much, and when it was known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dossier: Name | None = Field(None, description="only what this dossier says")
    known_at: Instant | None = Field(
        None, description="what was known at this moment, such as 2025-03-18T12:00:00Z"
    )


class ListQuestion(Question):
    """A question whose answer is a list, given page by page."""

    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="how many items at most")
    cursor: str | None = Field(None, max_length=1_000, description="'next' of the page before")


class PositionsQuestion(ListQuestion):
    """Who demands, offers, accepts, rejects or considers what."""

    as_of: Day | None = Field(None, description="what held on this day; today by default")
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


class ThingQuestion(Question):
    """One thing with its evidence."""

    as_of: Day | None = Field(None, description="what held on this day; today by default")


class EvidenceQuestion(ListQuestion):
    """One source or claim with what stands behind it."""
