"""Stores to measure on: an embedded one in a folder of its own, or a Neo4j server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from graph.store import Store, StoreSettings, open_store
from tests.support.neo4j import start_neo4j

VERSIONS = {"neo4j-5": "5.26.30", "neo4j-2026": "2026.09.0"}
ENGINES = ("embedded", *VERSIONS)


@contextmanager
def settings_of(engine: str, folder: Path) -> Iterator[StoreSettings]:
    """Settings of a new, empty store of an engine; a server runs as long as they are in use."""
    if engine == "embedded":
        yield StoreSettings(store=folder / "store")
        return
    with start_neo4j(VERSIONS[engine], folder / engine) as server:
        yield StoreSettings(
            neo4j_uri=server.uri,
            neo4j_user=server.user,
            neo4j_password=SecretStr(server.password),
        )


@contextmanager
def store_of(engine: str, folder: Path) -> Iterator[Store]:
    """A new, empty store of an engine, for writing."""
    with settings_of(engine, folder) as settings, open_store(settings, writable=True) as store:
        yield store
