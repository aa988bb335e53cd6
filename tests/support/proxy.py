"""A real TCP proxy between a client and a database, with faults at will.

It carries bytes on 127.0.0.1 and can cut a connection after the database has done what it was asked
and before the client hears of it, stand still, or refuse everybody for a while.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

# A Bolt message of its own chunk: the signature of COMMIT, without fields.
COMMIT = bytes.fromhex("0002 b012 0000")


@dataclass
class Faults:
    """What goes wrong: set by a test, looked at by the proxy.

    `cut_commit` and `cut_request` count down from the one to be cut, which is the first for 1.
    """

    cut_commit: int = 0
    cut_request: int = 0
    refuse: bool = False
    commits: int = 0
    requests: int = 0
    cuts: int = 0
    guard: Lock = field(default_factory=Lock)

    def is_due(self, data: bytes) -> bool:
        """Whether the answer to what a client sends is to be lost; counts on the way."""
        with self.guard:
            before = (self.commits, self.requests)
            self.commits += data.count(COMMIT)
            self.requests += 1
            due = before[0] < self.cut_commit <= self.commits
            due = due or before[1] < self.cut_request <= self.requests
            self.cuts += due
            return due


class Proxy:
    """Listens on `port` and passes on to `server` until it is closed."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.server = server
        self.faults = Faults()
        self.flowing = Event()
        self.flowing.set()
        self._sockets: list[socket.socket] = []
        self._threads: list[Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._begin(self._accept)

    @property
    def port(self) -> int:
        """Where clients come in."""
        return int(self._listener.getsockname()[1])

    def break_all(self) -> None:
        """Cuts every connection that there is."""
        for end in list(self._sockets):
            _shut(end)

    def close(self) -> None:
        """Ends all of it."""
        self.flowing.set()
        self.faults.refuse = True
        _shut(self._listener)
        self.break_all()
        for thread in self._threads:
            thread.join()
        for end in (self._listener, *self._sockets):
            end.close()

    def _begin(self, work: object, *ends: object) -> None:
        assert callable(work)
        self._threads.append(Thread(target=work, args=ends, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._sockets.append(client)
                self._connect(client)

    def _connect(self, client: socket.socket) -> None:
        if self.faults.refuse:
            _shut(client)
            return
        try:
            server = socket.create_connection(self.server, timeout=2)
        except OSError:
            _shut(client)
            return
        server.settimeout(None)
        self._sockets.append(server)
        lost = Event()
        self._begin(self._ask, client, server, lost)
        self._begin(self._answer, server, client, lost)

    def _ask(self, client: socket.socket, server: socket.socket, lost: Event) -> None:
        """Carries what a client says; marks its connection where the answer is to be lost."""
        with contextlib.suppress(OSError):
            while data := client.recv(1 << 20):
                self.flowing.wait()
                if self.faults.is_due(data):
                    lost.set()
                server.sendall(data)
        _shut(server)

    def _answer(self, server: socket.socket, client: socket.socket, lost: Event) -> None:
        """Carries what the server says, until an answer is to be lost: then both ends are cut."""
        with contextlib.suppress(OSError):
            while (data := server.recv(1 << 20)) and not lost.is_set():
                self.flowing.wait()
                client.sendall(data)
        _shut(client)
        _shut(server)


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxied(uri: str) -> Iterator[tuple[str, Proxy]]:
    """The address of a proxy in front of a `bolt://` address, and the proxy."""
    parts = urlsplit(uri)
    assert parts.hostname
    assert parts.port
    proxy = Proxy((parts.hostname, parts.port))
    try:
        yield f"{parts.scheme}://127.0.0.1:{proxy.port}", proxy
    finally:
        proxy.close()
