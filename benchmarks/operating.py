"""Operating Parley: backup and restore, several processes, and a mixed load for a while.

    python -m benchmarks.operating backup --claims 100000 --engine embedded
    python -m benchmarks.operating workers --claims 20000
    python -m benchmarks.operating mixed --minutes 10 --clients 32
    python -m benchmarks.operating size --claims 1000000

`backup` compares with loading the same, by Parley and by plain MERGE; rows are nodes and edges.
`workers` counts answers a second of one process and of two. `mixed` has clients ask while dossiers
are loaded in between. `size` says how long loading, the first questions and a backup take, and how
much memory and disk they need.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from benchmarks.engines import ENGINES, settings_of
from benchmarks.plain import Plain
from benchmarks.service_processes import Seen, Service, asking, parley, serving
from benchmarks.synthetic import write_dossier
from graph.store import Store, StoreSettings, open_store
from loaders.archive import Backup, restore
from loaders.check import check
from loaders.load import load
from loaders.staging import Staging

DAYS = [f"20{year:02}-{month:02}-15" for year in range(10, 25) for month in (1, 4, 7, 10)]
# About many at once: with few parties and demands nearly all stand against each other.
CROWDED = (
    "/v1/conflicts?party=p-1&as_of=2010-06-01&limit=50",
    "/conflicts?demand=d-100&as_of=2010-06-01",
    "/v1/changes?since=2009-06-01&until=2010-05-31&as_of=2010-06-01&limit=50",
    "/v1/conflicts?as_of=2010-06-01&limit=50",
)
LOAD_SECONDS = 20.0
SETTLE_SECONDS = 60.0


def main() -> None:
    """Measures what the arguments ask for and prints it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=("backup", "workers", "mixed", "size"))
    arguments.add_argument("--engine", choices=ENGINES, default="embedded")
    arguments.add_argument("--claims", type=int, default=20_000)
    arguments.add_argument("--clients", type=int, default=32)
    arguments.add_argument("--minutes", type=float, default=10.0)
    chosen = arguments.parse_args()
    with TemporaryDirectory(prefix="parley-operating-") as name:
        folder = Path(name)
        if chosen.what == "backup":
            back_up(chosen.engine, folder, chosen.claims)
        elif chosen.what == "workers":
            workers(chosen.engine, folder, chosen.claims, chosen.clients, chosen.minutes)
        elif chosen.what == "mixed":
            mixed(chosen.engine, folder, chosen.claims, chosen.clients, chosen.minutes)
        else:
            size(chosen.engine, folder, chosen.claims)


def paths(parties: int = 300, demands: int = 1_000, assets: int = 200) -> list[str]:
    """Questions of several kinds, about many things on many days."""
    found = []
    for number, day in enumerate(DAYS * 4):
        when = f"as_of={day}&limit=50"
        found += [
            f"/v1/positions?demand=d-{number * 7 % demands}&{when}",
            f"/v1/positions?party=p-{number * 11 % parties}&{when}",
            f"/v1/assets/a-{number * 3 % assets}?as_of={day}",
            f"/v1/parties/p-{number * 5 % parties}?as_of={day}",
            f"/v1/claims?party=p-{number * 13 % parties}&{when}",
            f"/v1/search?q=number+{number}&limit=20",
        ]
    return found


def back_up(engine: str, folder: Path, claims: int) -> None:
    """Prints rows a second of loading, backing up and restoring the same dossier."""
    small = write_dossier(folder / "small", 5_000, name="small")
    large = write_dossier(folder / "large", claims)
    archive = folder / "archive"
    with settings_of(engine, folder / "plain") as found, open_store(found, writable=True) as store:
        plain_rows(store, small)
        rows, plain = plain_rows(store, large)
    with settings_of(engine, folder / "one") as found, open_store(found, writable=True) as store:
        load(store, [small])
        loaded = timed(lambda: load(store, [large]))
        backed = timed(lambda: written(store, archive))
    with (
        settings_of(engine, folder / "two") as found,
        open_store(found, writable=True) as store,
        archive.open("rb") as file,
    ):
        restored = timed(lambda: restore(store, file))
    print(
        f"{engine}, {claims:,} claims, {rows:,} nodes and edges, {archive.stat().st_size:,} bytes"
    )
    for name, spent in (
        ("plain MERGE", plain),
        ("parley load", loaded),
        ("parley backup", backed),
        ("parley restore", restored),
    ):
        print(f"{name:15} {spent:8.1f} s {rows / spent:9,.0f} rows/s  {plain / spent:5.2f}")


def plain_rows(store: Store, dossier: Path) -> tuple[int, float]:
    """How many rows a dossier is, and how long plain MERGE of them takes."""
    with Staging() as staging:
        check([dossier], staging)
        plain = Plain(staging)
    return plain.rows, timed(lambda: plain.write(store))


