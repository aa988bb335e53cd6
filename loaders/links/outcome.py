"""What became of a link."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# Each state with what it means, in the order in which they are told.
STATES = {
    "gone": "no longer there",
    "moved": "moved for good: cite the new address",
    "changed": "other content than at the last check: do the claims still hold?",
    "loop": "redirects that never end",
    "no-host": "no machine of that name",
    "certificate": "a certificate or an encryption that cannot be trusted",
    "unreachable": "no answer at the address",
    "slow": "no whole answer in time",
    "failing": "the server fails",
    "busy": "the server asks to come back later",
    "refused": "kept from machines or behind a login: look yourself",
    "robots": "not asked, since robots.txt asks machines not to",
    "private": "not asked, since the address is a private one",
    "ok": "still there",
}
# What will be the same in an hour; the others are asked again at the next run.
SETTLED = frozenset({"gone", "moved", "changed", "loop", "refused", "robots", "ok"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What asking for a link gave.

    `status` is the last HTTP status, `leads_to` where redirects ended if elsewhere, `checked_at` an
    instant. `etag`, `last_modified` and `digest` are of the content last seen, to compare with.
    """

    url: str
    state: str
    message: str
    checked_at: str
    status: int | None = None
    leads_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The outcome as JSON has it."""
        return asdict(self)


class Trouble(Exception):
    """Why a link could not be asked for: one of `STATES`, and a sentence."""

    def __init__(self, state: str, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.state = state
        self.message = message
        self.status = status
