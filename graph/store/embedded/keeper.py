"""The keeper: starts the engine of one folder, and ends it when nobody uses the folder any more.

Run as `python -m graph.store.embedded.keeper FOLDER GRACE HEAP`. Its life:

1. It goes into the background, so that whoever started it need not wait for its end.
2. It takes the keeper's lock; of several keepers that start at once, one goes on.
3. It ends an engine that a killed keeper left behind, starts a new one, and writes its address.
4. From time to time it tries to take the users' lock for itself alone. When nobody has held that
   lock for the grace period, it keeps it, ends the engine, removes the address, and ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from cypher import named
from graph.errors import ParleyError
from graph.store.embedded.bolt_probe import speaks_bolt
from graph.store.embedded.engine import STOP_SECONDS, free_port, start_engine, stop_engine
from graph.store.embedded.folder import (
    DATABASE,
    Account,
    StoreFolder,
    explained,
    read_json,
    write_private,
    write_private_text,
)
from graph.store.embedded.processes import ProcessMark

POLL_SECONDS = 0.2
READY_SECONDS = 60.0
PORT_TRIES = 3


class Asked(Exception):
    """The keeper was asked to end."""


def main(arguments: list[str]) -> int:
    """Keeps one folder's engine until it is not needed; the exit status is 0 unless it failed."""
    place, grace, heap = arguments
    os.umask(0o077)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _ask)
    folder = StoreFolder(Path(place))
    try:
        with explained(folder.path):
            return _keep(folder, float(grace), int(heap))
    except ParleyError as error:
        with suppress(OSError):
            write_private(folder.address, {"failed": error.slug, "message": error.message})
        return 1


def _ask(_number: int, _frame: FrameType | None) -> None:
    raise Asked


def _keep(folder: StoreFolder, grace: float, heap: int) -> int:
    handle = os.open(folder.keeper_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if not _take(handle):
        return 0  # another keeper is at work
    _end_stray(folder)
    with suppress(Asked):
        engine, port = _start(folder, heap)
        try:
            _publish(folder, engine, port)
            _watch(folder, engine, grace)
        finally:
            folder.address.unlink(missing_ok=True)
            stop_engine(engine)
            folder.engine_process.unlink(missing_ok=True)
    return 0


def _take(handle: int) -> bool:
    """Takes the keeper's lock; tried a few times, since a newcomer's look holds it shortly."""
    for _ in range(5):
        if _alone(handle):
            return True
        time.sleep(0.02)
    return False


def _end_stray(folder: StoreFolder) -> None:
    """Ends the engine of a keeper that was killed, recognised by process id and start time."""
    folder.address.unlink(missing_ok=True)
    content = read_json(folder.engine_process)
    if content:
        ProcessMark.read(content).end(STOP_SECONDS)
    folder.engine_process.unlink(missing_ok=True)


def _start(folder: StoreFolder, heap: int) -> tuple[subprocess.Popen[bytes], int]:
    for _ in range(PORT_TRIES):
        port = free_port()
        engine = start_engine(folder, port, heap)
        try:
            if _ready(engine, port, folder.accounts()["writer"]):
                return engine, port
        except Asked:
            stop_engine(engine)
            raise
        stop_engine(engine)
    write_private_text(folder.address, json.dumps({"failed": "engine"}))
    raise Asked


def _ready(engine: subprocess.Popen[bytes], port: int, account: Account) -> bool:
    """Waits until the engine lets the account in to the database; False if it ended or is late."""
    from neo4j import GraphDatabase  # noqa: PLC0415 - read while the engine starts, to save time
    from neo4j.exceptions import DriverError, Neo4jError  # noqa: PLC0415

    ping = named("query/ping")
    patience = time.monotonic() + READY_SECONDS
    while engine.poll() is None and time.monotonic() < patience:
        if speaks_bolt(port):
            with (
                suppress(DriverError, Neo4jError),
                GraphDatabase.driver(
                    f"bolt://127.0.0.1:{port}", auth=(account.user, account.password)
                ) as driver,
            ):
                driver.execute_query(ping.text, database_=DATABASE, routing_="r")
                return True
        time.sleep(0.02)
    return False


def _publish(folder: StoreFolder, engine: subprocess.Popen[bytes], port: int) -> None:
    mark = ProcessMark.of(engine.pid)
    write_private(folder.address, {"port": port, "engine": mark.as_dict(), "keeper": os.getpid()})


def _watch(folder: StoreFolder, engine: subprocess.Popen[bytes], grace: float) -> None:
    """Returns when the engine has ended or nobody has used the folder for the grace period.

    In the second case this process holds the users' lock, so that nobody comes in while it ends.
    """
    handle = os.open(folder.users_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    idle_since = time.monotonic()
    while engine.poll() is None and folder.path.exists():
        idle = _alone(handle)
        if not idle:
            idle_since = time.monotonic()
        elif time.monotonic() - idle_since >= grace:
            return
        else:
            fcntl.flock(handle, fcntl.LOCK_UN)
        time.sleep(POLL_SECONDS)


def _alone(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    if os.fork() == 0:
        sys.exit(main(sys.argv[1:]))
