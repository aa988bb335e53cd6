"""How a page is given: from the shelf, with an entity tag, under its own policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request
from starlette.responses import Response

from api.answering import answered
from api.pages.links import Links
from api.pages.static import version
from api.pages.templates import render
from api.shelf import Key
from graph.desk import Desk
from graph.errors import NOTHING_LOADED, StoreUnavailable
from graph.opened import Opened
from graph.questions import MAX_TEXT, Question
from graph.vocabulary import Label

HTML = "text/html; charset=utf-8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True)
class Sight:
    """What a page is made from: the store as its question sees it, its links, and today."""

    desk: Desk
    opened: Opened
    links: Links
    today: date

    @property
    def is_past(self) -> bool:
        """Whether the page is about a day before today."""
        return self.opened.day < self.today

    def written(self, text: str | None, *labels: Label) -> str:
        """What a form shows for a name that was asked: the thing's name, if that means it too."""
        names = self.opened.snapshot.names
        found = names.find(text, labels or None) if text else []
        name = self.opened.snapshot.name(found[0]) if len(found) == 1 else None
        is_one = bool(name) and names.find(str(name), labels or None) == found
        return name if name and is_one and len(name) <= MAX_TEXT else text or ""

    def render(self, template: str, **context: Any) -> bytes:
        """The page, with what all pages share."""
        dossiers = self.opened.snapshot.dossiers
        return render(
            template,
            links=self.links,
            pin=self.opened.pin,
            dossier=self.opened.view.dossier,
            dossiers={name: row.get("title", name) for name, row in sorted(dossiers.items())},
            is_past=self.is_past,
            is_today=self.opened.day == self.today,
            **context,
        )


def sight(desk: Desk, path: str, question: Question) -> Sight:
    """The store as a page sees it; StoreUnavailable where nothing is loaded."""
    opened = desk.opened(question)
    if opened is None:
        raise StoreUnavailable(NOTHING_LOADED)
    return Sight(desk, opened, Links(path, question), desk.today())


Make = Callable[[Sight], bytes]


def page_key(path: str, question: Question) -> Key:
    """Under what a page is kept."""
    return ("page", version(), path, question.model_dump_json(by_alias=True))


async def page(request: Request, question: Question, make: Make) -> Response:
    """The page at the request's path, made by `make` where it is not kept."""
    desk: Desk = request.app.state.desk
    path = request.url.path
    response = await answered(
        request, page_key(path, question), lambda: make(sight(desk, path, question)), HTML
    )
    response.headers.update(HEADERS)
    if getattr(question, "download", None):
        name = f"{Links(path, question).filename}.html"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
