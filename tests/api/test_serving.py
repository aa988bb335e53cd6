"""The service as processes: several at once, new releases, ends under load, stores that fail."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import pytest

from api.access.tokens import add_token, remove_token
from cypher import named
from graph.store import Store, StoreSettings, open_store
from loaders.load import load
from tests.api.observing.test_metrics import numbers
from tests.api.serving import Askers, Served, listener_on, serving
from tests.loaders.write_dossier import CLAIMS, write_dossier

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

ASKED = "/v1/positions?as_of=2025-03-18&limit=5"


def store_port(environment: dict[str, str], store: Store) -> int:
    """The port on which the database listens."""
    assert environment
    return int(store.endpoint.uri.rpartition(":")[2])


def test_several_processes_give_the_same_bytes_and_add_up_what_they_count(
    loaded: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    assert loaded is not None
    with serving(tmp_path, environment | {"PARLEY_WORKERS": "2"}) as served:
        paths = (ASKED, "/v1/conflicts?as_of=2025-03-18&limit=3", "/v1/claims?limit=3")
        bodies: dict[str, set[bytes]] = {path: set() for path in paths}
        for path in paths:
            for _ in range(12):
                status, body = served.get(path)
                assert status == 200
                bodies[path].add(body)
        assert {path: len(found) for path, found in bodies.items()} == dict.fromkeys(paths, 1)
        found = numbers(served.get("/metrics")[1].decode())
        counted = (("method", "GET"), ("route", "/v1/positions"), ("status", "200"))
        assert found["parley_requests_total", counted] == 12
        assert found["parley_release", ()] == 1
        assert found["parley_claims", (("dossier", "gerd"),)] > 100
        assert len(served.workers()) == 2


def renamed() -> list[dict[str, Any]]:
    """The usual claims under other ids."""
    return [{**row, "id": f"other-{row['id']}"} for row in CLAIMS]


def test_a_new_release_reaches_every_process_soon_and_fails_nobody(
    store: Store, store_environment: dict[str, str], tmp_path: Path
) -> None:
    load(store, [write_dossier(tmp_path)])
    other = write_dossier(tmp_path / "more", "other", tables={"claims": renamed()})
    with (
        serving(tmp_path, store_environment | {"PARLEY_WORKERS": "2"}) as served,
        Askers(served, "/v1/parties?limit=1&q={n}", count=4) as askers,
    ):
        time.sleep(1)
        load(store, [other])
        published = time.monotonic()
        time.sleep(3)
    assert set(askers.statuses) == {200}
    assert {release for _, release in askers.releases} == {1, 2}
    late = [moment for moment, release in askers.releases if release == 1 and moment > published]
    assert all(moment - published < 2 for moment in late)


def test_a_process_that_is_killed_is_replaced_and_the_others_go_on(
    loaded: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    assert loaded is not None
    with serving(tmp_path, environment | {"PARLEY_WORKERS": "2"}) as served:
        before = {worker.pid for worker in served.workers()}
        os.kill(min(before), signal.SIGKILL)
        until = time.monotonic() + 40
        while len({worker.pid for worker in served.workers()} - before) < 1:
            assert time.monotonic() < until
            time.sleep(0.1)
        served.until(ASKED, 200, 20)
        workers = served.workers()
        served.process.kill()
        _, left = psutil.wait_procs(workers, timeout=20)
        assert left == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_end_under_load_answers_all_who_asked(
    loaded: Store, environment: dict[str, str], tmp_path: Path, workers: int
) -> None:
    assert loaded is not None
    settings = {"PARLEY_WORKERS": str(workers), "PARLEY_WARM": "0"}
    with serving(tmp_path, environment | settings) as served:
        waiting = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(100)]
        for number, connection in enumerate(waiting):
            connection.settimeout(40)
            path = f"/v1/positions?as_of=2025-03-{number % 28 + 1:02}&limit={number + 1}"
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        served.process.send_signal(signal.SIGTERM)
        answers = [whole(connection) for connection in waiting]
        served.process.wait(40)
    assert [answer for answer in answers if answer != 200] == []
    assert "Traceback" not in served.said()


def whole(connection: socket.socket) -> int:
    """The status of an answer whose body has come whole; 0 where it has not."""
    received = b""
    with connection:
        while b"\r\n\r\n" not in received or len(received) < size_of(received):
            part = connection.recv(65_536)
            if not part:
                return 0
            received += part
    json.loads(received.partition(b"\r\n\r\n")[2])
    return int(received.split()[1])


def size_of(received: bytes) -> int:
    """How long an answer is, head and body."""
    head, _, _ = received.partition(b"\r\n\r\n")
    [length] = [row for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:")]
    return len(head) + 4 + int(length.partition(b":")[2])


def test_a_database_that_hangs_is_a_503_within_two_seconds_and_then_there_again(
    loaded: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    database = listener_on(store_port(environment, loaded))
    with (
        serving(tmp_path, environment) as served,
        Askers(served, "/v1/parties?limit=1&q={n}", count=30) as askers,
    ):
        served.until("/readyz", 200, 10)
        time.sleep(0.5)
        database.suspend()
        try:
            time.sleep(3)
            status, body = served.get("/readyz")
        finally:
            database.resume()
        back = served.until("/readyz", 200, 5)
        time.sleep(0.5)
        last = askers.told[-30:]
    assert (status, json.loads(body)["type"]) == (503, "/problems/store-unavailable")
    assert set(askers.statuses) == {200, 503}
    assert askers.slowest(503) < 2.0
    assert back < 5
    assert {status for _, _, status in last} == {200}
    assert "Traceback" not in served.said()


def asked_plainly(port: int) -> bytes:
    """What `/readyz` is answered on a connection of its own, its head whole, within 2.5 s."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        began = time.monotonic()
        connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b""
        while b"\r\n\r\n" not in answer:
            part = connection.recv(65_536)
            assert part, f"the other side ended the connection after {answer!r}"
            answer += part
        assert time.monotonic() - began < 2.5
        return answer


