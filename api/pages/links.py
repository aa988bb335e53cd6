"""Where things have their pages; links keep the day, the knowledge and the dossier of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from graph.model import Pin
from graph.questions import Question

FOLDERS = {
    "Party": "parties",
    "Asset": "assets",
    "Demand": "demands",
    "Event": "events",
    "Source": "sources",
    "Claim": "claims",
}
# What every page understands, so that links from one to another may carry it.
_CARRIED = ("dossier", "as_of", "known_at")


def page_of(label: str, name: str) -> str:
    """The page of a thing or claim."""
    return f"/{FOLDERS[label]}/{quote(name, safe='')}"


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page; `own` is its path, `question` what its address asks."""

    own: str
    question: Question

    def to(self, label: str, name: str) -> str:
        """The page of a thing or claim, seen as this page is."""
        return self.at(page_of(label, name))

    def at(self, path: str, **parameters: Any) -> str:
        """Any page, seen as this page is."""
        carried = {name: getattr(self.question, name) for name in _CARRIED}
        return _address(path, {**carried, **parameters})

    def here(self, **changed: Any) -> str:
        """This page with some parameters changed; None takes one away."""
        return _address(self.own, {**self.asked(), **changed})

    @property
    def filename(self) -> str:
        """What a download of the page is called, without its ending."""
        words = re.sub(r"[^a-z0-9]+", "-", self.own.lower()).strip("-")
        return f"parley-{words[:80]}" if words else "parley"

    def carried(self) -> list[tuple[str, str]]:
        """What a form on this page sends along, so that its answer is seen as this page is."""
        found = ((name, getattr(self.question, name)) for name in _CARRIED)
        return [(name, str(value)) for name, value in found if value is not None]

    def pinned(self, pin: Pin) -> str:
        """This page with its day and knowledge fixed: the same for ever."""
        return self.here(as_of=pin.as_of, known_at=pin.known_at)

    def asked(self, without: Iterable[str] = ()) -> dict[str, Any]:
        """What the address says that is not the default, by name."""
        given = self.question.model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
        )
        return {name: value for name, value in given.items() if name not in set(without)}


def _address(path: str, parameters: dict[str, Any]) -> str:
    query = urlencode({name: value for name, value in parameters.items() if value is not None})
    return f"{path}?{query}" if query else path
