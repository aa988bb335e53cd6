"""An invented dossier of any size: sourced claims about parties, demands and assets, as CSV.

The same size gives the same files. `shuffle` writes the claims in another order, so that nothing
but the files' fingerprint differs.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

PARTIES, ASSETS, DEMANDS, EVENTS = 300, 200, 1_000, 50
CLAIMS_OF_A_SOURCE = 20
STANCES = ("demands", "supports", "rejects", "offers", "accepts")
HOLDINGS = ("controls", "claims", "operates")
COLUMNS = (
    *("id", "subject", "relation", "object", "said_on", "sources", "paraphrase", "about"),
    *("addressed_to", "said_at", "certainty"),
)


def write_dossier(
    folder: Path, claims: int, *, name: str = "synthetic", shuffle: bool = False
) -> Path:
    """Writes a dossier of `claims` claims into `folder` and returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("dossier.yaml").write_text(f"id: {name}\ntitle: A dossier of {claims} claims\n")
    sources = max(1, claims // CLAIMS_OF_A_SOURCE)
    _table(folder, "parties", ("id", "name", "kind"), _named("p", "Party", "state", PARTIES))
    _table(folder, "assets", ("id", "name", "kind"), _named("a", "Asset", "territory", ASSETS))
    _table(folder, "demands", ("id", "text", "concerns"), _demands())
    _table(folder, "events", ("id", "name", "kind", "start"), _events())
    _table(folder, "sources", ("id", "title", "published", "url"), _sources(sources))
    rows: Iterable[Sequence[str]] = (_claim(number, sources) for number in range(claims))
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


def _demands() -> Iterator[tuple[str, ...]]:
    for number in range(DEMANDS):
        yield f"d-{number}", f"Point {number} is settled", f"a-{number % ASSETS}"


def _events() -> Iterator[tuple[str, ...]]:
    for number in range(EVENTS):
        yield f"e-{number}", f"Meeting number {number}", "meeting", f"{2000 + number % 25}-05-01"


def _sources(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        yield (
            f"s-{number}",
            f"Report number {number}",
            "2024-01-05",
            f"https://example.org/{number}",
        )


def _claim(number: int, sources: int) -> tuple[str, ...]:
    chance = random.Random(number)
    source = number % sources
    day = f"{chance.randint(2000, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    subject, other = chance.sample(range(PARTIES), 2)
    stance = number % 4 != 3
    relation = chance.choice(STANCES if stance else HOLDINGS)
    thing = f"d-{chance.randrange(DEMANDS)}" if stance else f"a-{chance.randrange(ASSETS)}"
    return (
        f"c-{number}",
        f"p-{subject}",
        relation,
        thing,
        day,
        f"s-{source} @ p. {number % 90}; s-{(source + 7) % sources}",
        f"In its statement number {number} the party said so again, at some length.",
        f"a-{chance.randrange(ASSETS)}" if stance else "",
        f"p-{other}" if stance else "",
        f"e-{number % EVENTS}" if number % 3 == 0 else "",
        "high",
    )
