"""The store on every engine: reading, writing, transactions, and what goes wrong."""

from __future__ import annotations

import errno
import gc
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import neo4j
import pytest

from cypher import named
from graph.errors import (
    ParleyError,
    SchemaMismatch,
    StoreDenied,
    StoreError,
    StoreUnavailable,
)
from graph.store import Endpoint, Store, StoreSettings, Transaction, drivers, open_store
from graph.store.driver_errors import translated
from graph.store.schema import latest_version, migrate, stored_version

VERSION = named("write/schema_version")


def test_what_was_written_is_read(store: Store) -> None:
    rows = [{"id": "p", "name": "Aster", "aliases": ["A", "B"], "recorded_at": "1"}]
    store.write(named("write/things_new").fill(LABEL="Party"), rows=rows)
    [found] = store.read(named("query/things").fill(LABEL="Party"), known_at="2")
    assert found["thing"] == rows[0]
    streamed = list(store.stream(named("query/things").fill(LABEL="Party"), known_at="2"))
    assert streamed == [found]


def test_a_closed_store_opens_nothing_more(store: Store, settings: StoreSettings) -> None:
    assert store.read(named("query/dossiers"), known_at="9") == []
    with open_store(settings) as other:
        other.read(named("query/dossiers"), known_at="9")
    with pytest.raises(StoreUnavailable, match="was closed"):
        other.read(named("query/dossiers"), known_at="9")


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    query = named("write/things_new").fill(LABEL="Party")

    def work(transaction: Transaction) -> None:
        transaction.run(query, rows=[{"id": "p", "recorded_at": "1"}])
        raise RuntimeError("on the way")

    with pytest.raises(RuntimeError):
        store.transact(work)
    assert store.read(named("query/things").fill(LABEL="Party"), known_at="2") == []


def test_conflicts_are_repeated_and_not_shown(store: Store) -> None:
    query = named("write/things_new").fill(LABEL="Party")

    def write(_: int) -> None:
        for number in range(10):
            store.write(query, rows=[{"id": f"p{number}", "recorded_at": "1"}])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert len(store.read(named("query/things").fill(LABEL="Party"), known_at="2")) == 10


def test_the_schema_is_applied_twice_and_at_once(store: Store) -> None:
    store.write(VERSION, version=0)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: migrate(store), range(4)))
    assert stored_version(store) == latest_version()
    migrate(store)


def test_a_store_of_a_newer_schema_is_refused(store: Store) -> None:
    store.write(VERSION, version=latest_version() + 1)
    try:
        with pytest.raises(SchemaMismatch, match="install the Parley that made it"):
            migrate(store)
    finally:
        store.write(VERSION, version=latest_version())


def test_a_store_opened_for_reading_does_not_write(store: Store, settings: StoreSettings) -> None:
    assert store is not None
    with open_store(settings) as reader, pytest.raises(StoreDenied, match="for reading only"):
        reader.write(VERSION, version=latest_version())


def test_describing_a_store_gives_no_password_away(store: Store) -> None:
    assert store.endpoint.writer is not None
    assert store.endpoint.writer[1] not in store.describe()
    assert store.endpoint.writer[1] not in repr(store)


def away(port: int) -> Store:
    """A store where nothing is."""
    account = ("neo4j", "password")
    uri = f"bolt://127.0.0.1:{port}"
    return Store(Endpoint("neo4j", uri, "neo4j", account, account, f"Neo4j database at {uri}"))


@pytest.mark.parametrize("silent", [False, True], ids=["refuses", "is silent"])
@pytest.mark.parametrize("call", ["read", "write"])
def test_a_database_that_is_away_is_told_soon(silent: bool, call: str) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if silent:
            listener.listen(8)
        store = away(listener.getsockname()[1])
        began = time.monotonic()
        with store, pytest.raises(StoreUnavailable, match="does not answer"):
            getattr(store, call)(named("query/ping"))
        # The promise itself, with room for a busy machine: without a bound it takes a minute.
        assert time.monotonic() - began < 10


