"""Every error of the driver and the servers, as one of Parley's own.

No text of the driver passes: what a person reads is written here. Only what a server says of the
person's own query is kept, and only by `query_complaint`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionPoolError,
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
_STATEMENT = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")
_GONE = (ServiceUnavailable, SessionExpired, ConnectionPoolError, OSError)
_FULL = ("No space left", "no space left", "OutOfDisk", "disk is full")
_FULL_BYTES = 1 << 20
_BROKEN = "needs to be restarted"
_PLACE = re.compile(r"\bline (\d+)(?:,? column |:)(\d+)(?: \(offset: \d+\))?")
_UNKNOWN = "Neo.DatabaseError.General.UnknownError"
# Names that the embedded engine puts before its sentences, and what only its makers can read.
_CODE_NAMES = re.compile(r"^(?:[A-Z]\w*[a-z][A-Z]\w*(?:: | - ))+")
# The clause in which a server names a setting of its own, and all after it: advice to its keeper.
_SETTING = re.compile(r"(?:[.;:,] )?[^.;:,]*(?<![\w.])arcadedb\..*", re.DOTALL)
_INTERNAL = re.compile(
    r"^An unknown error occurred|\b(?:com|java|org)\.[a-z]+\.|Exception\b|Neo\.\w+\."
)

Rule = tuple[Callable[[Exception, str], bool], type[ParleyError], str]

# The first rule that fits an error says what it becomes; {store} says where, in words.
_RULES: tuple[Rule, ...] = (
    (
        lambda error, _: any(sign in str(error) for sign in _FULL),
        StoreFull,
        "no space is left on the disk of the {store}: free some and try again",
    ),
    (
        lambda error, _: _BROKEN in str(error),
        StoreUnavailable,
        "the {store} has to be restarted, most often after a full disk: see its log, make room",
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


def translated(error: Exception, store: str, folder: Path | None = None) -> ParleyError:
    """Parley's error for one of the driver's; `store` says where, in words.

    `folder` is that of an embedded store, whose engine does not say when the disk is full.
    """
    code = _code(error)
    for fits, kind, message in _RULES:
        if fits(error, code):
            return kind(message.format(store=store))
    if folder and disk_usage(folder).free < _FULL_BYTES:
        return StoreFull(f"no space is left on the disk of the {store}: free some and try again")
    return StoreError(f"the {store} could not do what it was asked")


@contextmanager
def mapped(store: str) -> Iterator[None]:
    """Lets Parley's errors through and turns those of the driver and the network into them."""
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise translated(error, store) from error


def is_gone(error: Exception) -> bool:
    """Whether the connection was lost or nobody answers, rather than a query refused."""
    return isinstance(error, _GONE)


def is_query_fault(error: Exception, engine: str = "neo4j") -> bool:
    """Whether the fault is in the query that was sent, not in the store.

    The embedded engine has no code of its own for many of them.
    """
    code = _code(error)
    if engine == "embedded" and code == _UNKNOWN:
        return not any(sign in str(error) for sign in _FULL)
    return code.startswith(_STATEMENT) and not code.endswith("AccessMode")


def query_complaint(error: Neo4jError, *, lines_before: int = 0, first_column: int = 1) -> BadQuery:
    """What a server says of a person's own query, with line and column where it names them.

    `lines_before` is how many lines were sent before the person's own, `first_column` the number
    that the server gives to the first.
    """
    text = _SETTING.sub("", _CODE_NAMES.sub("", (error.message or "").strip()))
    if not text or _INTERNAL.search(text):
        return BadQuery("the query cannot be run: see that its values fit what it does with them")
    places: list[tuple[int, int]] = []

    def moved(match: re.Match[str]) -> str:
        line = max(1, int(match[1]) - lines_before)
        places.append((line, max(1, int(match[2]) + 1 - first_column)))
        return "line {}, column {}".format(*places[-1])

    text = _PLACE.sub(moved, text)
    line, column = places[0] if places else (None, None)
    kept = "\n".join(row.rstrip() for row in text.splitlines() if row.strip())
    return BadQuery(kept[:2_000], line=line, column=column)


def _code(error: Exception) -> str:
    return (getattr(error, "code", None) or "") if isinstance(error, Neo4jError) else ""
