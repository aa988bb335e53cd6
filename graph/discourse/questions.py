"""What can be asked of discourse networks: over a day (`as_of`) or a window (`since`, `until`)."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from graph.questions import Day, Name, Question

NetworkKind = Literal["positions", "congruence", "conflict", "subtract", "holdings"]
Normalisation = Literal["none", "average", "jaccard", "cosine", "activity", "prominence"]

OF_ONE_MODE: tuple[Normalisation, ...] = ("none", "average", "jaccard", "cosine")
OF_TWO_MODES: tuple[Normalisation, ...] = ("none", "activity", "prominence")
_FITTING: dict[NetworkKind, tuple[Normalisation, ...]] = {
    "positions": OF_TWO_MODES,
    "holdings": ("none",),
    "congruence": OF_ONE_MODE,
    "conflict": OF_ONE_MODE,
    "subtract": OF_ONE_MODE,
}


class WindowQuestion(Question):
    """What a network counts: all that held on `as_of`, or on any day from `since` to `until`."""

    since: Day | None = Field(None, description="from this day on, with until: a window")
    until: Day | None = Field(None, description="up to this day, with since: a window")
    asset: Name | None = Field(None, description="only demands on this asset and its parts")
    roll_up: bool = Field(True, description="whether speakers count as those they speak for")

    @model_validator(mode="after")
    def _one_window(self) -> Self:
        if (self.since is None) != (self.until is None):
            missing, given = ("until", "since") if self.since else ("since", "until")
            raise ValueError(f"{missing}: a window has two ends: give it beside {given}")
        if self.since and self.as_of:
            raise ValueError("as_of: give one day (as_of) or a window (since and until), not both")
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since: {self.since} is after until, {self.until}: swap them")
        return self

    def window(self, day: date) -> tuple[date, date]:
        """The first and the last day that count; `day` is that of the answer's pin."""
        return (self.since, self.until) if self.since and self.until else (day, day)


class NetworkQuestion(WindowQuestion):
    """A network of parties, or of parties with what they want or hold."""

    kind: NetworkKind = Field(description="positions, congruence, conflict, subtract or holdings")
    normalisation: Normalisation = Field("none", description="by what a weight is divided")

    @model_validator(mode="after")
    def _normalisation_fits(self) -> Self:
        fitting = _FITTING[self.kind]
        if self.normalisation not in fitting:
            raise ValueError(
                f"normalisation: '{self.normalisation}' does not fit the kind '{self.kind}': "
                f"it is one of {', '.join(fitting)}"
            )
        return self


class CoalitionsQuestion(WindowQuestion):
    """Parties grouped by what they share and what divides them."""

    normalisation: Literal["none", "average", "jaccard", "cosine"] = Field(
        "none", description="by what a weight is divided before parties are grouped"
    )
    rounds: int = Field(100, ge=0, le=1_000, description="how often the grouping is tried again")
