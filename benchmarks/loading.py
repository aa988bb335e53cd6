"""Loading against plain batched MERGE of the same nodes and edges, and loading the same again.

    python -m benchmarks.loading --claims 100000 --engine embedded
    python -m benchmarks.loading --memory [--format csv|jsonl|parquet] [--stage-only]

Rows are nodes and edges. The plain side has its rows in memory and checks nothing; Parley's side
begins with the CSV files. Each runs on a
server of its own that was warmed by a small run of the same. `--stage-only` leaves the store out:
it checks, stages, and reads what is staged in the order of writing.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import polars

from benchmarks.engines import ENGINES, store_of
from benchmarks.plain import Plain
from benchmarks.synthetic import write_dossier
from graph.store import Store
from loaders.check import check
from loaders.load import Summary, load
from loaders.staging import Staging

FORMATS = ("csv", "jsonl", "parquet")
WARMING = 5_000
SIZES = (100_000, 1_000_000)


def main() -> None:
    """Measures what the arguments ask for and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=SIZES[0])
    arguments.add_argument("--engine", choices=ENGINES, default="embedded")
    arguments.add_argument("--memory", action="store_true", help="peak memory at two sizes")
    arguments.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="for --memory")
    arguments.add_argument("--format", choices=FORMATS, default="csv", help="for --memory")
    arguments.add_argument("--stage-only", action="store_true", help="for --memory: no store")
    arguments.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    with TemporaryDirectory(prefix="parley-benchmark-") as name:
        if chosen.peak_of:
            engine = None if chosen.stage_only else chosen.engine
            print(*peak(engine, Path(name), chosen.peak_of))
        elif chosen.memory:
            side = ["--stage-only"] if chosen.stage_only else ["--engine", chosen.engine]
            memory(side, Path(name), chosen.sizes, chosen.format)
        else:
            speed(chosen.engine, Path(name), chosen.claims)


def speed(engine: str, folder: Path, claims: int) -> None:
    """Prints rows a second of both sides, and how fast nothing is changed."""
    small = write_dossier(folder / "small", min(claims, WARMING), name="small")
    large = write_dossier(folder / "large", claims)
    turned = write_dossier(folder / "turned", claims, shuffle=True)
    with store_of(engine, folder / "plain") as store:
        _plain(store, small)
        rows, plain = _plain(store, large)
    with store_of(engine, folder / "parley") as store:
        load(store, [small])
        first = _timed(lambda: load(store, [large]))
        again = _timed(lambda: _same(load(store, [large])))
        compared = _timed(lambda: _same(load(store, [turned])))
    print(f"{engine}, {claims:,} claims, {rows:,} nodes and edges")
    print(f"plain MERGE          {plain:8.2f} s {rows / plain:10,.0f} rows/s")
    print(f"parley, first load   {first:8.2f} s {rows / first:10,.0f} rows/s  {plain / first:.2f}")
    print(f"parley, same files   {again:8.2f} s  {first / again:6.1f} times as fast as the first")
    print(f"parley, rows turned  {compared:8.2f} s  {first / compared:6.1f} times")


def memory(side: list[str], folder: Path, sizes: tuple[int, ...], kind: str) -> None:
    """Prints the loader's peak memory and speed at each size, each in a process of its own."""
    found, paces = [], []
    for size in sizes:
        path = in_format(write_dossier(folder / str(size), size), kind)
        command = [sys.executable, "-m", "benchmarks.loading", *side]
        ran = subprocess.run(
            [*command, "--peak-of", str(path)], check=True, capture_output=True, text=True
        )
        peaked, seconds = ran.stdout.split()
        found.append(int(peaked))
        paces.append(size / float(seconds))
        print(
            f"{side[-1].strip('-')}, {kind}, {size:,} claims: {found[-1] / 1024:,.0f} MiB at most, "
            f"{paces[-1]:,.0f} claims/s",
            flush=True,
        )
    print(f"memory {found[-1] / found[0]:.2f}, pace {paces[-1] / paces[0]:.2f}")


def peak(engine: str | None, folder: Path, dossier: Path) -> tuple[int, float]:
    """The most memory that this process held while it loaded a dossier, in KiB, and the seconds.

    Without an engine it only stages, and reads what a load would write.
    """
    if engine is None:
        seconds = _timed(lambda: _stage(dossier))
    else:
        with store_of(engine, folder) as store:
            seconds = _timed(lambda: load(store, [dossier]))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, seconds


def _stage(dossier: Path) -> None:
    with Staging() as staging:
        check([dossier], staging)
        deque(staging.claims_to_write(staging.heads[0].id), maxlen=0)


def in_format(dossier: Path, kind: str) -> Path:
    """The dossier with its claims in another format, as polars writes it; lists are lists."""
    claims = dossier / "claims.csv"
    target = dossier / f"claims.{kind}"
    table = polars.scan_csv(claims, infer_schema=False)
    if kind == "parquet":
        table.sink_parquet(target, row_group_size=100_000)
    elif kind == "jsonl":
        # In JSON a text that holds the sign is one source, not two.
        table.with_columns(polars.col("sources").str.split("; ")).sink_ndjson(target)
    if kind != "csv":
        claims.unlink()
    return dossier


def _plain(store: Store, dossier: Path) -> tuple[int, float]:
    with Staging() as staging:
        check([dossier], staging)
        plain = Plain(staging)
    return plain.rows, _timed(lambda: plain.write(store))


def _same(summary: Summary) -> None:
    if summary.release is not None:
        raise SystemExit(f"the same dossier made a release: {summary.lines()}")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
