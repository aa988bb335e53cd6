"""A database that was there and then says nothing more: a call ends, and later calls work again."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

import pytest

from cypher import named
from graph.errors import StoreUnavailable
from graph.store import Store
from graph.store.drivers import IDLE_SECONDS

PING = named("query/ping")


class Wire:
    """Passes bytes between a client and a server, as long as `open` is set."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.server = server
        self.open = Event()
        self.open.set()
        self.sockets: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.sockets.append(self.listener)
        self.threads: list[Thread] = []
        self.start(self.accept)

    @property
    def port(self) -> int:
        """Where clients come in."""
        return int(self.listener.getsockname()[1])

    def start(self, work: object, *ends: socket.socket) -> None:
        """Runs `work` beside the test."""
        assert callable(work)
        self.threads.append(Thread(target=work, args=ends))
        self.threads[-1].start()

    def accept(self) -> None:
        """Takes clients in until the listener is shut."""
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.server)
                self.sockets += [client, server]
                self.start(self.carry, client, server)
                self.start(self.carry, server, client)

    def carry(self, source: socket.socket, goal: socket.socket) -> None:
        """Passes on what comes from one end."""
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                self.open.wait()
                goal.sendall(data)
            goal.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Shuts both ends of all connections."""
        self.open.set()
        for end in self.sockets:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        for end in self.sockets:
            end.close()


@contextmanager
def wired(store: Store) -> Iterator[tuple[Store, Wire]]:
    """The same store, reached over a wire that a test can hold still."""
    scheme, _, address = store.endpoint.uri.partition("://")
    host, _, port = address.partition(":")
    wire = Wire((host, int(port)))
    try:
        uri = f"{scheme}://127.0.0.1:{wire.port}"
        with Store(replace(store.endpoint, uri=uri, words=f"store at {uri}")) as far:
            yield far, wire
    finally:
        wire.close()


def test_a_database_that_hangs_is_told_soon_and_found_again(store: Store) -> None:
    with wired(store) as (far, wire):
        assert far.read(PING) == [{"here": 1}]
        time.sleep(IDLE_SECONDS * 1.5)
        wire.open.clear()
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match="does not answer"):
                far.read(PING)
        wire.open.set()
        assert far.read(PING) == [{"here": 1}]


def test_a_connection_that_breaks_is_replaced(store: Store) -> None:
    with wired(store) as (far, wire):
        far.read(PING)
        for end in wire.sockets[1:]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        assert far.read(PING) == [{"here": 1}]
        for end in wire.sockets[1:]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        assert far.write(PING) == [{"here": 1}]


def test_who_waits_at_a_database_that_hangs_is_told_within_two_seconds(store: Store) -> None:
    with wired(store) as (far, wire):
        far.watch()
        assert far.read(PING) == [{"here": 1}]
        wire.open.clear()  # the connection was used just now, so that nobody looks whether it lives
        began = time.monotonic()
        with pytest.raises(StoreUnavailable, match="does not answer"):
            far.read(PING)
        assert time.monotonic() - began < 2.5
        began = time.monotonic()
        with pytest.raises(StoreUnavailable, match="does not answer"):
            far.read(PING)
        assert time.monotonic() - began < 0.5
        wire.open.set()
        until = time.monotonic() + 5
        while True:
            with contextlib.suppress(StoreUnavailable):
                assert far.read(PING) == [{"here": 1}]
                break
            assert time.monotonic() < until
            time.sleep(0.05)