def test_a_session_is_closed_though_its_connection_is_cut_at_that_moment(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise OSError(errno.EBADF, "the socket was closed by another thread")

    lent = store.session("READ")
    session = lent.__enter__()
    session.begin_transaction().run("RETURN 1").consume()
    monkeypatch.setattr(session._connection, "send_all", cut)
    monkeypatch.setattr(session._connection, "fetch_all", cut)
    with pytest.raises(OSError, match="closed by another"):
        lent.__exit__(None, None, None)
    monkeypatch.undo()
    assert session.closed()
    assert store.read(named("query/ping"))


def test_a_session_is_closed_though_its_answer_can_be_read_no_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise AttributeError("another thread closed the connection: its answers are gone")

    lent = store.session("READ")
    session = lent.__enter__()
    session.run("UNWIND range(1, 5000) AS n RETURN n")
    monkeypatch.setattr(session._connection, "fetch_message", cut)
    with pytest.raises(AttributeError, match="another thread"):
        lent.__exit__(None, None, None)
    monkeypatch.undo()
    assert session.closed()
    assert session not in drivers._LENT
    assert store.read(named("query/ping"))


def test_a_store_is_closed_while_a_thread_reads_from_it(
    store: Store, settings: StoreSettings
) -> None:
    """At any moment of its reading: the thread is told, and nothing is left open."""
    assert store is not None
    ended: list[ParleyError] = []
    before = set(drivers._LENT)

    def read(reader: Store) -> None:
        try:
            while True:
                reader.cypher("UNWIND range(1, 20000) AS n RETURN n")
        except ParleyError as error:
            ended.append(error)

    for turn in range(8):
        reader = open_store(settings)
        thread = threading.Thread(target=read, args=(reader,))
        thread.start()
        time.sleep(0.05 * turn)
        reader.close()
        thread.join(30)
        assert not thread.is_alive()
    assert [type(error) for error in ended] == [StoreUnavailable] * 8
    assert before >= set(drivers._LENT)


def test_a_reading_that_nobody_ends_closes_its_session(store: Store) -> None:
    """Also where only the collector finds it, in a circle with what holds it."""
    before = set(drivers._LENT)
    for _ in range(20):
        holder: list[object] = []
        rows = store.stream(named("query/releases_on_record"), known_at="9999")
        holder += [rows, holder, next(rows, None)]
        del holder, rows
    gc.collect()
    assert before >= set(drivers._LENT)


def all_driver_errors() -> list[type[Exception]]:
    """Every class of error that the driver can raise."""
    found: list[type[Exception]] = []
    waiting: list[type[Exception]] = [
        neo4j.exceptions.Neo4jError,
        neo4j.exceptions.DriverError,
    ]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return found


@pytest.mark.parametrize("kind", all_driver_errors(), ids=lambda kind: kind.__name__)
def test_every_driver_error_becomes_one_of_ours(kind: type[Exception]) -> None:
    error = kind.__new__(kind)
    Exception.__init__(error, "driver words")
    made = translated(error, "store")
    assert isinstance(made, ParleyError)
    assert "driver words" not in made.message


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("Neo.ClientError.Security.Unauthorized", "StoreDenied"),
        ("Neo.ClientError.Security.Forbidden", "StoreDenied"),
        ("Neo.ClientError.Schema.ConstraintValidationFailed", "StoreConflict"),
        ("Neo.ClientError.Transaction.TransactionTimedOut", "QueryTimeout"),
        ("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", "QueryTimeout"),
        ("Neo.TransientError.Database.DatabaseUnavailable", "StoreUnavailable"),
        ("Neo.ClientError.Database.DatabaseNotFound", "StoreUnavailable"),
        ("Neo.TransientError.Transaction.DeadlockDetected", "StoreBusy"),
        ("Neo.ClientError.Statement.SyntaxError", "BadQuery"),
        ("Neo.DatabaseError.General.UnknownError", "StoreError"),
    ],
)
def test_a_servers_code_becomes_the_error_that_fits(code: str, kind: str) -> None:
    error = neo4j.exceptions.Neo4jError._hydrate_neo4j(code=code, message="server words")
    made = translated(error, "store")
    assert type(made).__name__ == kind
    assert "server words" not in made.message


def test_a_full_disk_is_told_whatever_the_code() -> None:
    error = neo4j.exceptions.Neo4jError._hydrate_neo4j(
        code="Neo.DatabaseError.General.UnknownError", message="No space left on device"
    )
    assert translated(error, "store").slug == "store-full"
    assert issubclass(type(translated(error, "store")), StoreError)
