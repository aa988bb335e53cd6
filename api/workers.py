"""Answering in one process or in several: what each of them runs, and how all of them end."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import pickle
import resource
import shutil
import signal
import socket
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from prometheus_client.multiprocess import mark_process_dead
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from api.access.connections import (
    KEEP_ALIVE_SECONDS,
    LARGEST_HEAD,
    BoundedConfig,
    BoundedProtocol,
)
from api.app import create_app
from api.memory import collect_seldom
from api.observing.logs import log_as_lines
from api.observing.metrics import SHARED
from api.settings import ServiceSettings
from graph.errors import ParleyError
from graph.store import Store, StoreSettings, open_store

BACKLOG = 2_048
DRAIN_SECONDS = 0.25
# A process may take long to start on a busy machine; from then on it says that it lives.
START_SECONDS = 120.0
HEALTH_SECONDS = 30.0
RESTART_SECONDS = 0.5
SPARE_FILES = 500
_log = logging.getLogger("parley.errors")


@dataclass(frozen=True)
class Worker:
    """Makes the service in a process of its own; what it holds reaches it over a pipe."""

    settings: ServiceSettings
    key: bytes

    def __call__(self) -> FastAPI:
        """The service, over a store that it opens; the process ends where there is none."""
        _end_with_parent()
        log_as_lines()
        collect_seldom()
        try:
            return watched(self.settings, open_store(StoreSettings()), self.key)
        except ParleyError as error:
            _log.error("a process could not start: %s", error.message)
            sys.exit(error.exit_status)


def _end_with_parent() -> None:
    """Has the kernel end this process when the one that started it is gone; Linux only."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 is PR_SET_PDEATHSIG
    parent = parent_process()
    if parent is not None and os.getppid() != parent.pid:  # it was gone before that
        sys.exit(1)


def watched(settings: ServiceSettings, store: Store, key: bytes) -> FastAPI:
    """The service over a store that is looked after."""
    store.watch()
    return create_app(settings, store, key)


class Draining(uvicorn.Server):
    """A server that answers what has reached it before it was asked to end."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Goes on taking connections that wait already for a moment, then ends as uvicorn does."""
        if not self.force_exit:
            await asyncio.sleep(DRAIN_SECONDS)
        await super().shutdown(sockets)


class DrainingProcess(Process):
    """One process of several, with such a server."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        self._is_asked = False
        self._heard = time.monotonic()
        self._patience = START_SECONDS

    @property
    def server(self) -> uvicorn.Server:
        """The server, made in the process that runs it."""
        if self._server is None:
            self._server = Draining(config=self.config)
        return self._server

    def is_well(self) -> bool:
        """Whether it runs and has given a sign of life of late; it is not waited for."""
        try:
            if not self._is_asked:
                self.parent_conn.send(b"ping")
                self._is_asked = True
            if self.parent_conn.poll(0):
                self.parent_conn.recv()
                self._is_asked, self._patience = False, HEALTH_SECONDS
                self._heard = time.monotonic()
        except (OSError, EOFError, pickle.UnpicklingError):
            return False
        return self.process.is_alive() and time.monotonic() - self._heard < self._patience


class DrainingProcesses(Multiprocess):
    """uvicorn's supervisor over such processes; how many there are is fixed."""

    def init_processes(self) -> None:
        """Starts them."""
        self.answering = [self._started() for _ in range(self.processes_num)]
        self.processes = list[Process](self.answering)

    def keep_subprocess_alive(self) -> None:
        """Replaces those that have died or hang; all end where one cannot start at all."""
        for place, process in enumerate(self.answering):
            if self.should_exit.is_set() or process.is_well():
                continue
            process.kill()
            process.join()
            mark_process_dead(process.pid)  # type: ignore[no-untyped-call]
            if process.exitcode == STARTUP_FAILURE:
                self.should_exit.set()
            elif not self.should_exit.wait(RESTART_SECONDS):
                _log.error("process %s has died and is replaced", process.pid)
                self.answering[place] = self._started()
                self.processes = list[Process](self.answering)

    def _started(self) -> DrainingProcess:
        process = DrainingProcess(self.config, self.sockets)
        process.start()
        return process

    def handle_hup(self) -> None:
        """Does nothing: a new version is a new start."""

    handle_ttin = handle_ttou = handle_hup


def configured(settings: ServiceSettings, app: FastAPI | Worker) -> BoundedConfig:
    """What uvicorn is told: all that it can bound is bounded."""
    return BoundedConfig(
        app,
        connections=settings.connections,
        factory=isinstance(app, Worker),
        workers=settings.workers,
        http=BoundedProtocol,
        ws="none",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=settings.grace_seconds,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies,
    )


def allow_files(connections: int) -> None:
    """Allows this process and its children as many open files as the connections need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def answer_alone(settings: ServiceSettings, app: FastAPI, listener: socket.socket) -> bool:
    """Answers in this process until it is asked to end; False where it did not start."""
    server = Draining(configured(settings, app))
    server.run(sockets=[listener])
    return server.started


def answer_together(settings: ServiceSettings, key: bytes, listener: socket.socket) -> None:
    """Answers in several processes, which add up their metrics in a folder."""
    folder = Path(tempfile.mkdtemp(prefix="parley-metrics-"))
    os.environ[SHARED] = str(folder)
    try:
        DrainingProcesses(configured(settings, Worker(settings, key)), [listener]).run()
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)
