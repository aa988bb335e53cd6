"""An invented dossier of any size: sourced claims about parties, demands and assets, as CSV.

The same size gives the same files. `shuffle` writes the claims in another order, so that nothing
but the files' fingerprint differs.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CLAIMS_OF_A_SOURCE = 20
STANCES = ("demands", "supports", "rejects", "offers", "accepts")
HOLDINGS = ("controls", "claims", "operates")
COLUMNS = (
    *("id", "subject", "relation", "object", "said_on", "sources", "paraphrase", "about"),
    *("addressed_to", "said_at", "certainty"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many things of each label there are."""

    parties: int = 300
    assets: int = 200
    demands: int = 1_000
    events: int = 50
    sources: int = 0

    @classmethod
    def of_nodes(cls, nodes: int) -> Size:
        """A graph of so many nodes, claims apart."""
        shares = (nodes // 10, nodes * 15 // 100, nodes * 4 // 10, nodes // 20, nodes * 3 // 10)
        return cls(*shares)


def write_dossier(
    folder: Path,
    claims: int,
    *,
    name: str = "synthetic",
    shuffle: bool = False,
    size: Size | None = None,
) -> Path:
    """Writes a dossier of `claims` claims into `folder` and returns the folder."""
    size = size or Size(sources=max(1, claims // CLAIMS_OF_A_SOURCE))
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("dossier.yaml").write_text(f"id: {name}\ntitle: A dossier of {claims} claims\n")
    things = ("id", "name", "kind")
    _table(folder, "parties", things, _named("p", "Party", "state", size.parties))
    _table(folder, "assets", things, _named("a", "Asset", "territory", size.assets))
    _table(folder, "demands", ("id", "text", "concerns", "excludes"), _demands(size))
    _table(folder, "events", ("id", "name", "kind", "start"), _events(size))
    _table(folder, "sources", ("id", "title", "published", "url"), _sources(size.sources))
    rows: Iterable[Sequence[str]] = (_claim(number, size) for number in range(claims))
    if shuffle:
        rows = reversed(list(rows))
    _table(folder, "claims", COLUMNS, rows)
    return folder


def _table(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with folder.joinpath(f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def _named(letter: str, word: str, kind: str, count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        yield f"{letter}-{number}", f"{word} number {number}", kind


def _demands(size: Size) -> Iterator[tuple[str, ...]]:
    """Every hundredth demand excludes the next."""
    for number in range(size.demands):
        other = f"d-{(number + 1) % size.demands}: both cannot be" if number % 100 == 0 else ""
        yield f"d-{number}", f"Point {number} is settled", f"a-{number % size.assets}", other


def _events(size: Size) -> Iterator[tuple[str, ...]]:
    for number in range(size.events):
        yield f"e-{number}", f"Meeting number {number}", "meeting", f"{2000 + number % 25}-05-01"


def _sources(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        yield (
            f"s-{number}",
            f"Report number {number}",
            "2024-01-05",
            f"https://example.org/{number}",
        )


def _claim(number: int, size: Size) -> tuple[str, ...]:
    """Three in four claims are stances, the others holdings; one in a thousand is mediation."""
    chance = random.Random(number)
    source = number % size.sources
    day = f"{chance.randint(2000, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    subject, other = chance.sample(range(size.parties), 2)
    stance = number % 4 != 3
    relation = chance.choice(STANCES if stance else HOLDINGS)
    thing = (
        f"d-{chance.randrange(size.demands)}" if stance else f"a-{chance.randrange(size.assets)}"
    )
    about = f"a-{chance.randrange(size.assets)}" if stance else ""
    if number % 1_000 == 7:
        subject %= 10
        mediated = other if other != subject else other + 10
        stance, relation, thing, about = False, "mediates", f"p-{mediated}", ""
    return (
        f"c-{number}",
        f"p-{subject}",
        relation,
        thing,
        day,
        f"s-{source} @ p. {number % 90}; s-{(source + 7) % size.sources}",
        f"In its statement number {number} the party said so again, at some length.",
        about,
        f"p-{other}" if stance else "",
        f"e-{number % size.events}" if number % 3 == 0 else "",
        "high",
    )
