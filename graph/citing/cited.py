"""What is cited: a source's record, and the places in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as it is cited: its id, its record as `/v1/sources` has it, and the places in it."""

    id: str
    record: Mapping[str, Any]
    locators: tuple[str, ...] = ()
