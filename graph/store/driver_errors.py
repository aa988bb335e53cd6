"""Every error of the driver and the servers, as one of Parley's own.

No text of the driver passes: what a person reads is written here. Only what a server says of the
person's own query is kept, and only by `query_complaint`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    CypherSyntaxError,
    CypherTypeError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import (
    BadQuery,
    ParleyError,
    QueryTimeout,
    SetupError,
    StoreBusy,
    StoreConflict,
    StoreDenied,
    StoreError,
    StoreFull,
    StoreUnavailable,
)

_TIMED_OUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped")
_AWAY = ("DatabaseUnavailable", "DatabaseNotFound", "NotALeader", "ForbiddenOnReadOnlyDatabase")
_STATEMENT = "Neo.ClientError.Statement."
_GONE = (ServiceUnavailable, SessionExpired, OSError)
_FULL = ("No space left", "no space left", "OutOfDisk", "disk is full")
_PLACE = re.compile(r"\(?line (\d+),? column (\d+)(?: \(offset: \d+\)\)?)?|line (\d+):(\d+)")


Rule = tuple[Callable[[Exception, str], bool], type[ParleyError], str]

# The first rule that fits an error says what it becomes; {store} says where, in words.
_RULES: tuple[Rule, ...] = (
    (
        lambda error, _: any(sign in str(error) for sign in _FULL),
        StoreFull,
        "no space is left on the disk of the {store}: free some and try again",
    ),
    (
        lambda error, _: isinstance(error, AuthError | Forbidden),
        StoreDenied,
        "the {store} refuses the account: check its name, password and rights",
    ),
    (
        lambda error, _: isinstance(error, ConstraintError),
        StoreConflict,
        "the {store} refuses a duplicate",
    ),
    (
        lambda _, code: code.endswith(_TIMED_OUT),
        QueryTimeout,
        "the query took longer than it may: ask for less, or narrow it",
    ),
    (
        lambda error, code: isinstance(error, _GONE) or code.endswith(_AWAY),
        StoreUnavailable,
        "the {store} does not answer: see that it runs and try again",
    ),
    (
        lambda error, _: isinstance(error, ConfigurationError),
        SetupError,
        "the address of the {store} cannot be used as it is configured",
    ),
    (
        lambda error, _: isinstance(error, TransientError),
        StoreBusy,
        "the {store} is busy: try again in a moment",
    ),
    (
        lambda error, code: (
            isinstance(error, CypherSyntaxError | CypherTypeError) or code.startswith(_STATEMENT)
        ),
        BadQuery,
        "the query is wrong",
    ),
)


def translated(error: Exception, store: str) -> ParleyError:
    """Parley's error for one of the driver's; `store` says where, in words."""
    code = _code(error)
    for fits, kind, message in _RULES:
        if fits(error, code):
            return kind(message.format(store=store))
    return StoreError(f"the {store} could not do what it was asked")


@contextmanager
def mapped(store: str) -> Iterator[None]:
    """Lets Parley's errors through and turns those of the driver and the network into them."""
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise translated(error, store) from error


def is_query_fault(error: Exception) -> bool:
    """Whether the fault is in the query that was sent, not in the store."""
    code = _code(error)
    return code.startswith(_STATEMENT) and not code.endswith("AccessMode")


def query_complaint(error: Neo4jError) -> BadQuery:
    """What a server says of a person's own query, with line and column where it names them."""
    text = (error.message or "the query is wrong").strip()
    place = _PLACE.search(text)
    numbers = [int(group) for group in (place.groups() if place else ()) if group]
    line, column = numbers if len(numbers) == 2 else (None, None)
    first, *rest = text.splitlines()
    kept = [first.rstrip(), *(row.rstrip() for row in rest if row.strip())]
    return BadQuery("\n".join(kept)[:2_000], line=line, column=column)


def _code(error: Exception) -> str:
    return (getattr(error, "code", None) or "") if isinstance(error, Neo4jError) else ""
