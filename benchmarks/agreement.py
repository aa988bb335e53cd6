"""Two coders compared: seconds of computing and peak memory, for dossiers of growing size.

    python -m benchmarks.agreement --claims 1000 10000

The second coder has the invented dossier of the first under other ids and in another order, leaves
out one claim in ten, and codes one in seven otherwise: another relation, another day, other words.
`--parties` and `--demands` say how crowded it is: the fewer there are, the more claims of a coder
are about the same party and demand, and so have to be told apart.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from api.memory import collect_seldom
from benchmarks.synthetic import CLAIMS_OF_A_SOURCE, STANCES, Size, write_dossier
from graph.agreement.report import compare_codings
from loaders.coding import read_codings

_WORDS = (
    *("harbour", "river", "treaty", "border", "signed", "refused"),
    *("guarded", "crossed", "again", "nobody", "spoke"),
)


def main() -> None:
    """Measures what the arguments ask for and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, nargs="+", default=[1_000, 10_000])
    arguments.add_argument("--parties", type=int, default=300)
    arguments.add_argument("--demands", type=int, default=1_000)
    chosen = arguments.parse_args()
    collect_seldom()  # as every command does
    print("claims a coder    reading  comparing      units    matched  peak memory")
    for claims in chosen.claims:
        with TemporaryDirectory(prefix="parley-benchmark-") as name:
            measure(Path(name), claims, chosen.parties, chosen.demands)


def measure(folder: Path, claims: int, parties: int, demands: int) -> None:
    """Prints the figures of two coders of so many claims."""
    size = Size(parties, 200, demands, 50, max(1, claims // CLAIMS_OF_A_SOURCE))
    one = write_dossier(folder / "one", claims, size=size)
    other = write_dossier(folder / "other", claims, size=size)
    for side, place in enumerate((one, other)):
        _code(place / "claims.csv", side)
    start = time.process_time()
    codings = read_codings([one, other])
    read = time.process_time()
    found = compare_codings(codings)
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{claims:14,} {read - start:8.2f} s {done - read:8.2f} s {found.units:10,} "
        f"{found.pairs[0].matched:10,} {peak:8,.0f} MiB"
    )


def _code(file: Path, side: int) -> None:
    """Gives each claim words of its own; the second coder's are edited, renumbered and shuffled."""
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for number, row in enumerate(rows):
        row["paraphrase"] = " ".join(random.Random(number).choices(_WORDS, k=12))
    if side:
        chance = random.Random(side)
        rows = [row for row in rows if chance.random() > 0.1]
        for row in rows:
            _edit(row, chance)
        chance.shuffle(rows)
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _edit(row: dict[str, str], chance: random.Random) -> None:
    row["id"] = f"other-{row['id']}"
    kind = chance.randrange(21)
    if kind == 0 and row["relation"] in STANCES:
        row["relation"] = chance.choice(STANCES)
    elif kind == 1:
        row["said_on"] = row["said_on"][:7]
    elif kind == 2:
        row["paraphrase"] = " ".join(chance.choices(_WORDS, k=12))


if __name__ == "__main__":
    main()
