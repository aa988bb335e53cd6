"""The vocabulary: relations, kinds and other fixed words, read from `vocabulary.yaml`.

Code asks it what a relation is (`VOCABULARY.relations["demands"].polarity`); a relation type or a
label that reaches Cypher is one that stands here.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

Group = Literal["stance", "holding", "tie", "event", "structure"]
Polarity = Literal["for", "against", "open", "other"]
PositionPolarity = Literal["for", "against", "other", "open", "disputed"]
Sort = Literal["possession", "title", "use", "view"]
Label = Literal["Party", "Asset", "Demand", "Event", "Source"]

LABELS: tuple[Label, ...] = ("Party", "Asset", "Demand", "Event", "Source")


class Relation(BaseModel):
    """One row of the vocabulary: what stands at its ends and what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z]+(_[a-z]+)*$")
    group: Group
    subject: tuple[Label, ...]
    object: tuple[Label, ...]
    reads: str
    polarity: Polarity | None = None
    sort: Sort | None = None
    plover: str | None = None

    @property
    def type(self) -> str:
        """The type of the direct edge: the name in capitals."""
        return self.name.upper()


class Vocabulary(BaseModel):
    """All relations and kinds, by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: dict[Group, str]
    polarities: dict[Polarity, str]
    relations: dict[str, Relation]
    kinds: dict[str, tuple[str, ...]]
    report_kinds: tuple[str, ...]
    certainties: tuple[str, ...]
    leanings: tuple[str, ...]

    def names(self, group: Group) -> frozenset[str]:
        """The names of a group's relations."""
        return frozenset(name for name, row in self.relations.items() if row.group == group)

    def polarity(self, relation: str) -> Polarity:
        """The polarity of a stance; KeyError for a relation that is none."""
        polarity = self.relations[relation].polarity
        if polarity is None:
            raise KeyError(relation)
        return polarity


def read_vocabulary(text: str) -> Vocabulary:
    """A vocabulary from YAML; pydantic's ValidationError where a row is malformed."""
    document = yaml.safe_load(text)
    for name, row in document["relations"].items():
        row["name"] = name
    return Vocabulary.model_validate(document)


VOCABULARY = read_vocabulary(files("graph").joinpath("vocabulary.yaml").read_text("utf-8"))
