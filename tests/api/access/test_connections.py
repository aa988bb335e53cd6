"""Real sockets: slow, half-open, idle, too many and broken connections do not hold others up."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from api.access import connections
from api.settings import ServiceSettings
from api.workers import Draining, configured
from tests.api.closed import closed

Address = tuple[str, int]
POST = b"POST /v1/cypher HTTP/1.1\r\nHost: localhost\r\n"
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@contextmanager
def served(folder: Path, **settings: object) -> Iterator[Address]:
    """The service on a port of its own, in a thread."""
    chosen = ServiceSettings.model_validate({"grace_seconds": 3, **settings})
    app = closed(folder, tokens=None).app
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address: Address = listener.getsockname()
        server = Draining(configured(chosen, app))  # type: ignore[arg-type]
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield address
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()


def connected(address: Address) -> socket.socket:
    """A connection."""
    made = socket.create_connection(address, timeout=10)
    made.settimeout(10)
    return made


def answer_on(connection: socket.socket) -> bytes:
    """All that comes until the other side ends it."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while part := connection.recv(65_536):
            received += part
    return received


def answer_up_to(connection: socket.socket, end: bytes) -> bytes:
    """What comes until it ends so: a head and its body are sent in parts of their own."""
    received = b""
    while not received.endswith(end):
        part = connection.recv(65_536)
        assert part, f"the other side ended the connection after {received!r}"
        received += part
    return received


def ask(address: Address, request: bytes = REQUEST) -> bytes:
    """What comes for one request; it says that it is the last."""
    with connected(address) as connection:
        connection.sendall(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        return answer_on(connection)


def test_a_slow_head_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.4)
    with served(tmp_path) as address:
        for sent in (b"", b"GET /healthz HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-a: b\r\n"):
            began = time.monotonic()
            with connected(address) as slow:
                slow.sendall(sent)
                answer = answer_on(slow)
            assert answer.startswith(b"HTTP/1.1 408 Request Timeout")
            assert b"request-too-slow" in answer
            assert 0.3 < time.monotonic() - began < 5


def test_a_head_that_drips_gains_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.4)
    with served(tmp_path) as address, connected(address) as slow:
        began = time.monotonic()
        with contextlib.suppress(OSError):
            for letter in REQUEST * 10:
                slow.sendall(bytes([letter & 0x5F or 65]))
                time.sleep(0.05)
        assert time.monotonic() - began < 5


def test_the_second_head_on_a_connection_is_timed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.4)
    with served(tmp_path) as address, connected(address) as slow:
        slow.sendall(REQUEST)
        assert b" 200 " in answer_up_to(slow, b'"alive"}\n')
        slow.sendall(REQUEST[:20])
        assert b" 408 " in answer_on(slow)


def test_too_many_idle_connections_make_room(tmp_path: Path) -> None:
    with served(tmp_path, connections=20) as address:
        idle = [connected(address) for _ in range(60)]
        for half in idle[:30]:
            with contextlib.suppress(OSError):
                half.sendall(b"GET /healthz HTTP/1.1\r\nX: ")
        for _ in range(5):
            began = time.monotonic()
            assert b"alive" in ask(address)
            assert time.monotonic() - began < 2
        for connection in idle:
            connection.close()


def test_a_client_that_takes_nothing_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "TAKING_SECONDS", 0.4)
    lost: list[float] = []
    ended = connections.BoundedProtocol.connection_lost

    def noted(self: connections.BoundedProtocol, error: Exception | None) -> None:
        lost.append(time.monotonic())
        ended(self, error)

    monkeypatch.setattr(connections.BoundedProtocol, "connection_lost", noted)
    with served(tmp_path) as address, connected(address) as lazy:
        began = time.monotonic()
        asked = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
        lazy.sendall(asked * 200)
        while not lost:
            assert time.monotonic() - began < 20
            time.sleep(0.05)
        assert b"alive" in ask(address)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nHost localhost\r\n\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 200_000, 431),
        (POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (
            POST
            + b"Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            400,
        ),
        (b"GET http://evil.example/docs HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        (b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_request_is_a_problem(tmp_path: Path, sent: bytes, status: int) -> None:
    with served(tmp_path) as address:
        answer = ask(address, sent)
        assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer
        assert b"application/problem+json" in answer
        assert b"Traceback" not in answer
        assert b"alive" in ask(address)


def test_garbage_after_a_request_harms_only_its_sender(tmp_path: Path) -> None:
    with served(tmp_path) as address:
        for garbage in (b"\0\0\0\r\n\r\n", b"GET x\r\n\r\n", REQUEST * 50 + b"\xff\r\n\r\n"):
            with connected(address) as strange:
                strange.sendall(REQUEST + garbage)
                assert b"alive" in answer_on(strange)
            assert b"alive" in ask(address)


def test_a_client_that_goes_away_in_the_middle_harms_nobody(tmp_path: Path) -> None:
    with served(tmp_path, cypher=True) as address:
        for number in range(30):
            gone = connected(address)
            gone.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"[: 5 + number * 2])
            if number % 2:
                gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            gone.close()
        body = b"POST /v1/cypher HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{"
        for _ in range(10):
            with connected(address) as gone:
                gone.sendall(body)
        assert b"alive" in ask(address)


def test_an_ending_server_answers_what_it_has_and_what_is_on_its_way(tmp_path: Path) -> None:
    with served(tmp_path) as address:
        waiting = [connected(address) for _ in range(100)]
        for connection in waiting:
            connection.sendall(REQUEST)
        idle = connected(address)
    answers = [answer_on(connection) for connection in waiting]
    assert all(b"alive" in answer for answer in answers)
    for connection in (*waiting, idle):
        connection.close()
