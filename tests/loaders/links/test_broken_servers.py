"""Servers whose certificate is bad, or that break off: a sentence each, and no traceback."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.links.manners import Manners
from loaders.links.memory import Memory
from loaders.links.outcome import Outcome
from loaders.links.patrol import Link, Patrol
from tests.api.conftest import run_parley
from tests.loaders.links.certificates import (
    Serve,
    hangs_up,
    listening,
    resets,
    resets_at_once,
    self_signed,
    shakes_hands,
)
from tests.loaders.links.press import Page, open_press
from tests.loaders.write_dossier import write_dossier

BROKEN_OFF = (
    "breaks the connection off before it has answered",
    # Who hangs up in an orderly way may as well have answered something else.
    "breaks off, or answers something that is not HTTP",
)


async def loopback(host: str, port: int) -> Sequence[str]:
    """Every name is this machine."""
    del host, port
    return ["127.0.0.1"]


def outcome(folder: Path, url: str) -> Outcome:
    """What becomes of a link."""
    patrol = Patrol(
        memory=Memory(folder / "links.sqlite"),
        manners=Manners(pause=0.0, timeout=2.0),
        allow_private=True,
        resolver=loopback,
    )
    [row] = patrol.run([Link(url, ())], lambda *_: None)
    return row.outcome


def test_a_certificate_that_its_server_signed_itself(tmp_path: Path) -> None:
    with listening(shakes_hands(self_signed(tmp_path, "press.example"))) as port:
        found = outcome(tmp_path, f"https://press.example:{port}/page")
    assert found.state == "certificate"
    assert found.message == "its certificate is not valid: self-signed certificate"


@pytest.mark.parametrize(
    ("scheme", "serve"),
    [
        *(("http", resets), ("http", resets_at_once), ("http", hangs_up)),
        *(("https", resets_at_once), ("https", hangs_up)),
    ],
)
def test_a_connection_that_breaks_off(tmp_path: Path, serve: Serve, scheme: str) -> None:
    with listening(serve) as port:
        found = outcome(tmp_path, f"{scheme}://press.example:{port}/page")
    assert found.state == "failing"
    assert found.message in BROKEN_OFF


def test_the_command_tells_of_each_in_a_sentence(tmp_path: Path) -> None:
    def endless(asked: Page) -> None:
        asked.send_response(200)
        asked.end_headers()
        try:
            while True:
                asked.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            return

    folder = write_dossier(tmp_path / "d")
    with (
        listening(shakes_hands(self_signed(tmp_path, "localhost"))) as secure,
        listening(resets) as broken,
        open_press() as press,
    ):
        press.pages["/endless"] = endless
        urls = (
            f"https://localhost:{secure}/",
            f"http://localhost:{broken}/",
            f"http://127.0.0.1:{press.port}/endless",
        )
        rows = [{"id": f"s-{n}", "title": "T", "url": url} for n, url in enumerate(urls)]
        (folder / "sources.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        (folder / "sources.yaml").unlink()
        (folder / "claims.yaml").unlink()
        options = ("--allow-private", "--timeout", "1", "--pause", "0")
        cache = ("--cache", str(tmp_path / "cache.sqlite"))
        done = run_parley("sources", "check", str(folder), *options, *cache)
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "sources.jsonl:1: url: " in told
    assert "its certificate is not valid: self-signed certificate" in told
    assert any(words in told for words in BROKEN_OFF)
    assert "did not answer whole within 1 second" in told
    assert "Traceback" not in told
