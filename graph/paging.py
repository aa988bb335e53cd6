"""Pages of lists: cursors that hold their pin, so that paging goes on where it began.

A cursor is the question's fingerprint, the pin and an offset. Since the answer to a pin never
changes, an offset into it stays true through later loads.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import nsmallest
from itertools import count
from typing import Any, TypeVar

from graph.answers import Page, PinAnswer
from graph.errors import BadCursor
from graph.model import Pin
from graph.questions import ListQuestion

Item = TypeVar("Item")
Found = TypeVar("Found")

_NOT_ASKED = {"limit", "cursor", "as_of", "known_at"}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: the question that it continues, its pin, and how many came before."""

    question: str
    as_of: str
    known_at: str
    offset: int

    def text(self) -> str:
        """The cursor as it is handed out."""
        content = [self.question, self.as_of, self.known_at, self.offset]
        return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Cursor:
        """The cursor that was handed out; BadCursor where it is none of ours."""
        try:
            padded = text + "=" * (-len(text) % 4)
            question, as_of, known_at, offset = json.loads(urlsafe_b64decode(padded.encode()))
            if isinstance(offset, bool) or not isinstance(offset, int) or offset < 0:
                raise ValueError(offset)
            return cls(str(question), str(as_of), str(known_at), offset)
        except (ValueError, TypeError, RecursionError):
            raise BadCursor(
                "cursor: this is no cursor of Parley's; use 'next' of the page before, unchanged",
                parameter="cursor",
            ) from None


def fingerprint(question: ListQuestion) -> str:
    """A short hash of what is asked, apart from page and pin."""
    asked = question.model_dump(mode="json", exclude=_NOT_ASKED, exclude_none=True)
    kind = type(question).__name__
    return sha256(json.dumps([kind, asked], sort_keys=True).encode()).hexdigest()[:16]


def cursor_of(question: ListQuestion) -> Cursor | None:
    """The cursor that a question brings; BadCursor where it belongs to another question."""
    if question.cursor is None:
        return None
    cursor = Cursor.read(question.cursor)
    if cursor.question != fingerprint(question) or not _has_pin(question, cursor):
        raise BadCursor(
            "cursor: it belongs to another question; ask with the filters of its first page",
            parameter="cursor",
        )
    return cursor


def _has_pin(question: ListQuestion, cursor: Cursor) -> bool:
    """Whether a question says nothing else of its pin than its cursor does.

    A later `known_at` is cut down to the last release, which is what the cursor then holds.
    """
    day = question.as_of
    return (day is None or day.isoformat() == cursor.as_of) and (
        question.known_at is None or question.known_at >= cursor.known_at
    )


def pin_answer(pin: Pin) -> PinAnswer:
    """The pin as answers carry it."""
    return {"release": pin.release, "as_of": pin.as_of, "known_at": pin.known_at}


def end_of(question: ListQuestion) -> int:
    """How many items there are up to the end of the page that is asked for, at most."""
    cursor = cursor_of(question)
    return (cursor.offset if cursor else 0) + question.limit


def foremost(
    rows: Iterable[Found], most: int, order: Callable[[Found], Any]
) -> tuple[list[Found], int]:
    """The first of many rows in an order, and how many there are; the others are let go."""
    numbers = count()
    found = nsmallest(most, (row for row, _ in zip(rows, numbers, strict=False)), key=order)
    return found, next(numbers)


def page(
    question: ListQuestion,
    pin: Pin,
    found: Sequence[Found],
    show: Callable[[Sequence[Found]], list[Item]],
    total: int | None = None,
) -> Page[Item]:
    """The page of `found` that is asked for; `show` makes answers of its rows alone.

    `total` says how many there are where `found` are only the first.
    """
    total = len(found) if total is None else total
    end = end_of(question)
    start = end - question.limit
    following = Cursor(fingerprint(question), pin.as_of, pin.known_at, end)
    return {
        "items": show(found[start:end]),
        "next": following.text() if end < total else None,
        "total": total,
        "pin": pin_answer(pin),
    }
