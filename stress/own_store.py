"""A store whose database a test may kill: an embedded one, or a Neo4j server of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from graph.store import StoreSettings
from graph.store.embedded.folder import StoreFolder, read_json
from tests.conftest import ENGINES
from tests.support.neo4j import start_neo4j


@dataclass(frozen=True)
class OwnStore:
    """Where the store is, how its database is killed, and how it comes back.

    `is_kept` says that the database comes back by itself, when the store is opened again.
    """

    settings: StoreSettings
    kill: Callable[[], None]
    come_back: Callable[[], None]


@contextmanager
def own_store(engine: str, folder: Path) -> Iterator[OwnStore]:
    """A new store of an engine; its server ends with the context."""
    if engine == "embedded":
        place = StoreFolder(folder / "store")

        def kill() -> None:
            found = read_json(place.engine_process)
            assert found
            os.kill(int(found["pid"]), signal.SIGKILL)

        yield OwnStore(StoreSettings(store=place.path), kill, lambda: None)
        return
    with start_neo4j(ENGINES[engine], folder / "neo4j") as server:
        settings = StoreSettings(
            neo4j_uri=server.uri,
            neo4j_user=server.user,
            neo4j_password=SecretStr(server.password),
        )
        yield OwnStore(settings, server.kill, server.restart)