def written(store: Store, archive: Path) -> None:
    """Backs a store up."""
    with Backup(store) as made, archive.open("wb") as file:
        file.writelines(made.pieces())


def workers(engine: str, folder: Path, claims: int, clients: int, minutes: float) -> None:
    """Prints answers a second of one process and of two, of questions that were not asked before.

    Answers that a process remembers are left out (PARLEY_ANSWERS_MEGABYTES is small).
    """
    with settings_of(engine, folder) as found:
        with open_store(found, writable=True) as store:
            load(store, [write_dossier(folder / "large", claims)])
        rates = []
        for count in (1, 2):
            more = {"PARLEY_WORKERS": str(count), "PARLEY_ANSWERS_MEGABYTES": "1"}
            with serving(found, **more) as service:
                seen = asked(service, clients, minutes * 30)
            rates.append(len(seen.seconds) / (minutes * 30))
            print(f"{engine}, {count} process(es): {rates[-1]:,.0f} answers/s, {told(seen)}")
        print(f"ratio {rates[1] / rates[0]:.2f}")


def asked(service: Service, clients: int, seconds: float) -> Seen:
    """What clients see in so many seconds, after a short warming."""
    with asking([service.url], paths(), clients):
        time.sleep(10)
    with asking([service.url], paths(), clients) as seen:
        time.sleep(seconds)
    return seen


def told(seen: Seen) -> str:
    """Percentiles and errors, in words."""
    slow = ", ".join(
        f"p{share * 100:g} {seen.percentile(share):,.0f} ms" for share in (0.5, 0.95, 0.99)
    )
    return f"{slow}, {sum(seen.errors.values())} errors {dict(seen.errors) or ''}"


def mixed(engine: str, folder: Path, claims: int, clients: int, minutes: float) -> None:
    """Prints what clients see while dossiers are loaded in between, and the memory meanwhile."""
    states: Sequence[Path] = [
        write_dossier(folder / "even", claims),
        write_dossier(folder / "odd", claims * 11 // 10),
    ]
    with settings_of(engine, folder / "store") as found:
        parley(found, "load", str(states[0]))
        with serving(found) as service, asking([service.url], paths(), clients) as seen:
            time.sleep(min(SETTLE_SECONDS, minutes * 6))
            first, loads = service.megabytes(), 0
            until = time.monotonic() + minutes * 60
            while time.monotonic() < until:
                loads += 1
                parley(found, "load", str(states[loads % 2]))
                time.sleep(LOAD_SECONDS)
            last = service.megabytes()
    print(
        f"{engine}, {claims:,} claims, {clients} clients, {minutes:g} minutes, {loads} loads: "
        f"{len(seen.seconds):,} answers, {told(seen)}"
    )
    print(f"memory of the service: {first:,.0f} MiB at the start, {last:,.0f} MiB at the end")


def size(engine: str, folder: Path, claims: int) -> None:
    """Prints what a store of a size needs."""
    dossier = write_dossier(folder / "large", claims)
    with settings_of(engine, folder / "store") as found:
        print(f"{engine}, {claims:,} claims")
        spent = timed(lambda: parley(found, "load", str(dossier)))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"load             {spent:8.1f} s, {claims / spent:,.0f} claims/s", flush=True)
        print(f"memory, loading  {peak:8,.0f} MiB at most", flush=True)
        with serving(found) as service:
            print(f"memory, ready    {service.megabytes():8,.0f} MiB")
            for path in (*paths()[:2], *CROWDED):
                _question(service, path)
            print(f"memory, warm     {service.megabytes():8,.0f} MiB")
        archive = folder / "archive"
        spent = timed(lambda: parley(found, "backup", str(archive)))
        print(f"backup           {spent:8.1f} s, {archive.stat().st_size / 2**20:,.0f} MiB")
        print(f"the store's files {disk(found, folder):,.0f} MiB")


def _question(service: Service, path: str) -> None:
    for which in ("first", "again, another day"):
        address = path if which == "first" else path.replace("as_of=2010", "as_of=2012")
        began = time.perf_counter()
        answer = httpx.get(service.url + address, timeout=600)
        spent, size = time.perf_counter() - began, len(answer.content)
        print(
            f"{which:18} {spent * 1_000:8.0f} ms  {answer.status_code} {size:9,} bytes  {address}"
            f"  {service.megabytes():,.0f} MiB",
            flush=True,
        )


def disk(settings: StoreSettings, folder: Path) -> float:
    """How much disk a store takes, in MiB."""
    place = settings.store or folder / "store"
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 2**20


def timed(work: Callable[[], object]) -> float:
    """How many seconds something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
