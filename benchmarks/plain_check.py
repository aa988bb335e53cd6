"""What checking is measured against: one pydantic model, one loop, sets of known ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import polars
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from graph.vocabulary import VOCABULARY

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CONTROL = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"


def _day(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise ValueError("no date")
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    date(year, month, day)
    return text


def _parts(cell: object) -> object:
    if isinstance(cell, str):
        return [part for part in (piece.strip() for piece in cell.split(";")) if part]
    return cell


class Citation(BaseModel):
    """A source and a place in it."""

    id: str
    locator: str = ""


def _citations(cell: str | list[str]) -> object:
    parts = cell.split(";") if isinstance(cell, str) else cell
    pairs = (part.partition("@") for part in parts)
    return [Citation(id=name.strip(), locator=place.strip()) for name, _, place in pairs]


def _one_of(words: Iterable[str]) -> Any:
    return Literal[tuple(words)]


RELATIONS: Any = _one_of(VOCABULARY.relations)
LEANINGS: Any = _one_of(VOCABULARY.leanings)
REPORTS: Any = _one_of(VOCABULARY.report_kinds)
CERTAINTIES: Any = _one_of(VOCABULARY.certainties)
Text = Annotated[str, Field(max_length=1_000_000, pattern=_CONTROL)]
Day = Annotated[str, AfterValidator(_day)]
Texts = Annotated[list[str], BeforeValidator(_parts)]


class PlainClaim(BaseModel):
    """A row of the table of claims."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=200)]
    subject: Text
    relation: RELATIONS
    object: Text
    said_on: Day
    sources: Annotated[list[Citation], BeforeValidator(_citations)]
    paraphrase: Text
    about: Texts | None = None
    addressed_to: Texts | None = None
    in_favour_of: Texts | None = None
    said_at: Text | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    leaning: LEANINGS | None = None
    condition: Text | None = None
    reported_by: Text | None = None
    report_kind: REPORTS | None = None
    certainty: CERTAINTIES | None = None
    note: Text | None = None


Known = dict[str, set[str]]


def known_ids(folder: Path) -> Known:
    """The ids of a dossier's things by table, and of all together."""
    names = ("parties", "assets", "demands", "events", "sources")
    known = {name: set(polars.read_csv(folder / f"{name}.csv")["id"]) for name in names}
    return {**known, "all": set[str]().union(*known.values())}


def plain_check(path: Path, known: Known) -> int:
    """How many claims a file holds; ValueError where one of them is wrong."""
    if path.suffix == ".parquet":
        table = polars.read_parquet(path)
    elif path.suffix == ".jsonl":
        table = polars.read_ndjson(path)
    else:
        table = polars.read_csv(path, infer_schema=False)
    seen: set[str] = set()
    for row in table.iter_rows(named=True):
        claim = PlainClaim.model_validate(row)
        if claim.id in seen or not _refers(claim, known):
            raise ValueError(f"{claim.id} stands twice, or refers to nothing")
        seen.add(claim.id)
    return len(seen)


def _refers(claim: PlainClaim, known: Known) -> bool:
    return (
        claim.subject in known["all"]
        and claim.object in known["all"]
        and all(part.id in known["sources"] for part in claim.sources)
        and all(name in known["assets"] for name in claim.about or ())
        and all(name in known["parties"] for name in claim.addressed_to or ())
        and all(name in known["parties"] for name in claim.in_favour_of or ())
        and (claim.said_at is None or claim.said_at in known["events"])
    )