def test_the_answer_to_a_lost_database_says_when_to_come_back(
    loaded: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    database = listener_on(store_port(environment, loaded))
    with serving(tmp_path, environment) as served:
        database.suspend()
        try:
            # For a moment it may still say what it was told just before.
            until = time.monotonic() + 2
            while (answer := asked_plainly(served.port)).startswith(b"HTTP/1.1 200 "):
                assert time.monotonic() < until
        finally:
            database.resume()
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"\r\nretry-after: 2\r\n" in answer.lower()


def killed(folder: Path, victim: str) -> None:
    """Kills the keeper or the engine of a folder, and waits until the engine has ended."""
    content = json.loads((folder / "address.json").read_text("utf-8"))
    engine = psutil.Process(content["engine"]["pid"])
    os.kill(content["keeper"] if victim == "keeper" else engine.pid, signal.SIGKILL)
    with suppress(psutil.NoSuchProcess):
        engine.wait(40)


@pytest.mark.parametrize("victim", ["keeper", "engine"])
def test_a_lost_engine_is_started_again_under_a_running_service(
    shipped: list[Path], tmp_path: Path, victim: str
) -> None:
    folder = tmp_path / "store"
    with open_store(StoreSettings(store=folder), writable=True) as mine:
        load(mine, shipped[:1])
    with serving(tmp_path, {"PARLEY_STORE": str(folder)}) as served:
        before = served.get(ASKED)
        assert before[0] == 200
        with Askers(served, "/v1/parties?limit=1&q={n}", count=2) as askers:
            killed(folder, victim)
            served.until("/readyz", 200, 40)
        assert set(askers.statuses) <= {200, 503}
        assert askers.slowest(503) < 2.0
        assert served.get(ASKED) == before
        assert "Traceback" not in served.said()


def test_a_store_that_is_open_finds_its_engine_again(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(StoreSettings(store=folder), writable=True) as mine:
        killed(folder, "keeper")
        assert mine.read(named("query/ping")) == [{"here": 1}]
        assert mine.write(named("query/ping")) == [{"here": 1}]


def tokens_in(folder: Path) -> dict[str, str]:
    """The settings of a service with tokens."""
    return {"PARLEY_TOKENS": str(folder / "tokens")}


def test_a_closed_service_is_closed_as_a_process_too(
    loaded: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    assert loaded is not None
    token = add_token(tmp_path / "tokens", "ada")
    add_token(tmp_path / "tokens", "bob")
    settings = environment | tokens_in(tmp_path) | {"PARLEY_WORKERS": "2"}
    with serving(tmp_path, settings) as served:
        cookies = session(served, token)
        for _ in range(10):  # whichever process is asked
            assert served.get(ASKED)[0] == 401
            assert served.get(ASKED, Authorization=f"Bearer {token}")[0] == 200
            assert served.get(ASKED, Cookie=cookies)[0] == 200
        remove_token(tmp_path / "tokens", "ada")
        time.sleep(1.1)
        for _ in range(6):
            assert served.get(ASKED, Authorization=f"Bearer {token}")[0] == 401
            assert served.get(ASKED, Cookie=cookies)[0] == 401
    assert token not in served.said()
    assert cookies.partition("=")[2] not in served.said()


def session(served: Served, token: str) -> str:
    """The cookie of a person who has logged in."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=20)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login", urlencode({"token": token}), kind)
    answer = connection.getresponse()
    assert answer.read() == b""
    connection.close()
    return answer.headers["Set-Cookie"].partition(";")[0]
