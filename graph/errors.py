"""Every error that Parley raises on purpose, in one tree.

    ParleyError
    ├── InputError                     422  what was asked or given is wrong
    │   ├── BadParameter               422  a parameter, with what would be right
    │   ├── BadCursor                  422  a cursor that is broken or of another question
    │   ├── BadQuery                   422  Cypher that does not parse or run
    │   ├── QueryRefused               403  Cypher that would write, or read files or the server
    │   ├── BadBody                    400  a body that is not what it should be
    │   ├── BodyTooLarge               413  a body that is larger than it may be
    │   ├── BadArchive                 422  a backup that is damaged, foreign or from the future
    │   ├── AddressTooLong             414  a path and query that are longer than they may be
    │   ├── HeadersTooLarge            431  headers that are more or longer than they may be
    │   ├── RequestTooSlow             408  a request that did not arrive whole in time
    │   └── DossierErrors              422  everything that is wrong with a dossier, at once
    ├── AccessError                    403  whoever asks may not ask this, or not from there
    │   ├── NotLoggedIn                401  no valid token and no session
    │   ├── WrongHost                  421  a host name under which Parley is not served
    │   ├── WrongOrigin                403  another site's page that may not ask
    │   └── TooManyRequests            429  more at once, or more failed attempts, than one may have
    ├── ServiceBusy                    503  the service has as much to do as it takes on
    ├── AnswerTooSlow                  504  an answer was not ready in time
    ├── NotFound                       404  no such thing, with the nearest names
    ├── Ambiguous                      409  a name that several things share, with the candidates
    ├── StoreError                     503  the store did not do what it was asked
    │   ├── StoreUnavailable           503  no database answers at the address
    │   ├── StoreDenied                503  the database refuses the account
    │   ├── StoreBusy                  503  others hold what is needed; trying again helps
    │   │   └── LoadInProgress         409  another load has the lease
    │   ├── LeaseLost                  503  this load was taken for dead
    │   ├── StoreConflict              503  a uniqueness constraint refused a write
    │   ├── StoreNotEmpty              409  a restore into a store that holds something
    │   ├── StoreFull                  507  no space is left on the store's disk
    │   ├── SchemaMismatch             503  the store was made by another version of Parley
    │   └── QueryTimeout               504  a query ran longer than it may
    └── SetupError                     500  the machine lacks something; the text says what to do

`status` is the HTTP status, `slug` the last part of the problem's `type`, `exit_status` what the
command line ends with. The message of an error is written for the person who reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar


class ParleyError(Exception):
    """The root: a message for a person, and what a program may want to know beside it."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Parley could not do this"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = {name: value for name, value in details.items() if value is not None}

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: the sentences alone. IPython asks for this by its name."""
        return f"{self.title}: {self.message}".splitlines()


class InputError(ParleyError):
    """What was asked or given is wrong."""

    status = 422
    slug = "input"
    title = "The request is wrong"
    exit_status = 2


class BadParameter(InputError):
    """One parameter is wrong: `parameter` names it, the message says what would be right."""

    slug = "bad-parameter"
    title = "A parameter is wrong"

    def __init__(self, parameter: str, message: str, **details: Any) -> None:
        super().__init__(f"{parameter}: {message}", parameter=parameter, **details)


class BadCursor(InputError):
    """A cursor that is broken, or that belongs to another question."""

    slug = "bad-cursor"
    title = "The cursor cannot be used"


class BadQuery(InputError):
    """Cypher that does not parse or run; `line` and `column` count from 1 where known."""

    slug = "bad-query"
    title = "The Cypher query is wrong"


class QueryRefused(InputError):
    """Cypher that would write, read files, reach other hosts or look at the server."""

    status = 403
    slug = "query-refused"
    title = "The Cypher query is not allowed"


class BadBody(InputError):
    """The body of a request cannot be read: it is not JSON."""

    status = 400
    slug = "bad-body"
    title = "The body cannot be read"


class BodyTooLarge(InputError):
    """The body of a request is larger than it may be."""

    status = 413
    slug = "body-too-large"
    title = "The body is too large"


class BadArchive(InputError):
    """A backup that is damaged, is none of Parley's, or was made by a newer Parley."""

    slug = "archive"
    title = "The backup cannot be restored"
    exit_status = 1


