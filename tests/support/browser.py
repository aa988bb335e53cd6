"""A real browser for tests: Debian's Chromium, which PARLEY_CHROMIUM names, driven by Playwright.

A `Watch` notes what a page must not do: ask another host, write errors to the console, break its
own policy, run a foreign script.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Milliseconds that a browser may take on a machine that is busy with other things.
PATIENCE = 60_000
# A function: the policy of the pages lets no text be evaluated again and again.
SETTLED = "() => window.parley?.picture().settled"


def chromium() -> str:
    """The browser's program; an error where there is none."""
    found = os.environ.get("PARLEY_CHROMIUM") or shutil.which("chromium")
    if not found or not Path(found).exists():
        raise FileNotFoundError(
            "the tests of the pages need a browser: install Debian's chromium, or name one by "
            "PARLEY_CHROMIUM"
        )
    return found


@contextmanager
def started() -> Iterator[Browser]:
    """The browser, for as long as it is needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What pages of one host did that they must not do; `asked` counts their requests."""

    host: str
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def over(self, context: BrowserContext) -> None:
        """Begins to watch all pages of a context."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda found: self.wrong.append(f"error: {found.error}"))
        context.on("dialog", lambda found: self.wrong.append(f"dialogue: {found.message}"))

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        self.asked.append(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.wrong.append(f"request: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(
            words in message.text for words in self.expected
        ):
            self.wrong.append(f"console: {message.text}")


def settle(page: Page) -> dict[str, Any]:
    """Waits until the picture stands; what it says of itself."""
    page.wait_for_function(SETTLED)
    return picture(page)


def picture(page: Page) -> dict[str, Any]:
    """What the picture says of itself."""
    found: dict[str, Any] = page.evaluate("window.parley.picture()")
    return found


def shown(page: Page, what: str = "nodes") -> set[str]:
    """The ids of the nodes or edges that are shown."""
    return {row["id"] for row in picture(page)[what] if row["shown"]}
