"""What a page is asked: its parameters, checked as those of the API are.

An empty value is none, since a form sends all its fields. What concerns the view alone (`hide`,
`focus`, `steps`, `select`, `view`) is checked here and read by the picture's script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams

from graph.cases import ConflictKind
from graph.errors import BadParameter
from graph.parameters import invalid
from graph.questions import (
    AssetsQuestion,
    Certainty,
    Day,
    DemandsQuestion,
    EventsQuestion,
    Name,
    PartiesQuestion,
    Question,
    Relation,
    SearchLabel,
    SourcesQuestion,
    SpanKind,
)

MOST_NODES = 40
_VIEW = re.compile(r"-?[0-9]{1,7},-?[0-9]{1,7},[0-9]{1,3}(\.[0-9]{1,6})?")

Asked = TypeVar("Asked", bound=Question)


def _view(value: str) -> str:
    if not _VIEW.fullmatch(value):
        raise ValueError(f"'{value[:40]}' is no view: it is x,y,scale, such as 0,120,0.8")
    return value


class PictureQuestion(Question):
    """What every page with a picture may be asked."""

    most: int = Field(MOST_NODES, ge=1, le=5_000, description="how many nodes are drawn at most")
    hide: Name | None = Field(None, description="what the legend hides, divided by commas")
    focus: Name | None = Field(None, description="the node around which is looked")
    steps: Literal["1", "2", "3"] | None = Field(None, description="how many steps around it")
    select: Name | None = Field(None, description="the node or line that is chosen")
    view: Annotated[str, AfterValidator(_view)] | None = Field(
        None, description="where one looks: x,y,scale"
    )
    download: Literal["html"] | None = Field(
        None, description="html: the picture as one file that needs no network"
    )


class ConflictsPageQuestion(PictureQuestion):
    """The conflict-of-interest view."""

    kind: ConflictKind | None = Field(None, description="a kind of conflict")
    party: Name | None = Field(None, description="a party, or one who spoke for it")
    asset: Name | None = Field(None, description="an asset, its parts included")
    demand: Name | None = Field(None, description="a demand, by id, text or alias")
    certainty: Certainty | None = Field(None, description="with a claim of this certainty")
    start: int = Field(1, ge=1, le=1_000_000, description="the first one that is listed")


class ChangesPageQuestion(Question):
    """What changed between two days."""

    since: Day | None = Field(None, description="from this day on")
    until: Day | None = Field(None, description="up to this day")
    party: Name | None = Field(None, description="a party, or one who spoke for it")
    kind: SpanKind | None = Field(None, description="position, holding, tie or conflict")
    start: int = Field(1, ge=1, le=1_000_000, description="the first one that is listed")


class PathsPageQuestion(PictureQuestion):
    """How two things are connected; without both ends the page asks for them."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: Name | None = Field(None, alias="from", description="where the routes begin")
    to: Name | None = Field(None, description="where the routes end")
    max_hops: int = Field(6, ge=1, le=10, description="how many steps at most")
    relation: Relation | None = Field(None, description="only over edges of this relation")


class SourcePageQuestion(Question):
    """One source with the claims that rest on it."""

    cursor: str | None = Field(None, max_length=1_000, description="'next' of the page before")


class SearchPageQuestion(Question):
    """What bears or holds some words; without words the page asks for them."""

    q: Name | None = Field(None, description="words of a name, a text or a paraphrase")
    label: SearchLabel | None = Field(None, description="only Party, Asset, ... or Claim")
    cursor: str | None = Field(None, max_length=1_000, description="'next' of the page before")


LISTS: Mapping[str, type[Question]] = {
    "parties": PartiesQuestion,
    "assets": AssetsQuestion,
    "demands": DemandsQuestion,
    "events": EventsQuestion,
    "sources": SourcesQuestion,
}


def asked(model: type[Asked], parameters: QueryParams) -> Asked:
    """The question that an address asks; BadParameter where it asks what cannot be."""
    names = [name for name, _ in parameters.multi_items()]
    for name in names:
        if names.count(name) > 1:
            shown = name.encode("utf-8", "replace").decode()[:100]
            raise BadParameter(shown, "stands more than once: give it once")
    given = {name: value for name, value in parameters.items() if value != ""}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        known = [field.alias or name for name, field in model.model_fields.items()]
        raise invalid(map(dict, error.errors()), known) from None
