"""The graph as a notebook has it, over the shipped dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import Graph, connect
from graph.store import Store, StoreSettings
from loaders.load import load
from tests.conftest import empty


def connected(settings: StoreSettings, **how: float) -> Graph:
    """What `connect` gives for the settings of a running engine."""
    limits = {"seconds": how.get("seconds", 30.0), "rows": int(how.get("rows", 100_000))}
    if settings.neo4j_uri is None:
        return connect(settings.store, seconds=limits["seconds"], rows=int(limits["rows"]))
    assert settings.neo4j_password is not None
    return connect(
        uri=settings.neo4j_uri,
        user=settings.neo4j_user,
        password=settings.neo4j_password.get_secret_value(),
        seconds=limits["seconds"],
        rows=int(limits["rows"]),
    )


@pytest.fixture(scope="module")
def filled(session_store: Store, shipped: list[Path]) -> Store:
    """A store with the shipped dossiers, for a whole file of tests."""
    empty(session_store)
    load(session_store, shipped)
    return session_store


@pytest.fixture(scope="module")
def graph(filled: Store, settings: StoreSettings) -> Iterator[Graph]:
    """The graph of that store, connected once for a whole file of tests."""
    assert filled is not None
    with connected(settings) as opened:
        yield opened
