"""A small press on the loopback, with every behaviour that a link checker meets."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Answer = Callable[["Page"], None]


@dataclass
class Asked:
    """A request that came in."""

    at: float
    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Press:
    """The pages by path, and what was asked; names outside of `names` lead nowhere."""

    port: int = 0
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def url(self, path: str, host: str = "press.example", scheme: str = "http") -> str:
        """The address of a page."""
        return f"{scheme}://{host}:{self.port}{path}"

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """Every name of the press is the loopback; any other there is not."""
        del port
        if host in self.names:
            return [self.names[host]]
        if host.endswith(".example") or host == "127.0.0.1":
            return ["127.0.0.1"]
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [row.path for row in self.asked if row.path != "/robots.txt"]


class Page(BaseHTTPRequestHandler):
    """One request."""

    press: Press

    def do_GET(self) -> None:
        """Answers as the page says; 404 where there is none."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host", "").partition(":")[0]
        self.press.asked.append(Asked(time.monotonic(), host, self.path, headers))
        self.press.pages.get(self.path, gone)(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Sends a whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def page(text: str, **headers: str) -> Answer:
    """A web page with a text."""
    body = f"<html><head><title>x</title></head><body>{text}</body></html>".encode()
    return lambda asked: asked.answer(200, body, Content_Type="text/html", **headers)


def status(number: int, **headers: str) -> Answer:
    """A status alone."""
    return lambda asked: asked.answer(number, b"", **headers)


def to(place: str, number: int = 301) -> Answer:
    """A redirect."""
    return status(number, Location=place)


def gone(asked: Page) -> None:
    """There is no such page."""
    asked.answer(404)


@contextmanager
def open_press() -> Iterator[Press]:
    """A press that listens on a free port."""
    press = Press()
    handler = type("Handler", (Page,), {"press": press})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    press.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield press
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
