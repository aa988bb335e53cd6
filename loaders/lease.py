"""The lease: one load at a time, and none that was taken for dead writes any more.

It is a node that every transaction of a load writes to last, in the moment before it commits: so a
transaction of a load that has lost the lease fails whole. The database's clock decides when a lease
has run out, so that the clocks of the loading machines do not matter.
"""

from __future__ import annotations

import os
import random
import secrets
import socket
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self, TypeVar

from cypher import named
from graph.errors import (
    LeaseLost,
    LoadInProgress,
    ParleyError,
    StoreError,
    StoreUnavailable,
)
from graph.store import Store, Transaction

Result = TypeVar("Result")

PATIENCE_MILLISECONDS = 4_000
BEAT_SECONDS = 1.0
POLL_SECONDS = 0.25
BATCH_SECONDS = 20.0


class Lease:
    """A context manager: inside, this process is the only one that loads into the store.

    It waits `wait_seconds` for another load to end, then raises LoadInProgress. `on_wait` is called
    once when it begins to wait. `commits` counts the transactions that were committed under it.
    """

    def __init__(
        self, store: Store, *, wait_seconds: float, on_wait: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._wait_seconds = wait_seconds
        self._on_wait = on_wait
        self.commits = 0
        self._token = secrets.token_hex(8)
        self._committing = Lock()
        self._ended = Event()
        self._beating = Thread(target=self._beat, name="parley-lease", daemon=True)

    def __enter__(self) -> Self:
        until = time.monotonic() + self._wait_seconds
        waiting = False
        while not (self._is_free() and self._take()):
            if time.monotonic() >= until:
                raise LoadInProgress(
                    f"another load into the {self._store.describe()} is under way: try again when "
                    "it has ended"
                )
            if not waiting:
                waiting = True
                self._on_wait()
            time.sleep(POLL_SECONDS * random.uniform(0.5, 1.5))  # noqa: S311 - not a secret
        self._beating.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._beating.join()
        try:
            self._store.write(named("write/lease_release"), token=self._token)
        except ParleyError:
            if error is None:
                raise

    def transact(
        self, work: Callable[[Transaction], Result], *, seconds: float = BATCH_SECONDS
    ) -> Result:
        """What `work` returns after its transaction was committed, under the lease.

        LeaseLost, with nothing of it written, where another load has taken over. The server ends a
        transaction that stays open for longer than `seconds`: a load that stands still in the
        middle of one would keep the next one waiting for its locks.
        """
        held = False

        def guarded(transaction: Transaction) -> Result:
            nonlocal held
            if held:  # tried again, which may take so long that the lease has to be kept meanwhile
                self._committing.release()
                held = False
            result = work(transaction)
            held = self._committing.acquire()
            rows = transaction.run(named("write/lease_beat"), **self._claim())
            if not rows:
                raise _lost()
            return result

        try:
            result = self._store.transact(guarded, seconds=seconds)
        except StoreError as error:
            if isinstance(error, LeaseLost | StoreUnavailable) or self._is_ours():
                raise
            raise _lost() from error
        finally:
            if held:
                self._committing.release()
        self.commits += 1
        return result

    def _is_ours(self) -> bool:
        return bool(self._store.write(named("write/lease_beat"), **self._claim()))

    def _is_free(self) -> bool:
        """Whether trying to take it may help: many that wait only read, and disturb no commit."""
        rows = self._store.read(named("query/lease_free"), patience=PATIENCE_MILLISECONDS)
        return all(row["free"] for row in rows)

    def _take(self) -> bool:
        holder = f"{socket.gethostname()} {os.getpid()}"
        taken = self._store.write(named("write/lease_take"), holder=holder, **self._claim())
        return bool(taken)

    def _beat(self) -> None:
        """Says from time to time that this load is alive, but for while it commits."""
        while not self._ended.wait(BEAT_SECONDS):
            with self._committing:
                try:
                    self._store.write(named("write/lease_beat"), **self._claim())
                except ParleyError:
                    continue  # the next transaction will tell

    def _claim(self) -> dict[str, str | int]:
        return {"token": self._token, "patience": PATIENCE_MILLISECONDS}


def _lost() -> LeaseLost:
    return LeaseLost(
        "this load stood still for so long that another was let in: it wrote nothing more; "
        "run it again"
    )
