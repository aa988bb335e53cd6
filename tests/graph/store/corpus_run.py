"""Running the corpus: what changes, what is read, who is asked outside, what is refused wrongly."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from graph.errors import InputError, QueryTimeout
from graph.store import Store
from graph.store.read_only import Limits
from tests.graph.store.corpus import SECRET, attacks, harmless

MADE = (
    "CREATE (a:Party {id: 'p-one', name: 'One', show: 'x'}), (b:Party {id: 'p-two'}), "
    "(a)-[:SUPPORTS]->(b)"
)
LIMITS = Limits(seconds=10.0)


@dataclass
class Outcome:
    """What came of the corpus."""

    refused: int = 0
    answered: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    changed: bool = False
    outside: int = 0


@contextmanager
def listening(outcome: Outcome) -> Iterator[int]:
    """A port of this machine that counts who comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=_count, args=(listener, outcome), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        with socket.create_connection(listener.getsockname()):
            thread.join(5)
    outcome.outside -= 1  # the one that ended the count


def _count(listener: socket.socket, outcome: Outcome) -> None:
    while True:
        connection, _ = listener.accept()
        connection.settimeout(0.5)
        outcome.outside += 1
        with connection:
            try:
                asked = connection.recv(100)
            except TimeoutError:
                asked = b"?"
        if not asked:
            return


def content(store: Store) -> list[str]:
    """Nodes, edges, indexes and accounts, as text."""
    found = []
    with store.session("WRITE") as session:
        queries = [
            "MATCH (n) RETURN labels(n) AS a, properties(n) AS b",
            "MATCH ()-[r]->() RETURN type(r) AS a, properties(r) AS b",
            "SHOW INDEXES YIELD name RETURN name",
        ]
        if store.engine == "neo4j":
            queries.append("SHOW USERS YIELD user RETURN user")
        for query in queries:
            found += [str(sorted(map(str, row.values()))) for row in session.run(query)]
    return sorted(found)


def attacked(store: Store, folder: Path, count: int) -> Outcome:
    """Sends attacks; an attack that is answered must have done no harm, which is looked at."""
    outcome = Outcome()
    secret = folder / "secret.csv"
    secret.write_text(f"{SECRET}\n", "utf-8")
    with store.session("WRITE") as session:
        session.run(MADE).consume()
    before = content(store)
    with listening(outcome) as port:
        for attack in attacks(count, str(secret), port):
            _send(store, attack, outcome)
    outcome.changed = content(store) != before
    return outcome


def _send(store: Store, attack: str, outcome: Outcome) -> None:
    try:
        table = store.cypher(attack, {"id": "p-one"}, LIMITS)
    except InputError as error:
        outcome.refused += 1
        if SECRET in error.message or "neo4j.exceptions" in error.message:
            outcome.leaked.append(attack)
    except QueryTimeout:
        outcome.failed.append(attack)
    else:
        outcome.answered.append(attack)
        if SECRET in str(table.rows):
            outcome.leaked.append(attack)


def asked(store: Store, count: int) -> Outcome:
    """Sends harmless queries; each must be answered."""
    outcome = Outcome()
    with store.session("WRITE") as session:
        session.run(MADE).consume()
    before = content(store)
    for query in harmless(count):
        try:
            store.cypher(query, {"id": "p-one"}, LIMITS)
            outcome.answered.append(query)
        except Exception as error:
            outcome.failed.append(f"{query!r}: {error}")
    outcome.changed = content(store) != before
    return outcome
