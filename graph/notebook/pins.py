"""The pin of an answer: what it rests on, and asking again for the very same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.notebook.rows import Row


class AnswerPin(Row):
    """Release, day and moment of knowledge, equal to HTTP's `pin`.

    `pin.rerun()` asks the same question again, at this pin, and gives the same items, stances,
    dates and proofs through all later loads; another question takes it as `pin=`.
    """

    release: int | None
    as_of: str
    known_at: str
    _again: Callable[[], Any]

    @classmethod
    def asked(cls, pin: Any, again: Callable[[AnswerPin], Any]) -> AnswerPin:
        """The pin of an answer that `again` asks for."""
        own = cls(pin)
        object.__setattr__(own, "_again", lambda: again(own))
        object.__setattr__(own, "_records", lambda _: {})
        return own

    def rerun(self) -> Any:
        """The answer that bears this pin, asked for again."""
        return self._again()

    @property
    def moment(self) -> dict[str, str]:
        """The parameters that a question at this pin takes: `as_of` and `known_at`."""
        return {"as_of": self["as_of"], "known_at": self["known_at"]}
