"""Checking claims without a database against polars and a straightforward pydantic loop.

    python -m benchmarks.checking --claims 100000

Both sides read the same file and look at the same things: columns, words, dates, lists, sources,
ids given once, and that what a claim refers to is there. The plain side stops at the first mistake
and keeps no places; Parley's also stages the claims for a load, and says where each stands. The
names of parties, assets and the like are known to both sides beforehand.

`with hints` is the whole of `parley check`: all tables, and what deserves an eye.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from api.memory import collect_seldom
from benchmarks.loading import FORMATS as KINDS
from benchmarks.loading import in_format
from benchmarks.plain_check import known_ids, plain_check
from benchmarks.synthetic import write_dossier
from loaders.check_claims import ClaimsCheck
from loaders.check_things import ThingsCheck
from loaders.dossier_files import find_files
from loaders.hints.gather import examine
from loaders.problems import Problems
from loaders.staging import Staging

NAME = "synthetic"


def main() -> None:
    """Measures what the arguments ask for and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    claims = chosen.claims
    collect_seldom()  # as every command does
    with TemporaryDirectory(prefix="parley-benchmark-") as name:
        csv = write_dossier(Path(name) / "csv", claims, name=NAME)
        others = [write_dossier(Path(name) / kind, claims, name=NAME) for kind in KINDS[1:]]
        for kind, folder in zip(KINDS[1:], others, strict=True):
            in_format(folder, kind)
        print(f"{claims:,} claims, best of {chosen.rounds} rounds")
        for kind, folder in zip(KINDS, (csv, *others), strict=True):
            compare(kind, folder, claims, chosen.rounds)


def compare(kind: str, folder: Path, claims: int, rounds: int) -> None:
    """Prints both sides for one format, measured in turns."""
    known = known_ids(folder)
    sides: dict[str, Callable[[], float]] = {
        "polars and pydantic": lambda: _timed(
            partial(plain_check, folder / f"claims.{kind}", known)
        ),
        "parley": partial(parley, folder, claims),
        "parley, with hints": lambda: _timed(partial(_whole, folder)),
    }
    seconds = [{name: side() for name, side in sides.items()} for _ in range(rounds)]
    found = {name: min(row[name] for row in seconds) for name in sides}
    plain = found["polars and pydantic"]
    for name, best in found.items():
        print(
            f"{kind:8} {name:20} {best:6.2f} s {claims / best:10,.0f} claims/s  {plain / best:5.2f}"
        )


def parley(folder: Path, claims: int) -> float:
    """The seconds that the claims of a dossier take, its other tables being checked already."""
    problems = Problems()
    files = find_files(folder, problems)
    assert files is not None
    with Staging() as staging:
        things = ThingsCheck(NAME, staging, problems)
        things.run(files)
        check_claims = ClaimsCheck(NAME, things, staging, problems)
        began = time.perf_counter()
        counted = sum(check_claims.run(files))
        seconds = time.perf_counter() - began
    if counted != claims or problems.found:
        raise SystemExit(f"{counted:,} claims, {problems.found[:3]}")
    return seconds


def _whole(folder: Path) -> None:
    found = examine([folder])
    if found.errors:
        raise SystemExit(found.errors[:3])


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