class AddressTooLong(InputError):
    """A path and query that are longer than they may be."""

    status = 414
    slug = "address-too-long"
    title = "The address is too long"


class HeadersTooLarge(InputError):
    """Headers that are more, or longer, than they may be."""

    status = 431
    slug = "headers-too-large"
    title = "The headers are too large"


class RequestTooSlow(InputError):
    """A request that did not arrive whole in time."""

    status = 408
    slug = "request-too-slow"
    title = "The request came too slowly"


class DossierErrors(InputError):
    """Everything that is wrong with the dossiers of one load, in the order of files and lines."""

    slug = "dossier"
    title = "The dossier has errors"
    exit_status = 1

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems), errors=list(self.problems))


class AccessError(ParleyError):
    """Whoever asks may not ask this, or not from there."""

    status = 403
    slug = "access"
    title = "This is not allowed"


class NotLoggedIn(AccessError):
    """No valid token and no session that still lasts."""

    status = 401
    slug = "not-logged-in"
    title = "A token is needed"


class WrongHost(AccessError):
    """A host name under which Parley is not served."""

    status = 421
    slug = "wrong-host"
    title = "Parley is not served under this name"


class WrongOrigin(AccessError):
    """A page of another site, which may not ask."""

    slug = "wrong-origin"
    title = "Another site's page may not ask this"


class TooManyRequests(AccessError):
    """More requests at once, or more failed attempts, than one client may have."""

    status = 429
    slug = "too-many-requests"
    title = "Too many requests"


class ServiceBusy(ParleyError):
    """The service has as much to do as it takes on; trying again helps."""

    status = 503
    slug = "service-busy"
    title = "The service is busy"


class AnswerTooSlow(ParleyError):
    """An answer was not ready in time."""

    status = 504
    slug = "answer-too-slow"
    title = "The answer took too long"


class NotFound(ParleyError):
    """No such thing; `nearest` lists the closest names."""

    status = 404
    slug = "not-found"
    title = "There is no such thing"
    exit_status = 3


class Ambiguous(ParleyError):
    """A name that several things share; `candidates` lists their ids."""

    status = 409
    slug = "ambiguous"
    title = "The name is ambiguous"
    exit_status = 3


class StoreError(ParleyError):
    """The store did not do what it was asked."""

    status = 503
    slug = "store"
    title = "The store failed"
    exit_status = 4


NOTHING_LOADED = (
    "nothing is loaded yet: load a dossier with `parley load PATH`, or those that come with Parley "
    "with `parley load --shipped`"
)


class StoreUnavailable(StoreError):
    """No database answers at the address."""

    slug = "store-unavailable"
    title = "The store is away"


class StoreDenied(StoreError):
    """The database refuses the account or its password."""

    slug = "store-denied"
    title = "The store refuses the account"


class StoreBusy(StoreError):
    """Others hold what is needed; trying again helps."""

    slug = "store-busy"
    title = "The store is busy"


class LoadInProgress(StoreBusy):
    """Another load has the lease."""

    status = 409
    slug = "load-in-progress"
    title = "Another load is running"


class LeaseLost(StoreError):
    """This load was taken for dead and another has begun; it wrote nothing more."""

    slug = "lease-lost"
    title = "The load lost its lease"


class StoreConflict(StoreError):
    """A uniqueness constraint refused a write."""

    slug = "store-conflict"
    title = "The store refuses a duplicate"


class StoreNotEmpty(StoreError):
    """A backup is restored into an empty store; this one holds something."""

    status = 409
    slug = "store-not-empty"
    title = "The store is not empty"


class StoreFull(StoreError):
    """No space is left on the store's disk."""

    status = 507
    slug = "store-full"
    title = "The store's disk is full"


class SchemaMismatch(StoreError):
    """The store was made by another version of Parley."""

    slug = "schema-mismatch"
    title = "The store has another schema"


class QueryTimeout(StoreError):
    """A query ran longer than it may."""

    status = 504
    slug = "query-timeout"
    title = "The query took too long"


class SetupError(ParleyError):
    """The machine lacks something that Parley needs; the message says what to do."""

    slug = "setup"
    title = "Parley cannot start here"
    exit_status = 5
