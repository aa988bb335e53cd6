"""Sizes, times and numbers: what is too much is refused as a problem, and the rest is served."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Event

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from api.access.limits import Bounds, Limits
from api.access.turns import Turns
from graph.errors import RequestTooSlow, ServiceBusy, TooManyRequests
from tests.api.closed import closed


def test_an_address_may_be_so_long(tmp_path: Path) -> None:
    client = closed(tmp_path, tokens=None)
    assert client.get("/docs?q=" + "x" * 15_000).status_code == 200
    answer = client.get("/docs?q=" + "x" * 17_000)
    assert (answer.status_code, answer.json()["type"]) == (414, "/problems/address-too-long")
    assert client.get("/" + "x" * 17_000).status_code == 414


def test_headers_may_be_so_many_and_so_large(tmp_path: Path) -> None:
    client = closed(tmp_path, tokens=None)
    assert client.get("/docs", headers={f"X-{n}": "x" for n in range(50)}).status_code == 200
    assert client.get("/docs", headers={f"X-{n}": "x" for n in range(120)}).status_code == 431
    answer = client.get("/docs", headers={"X": "x" * 40_000})
    assert (answer.status_code, answer.json()["type"]) == (431, "/problems/headers-too-large")


def test_a_body_may_be_so_large_however_it_comes(tmp_path: Path) -> None:
    client = closed(tmp_path, tokens=None, cypher=True, body_bytes=5_000)

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 1_000

    for content in (b"x" * 6_000, pieces()):
        answer = client.post("/v1/cypher", content=content)
        assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")
    answer = client.post("/v1/cypher", content=b"{}", headers={"Content-Length": "9" * 30})
    assert answer.status_code == 413
    for strange in ("-1", "1e3", "0x10", "²"):
        headers = [(b"Content-Length", strange.encode())]
        assert client.post("/v1/cypher", content=b"{}", headers=headers).status_code == 400


async def told(app: Limits, receive: Receive, path: str = "/x") -> tuple[int, bytes]:
    """Status and body that an app answers."""
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [],
        "client": ("192.0.2.7", 1),
    }
    await app(scope, receive, send)
    return said[0]["status"], b"".join(part.get("body", b"") for part in said[1:])


async def nothing() -> Message:
    """No body."""
    return {"type": "http.request", "body": b"", "more_body": False}


def test_an_answer_begins_in_time_or_is_a_problem() -> None:
    async def slow(_scope: Scope, _receive: Receive, send: Send) -> None:
        await asyncio.sleep(5)
        await PlainTextResponse("late")(_scope, _receive, send)

    status, body = asyncio.run(told(Limits(slow, Bounds(answer=0.05)), nothing))
    assert status == 504
    assert b"answer-too-slow" in body


def test_who_still_waits_when_the_service_ends_is_told_so() -> None:
    said: list[Message] = []

    async def slow(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.sleep(5)

    async def send(message: Message) -> None:
        said.append(message)

    async def ended() -> None:
        scope: Scope = {"type": "http", "method": "GET", "path": "/x", "query_string": b""}
        task = asyncio.create_task(Limits(slow, Bounds())(scope | {"headers": []}, nothing, send))
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(ended())
    assert said[0]["status"] == 503
    assert (b"retry-after", b"2") in said[0]["headers"]


def test_an_answer_that_has_begun_is_let_go_on() -> None:
    async def long(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.sleep(0.2)
        await send({"type": "http.response.body", "body": b"whole"})

    assert asyncio.run(told(Limits(long, Bounds(answer=0.05)), nothing)) == (200, b"whole")


def test_a_body_arrives_in_time_or_is_a_problem() -> None:
    async def reading(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await Request(scope, receive).body()
        except RequestTooSlow as error:
            await Response(status_code=error.status)(scope, receive, send)

    async def dripping() -> Message:
        await asyncio.sleep(0.03)
        return {"type": "http.request", "body": b"x", "more_body": True}

    status, _ = asyncio.run(told(Limits(reading, Bounds(arrival=0.1)), dripping))
    assert status == 408


def test_a_client_has_so_many_requests_at_once_and_all_together_too() -> None:
    async def ask(most: int, together: int) -> list[int]:
        gate = asyncio.Event()

        async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
            await (nothing() if scope["path"] == "/healthz" else gate.wait())
            await Response()(scope, receive, send)

        app = Limits(waiting, Bounds(client_requests=most, requests=together))
        tasks = [asyncio.create_task(told(app, nothing)) for _ in range(5)]
        await asyncio.sleep(0.02)
        alive = asyncio.create_task(told(app, nothing, "/healthz"))
        assert (await alive)[0] == 200
        gate.set()
        statuses = [(await task)[0] for task in tasks]
        assert (await told(app, nothing))[0] == 200
        return sorted(statuses)

    assert asyncio.run(ask(3, 100)) == [200, 200, 200, 429, 429]
    assert asyncio.run(ask(100, 3)) == [200, 200, 200, 503, 503]


def test_costly_work_is_done_in_turns() -> None:
    begun, go_on = Barrier(3), Event()

    def work() -> str:
        begun.wait(10)
        go_on.wait(10)
        return "done"

    async def ask() -> None:
        turns = Turns(each=2, together=3)
        async with anyio.create_task_group() as group:
            for client in ("a", "b"):
                group.start_soon(turns.take, client, work)
            await anyio.sleep(0.05)
            await anyio.to_thread.run_sync(begun.wait, 10)
            group.start_soon(turns.take, "a", go_on.wait, 10)
            await anyio.sleep(0.05)
            with pytest.raises(TooManyRequests):
                await turns.take("a", work)
            with pytest.raises(ServiceBusy):
                await turns.take("c", work)
            go_on.set()
        assert await turns.take("c", lambda: "free") == "free"

    anyio.run(ask)


def test_a_query_that_fails_gives_its_turn_back() -> None:
    async def ask() -> None:
        turns = Turns(each=1, together=1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await turns.take("a", lambda: 1 // 0)

    anyio.run(ask)
