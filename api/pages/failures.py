"""Failures as pages: what is wrong, the nearest that there is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from api.pages.links import FOLDERS
from api.pages.templates import render
from graph.desk import Desk
from graph.errors import NOTHING_LOADED
from graph.vocabulary import Label

# What the API and programs ask is answered in problem+json, whatever is accepted.
_FOR_PROGRAMS = (
    "/v1/",
    "/problems/",
    "/static/",
    "/openapi.json",
    "/healthz",
    "/readyz",
    "/metrics",
)
_PAGES = frozenset({"conflicts", "changes", "paths", "search", "docs", *FOLDERS.values()})
_FOLDER_OF = {label.lower(): folder for label, folder in FOLDERS.items()}
_LABELS: Mapping[str, tuple[Label, ...]] = {
    "party": ("Party",),
    "asset": ("Asset",),
    "demand": ("Demand",),
    "event": ("Event",),
}
# The status of a question that cannot be meant.
WRONG = 422
# What to run where a store is empty, as its page says it.
_EMPTY = "Nothing is loaded yet"
_EMPTY_LEAD = "Load the dossiers that come with Parley, or one of your own, whose folder is PATH."
_LOAD = "parley load --shipped\nparley load PATH"
_ADVICE: Mapping[str, Sequence[str]] = {
    "store-unavailable": (
        "If Parley was only just started, wait a moment and try again.",
        "If a database of your own is used, see that it runs and that PARLEY_NEO4J_URI names it.",
    ),
    "store-busy": ("Others are at work in the store: wait a moment and try again.",),
    "query-timeout": ("Ask for less: one dossier, one party, or a smaller picture (most=40).",),
    "not-found": ("Ids and names are those of the dossiers: search for a word of the name.",),
    "no-route": ("The menu above leads to all pages; /docs lists what programs may ask.",),
    "bad-parameter": ("The address says what this page cannot mean: mend it or drop it.",),
    "bad-cursor": ("The list has changed, or the address was cut: begin at its first page.",),
    "internal": ("Tell whoever runs this Parley, with the request's X-Request-ID.",),
}


@dataclass(frozen=True, slots=True)
class Near:
    """Something that may have been meant."""

    words: str
    href: str


def wants_page(request: Request) -> bool:
    """Whether a failure is told as a page: a person's browser asks for what is no program's."""
    path = request.url.path
    if path == "/v1" or path.startswith(_FOR_PROGRAMS):
        return False
    accepted = [part.partition(";")[0].strip() for part in _accepts(request).split(",")]
    return "text/html" in accepted


def _accepts(request: Request) -> str:
    return request.headers.get("accept", "").lower()


def failure_page(request: Request, problem: Mapping[str, Any]) -> bytes:
    """A problem as a page."""
    slug = str(problem["type"]).rpartition("/")[2]
    is_away = slug in ("store-unavailable", "store-busy", "query-timeout")
    is_empty = problem["detail"] == NOTHING_LOADED
    asked, near = _asked(request), list(_near(request, problem))
    return render(
        "failure.html",
        links=None,
        status=problem["status"],
        title=_EMPTY if is_empty else problem["title"],
        detail=_EMPTY_LEAD if is_empty else _said(problem, bool(near)),
        near=near,
        advice=() if is_empty else _ADVICE.get(slug, ()),
        command=_LOAD if is_empty else None,
        retry=_address(request.url.path, asked) if is_away else None,
        plain=request.url.path if asked and slug in ("bad-parameter", "bad-cursor") else None,
    )


def _said(problem: Mapping[str, Any], nearest_is_listed: bool) -> str:
    """What is wrong as a sentence; what is listed below it is not said twice.

    A parameter that is wrong is named, as the address names it; of a name the text says what it is.
    """
    text = str(problem["detail"])
    named = f"{problem.get('parameter')}: "
    if problem["status"] != WRONG or not text.startswith(named):
        text = text.removeprefix(named)
        text = f"{text[:1].upper()}{text[1:]}"
    if nearest_is_listed:
        text = text.partition("; the nearest is")[0]
    return text if text.endswith(".") else f"{text}."


def _near(request: Request, problem: Mapping[str, Any]) -> Iterator[Near]:
    """The nearest names or the candidates, each as the address that was meant."""
    parameter = str(problem.get("parameter", ""))
    path, asked = request.url.path, _asked(request)
    if place := _place_like(path, str(problem["type"])):
        yield Near(place, _address(place, asked))
    folder = _FOLDER_OF.get(parameter, "")
    words = (*problem.get("nearest", ()), *problem.get("candidates", ()))
    for name, shown in _names(request, parameter, words).items():
        if parameter in asked:
            yield Near(shown, _address(path, {**asked, parameter: name}))
        elif folder and path.startswith(f"/{folder}/"):
            yield Near(shown, _address(f"/{folder}/{quote(name, safe='')}", asked))


def _place_like(path: str, kind: str) -> str | None:
    """The page that an address with a slash too many, or in capitals, is of; None where none is."""
    folder, _, name = path.strip("/").partition("/")
    page = folder.lower()
    if not kind.endswith("/no-route") or page not in _PAGES or "/" in name:
        return None
    place = f"/{page}/{name}" if name else f"/{page}"
    return None if place == path or (name and page not in FOLDERS.values()) else place


def _names(request: Request, parameter: str, words: Sequence[str]) -> dict[str, str]:
    """Ids, names and aliases as what they name, each once: its id, and its name with the word."""
    desk: Desk = request.app.state.desk
    release = desk.releases.last_seen
    if not words or release is None:
        return {word: word for word in words}
    snapshot = desk.releases.snapshot(release)
    found: dict[str, str] = {}
    for word in words:
        ids = snapshot.names.find(word, _LABELS.get(parameter)) or [word]
        name = snapshot.name(ids[0])
        other = word not in (name, ids[0])
        found.setdefault(ids[0], f"{name} ({word})" if other else name)
    return found


def _asked(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.query_params.items() if value}


def _address(path: str, parameters: Mapping[str, str]) -> str:
    safe = quote(path, safe="/%:@!$&'()*+,;=~-._")
    query = urlencode(dict(parameters), errors="replace")
    return f"{safe}?{query}" if query else safe
