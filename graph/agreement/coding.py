"""What one coder made of the material."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import Claim, Thing


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's things by id, and claims, structure left out; `coder` is a name to tell by."""

    coder: str
    things: Mapping[str, Thing]
    claims: tuple[Claim, ...]

    def name(self, thing: str) -> str:
        """The coder's name of a thing; its id where it has none."""
        found = self.things.get(thing)
        return found.name if found else thing
