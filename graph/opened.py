"""What a question is answered from: its pin, the snapshot, and what of it the question may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from graph.briefs import Writer
from graph.model import Pin
from graph.resolve import resolve
from graph.snapshot import Snapshot
from graph.view import View
from graph.vocabulary import Label

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """What a list question found, in order; `show` makes answers of some of its rows.

    `total` says how many there are where only the first are kept.
    """

    found: Sequence[Any]
    show: Callable[[Sequence[Any]], list[Item]]
    total: int | None = None


@dataclass(frozen=True)
class Opened:
    """The store as one question sees it."""

    pin: Pin
    snapshot: Snapshot
    view: View

    @property
    def day(self) -> date:
        """The day of `as_of`."""
        return date.fromisoformat(self.pin.as_of)

    @cached_property
    def writer(self) -> Writer:
        """Writes answers with the snapshot's names."""
        return Writer(self.snapshot)

    def id_of(self, label: Label, name: str | None, parameter: str) -> str | None:
        """The id of the thing of a label that a parameter names; NotFound or Ambiguous."""
        return None if name is None else resolve(self.snapshot, label, name, parameter)
