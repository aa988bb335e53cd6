"""The service over the shipped dossiers, and commands in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from graph.store import Store, StoreSettings, open_store
from loaders.load import load
from tests.conftest import empty

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def loaded(session_store: Store, shipped: list[Path]) -> Store:
    """A store with the shipped dossiers, for a whole file of tests."""
    empty(session_store)
    load(session_store, shipped)
    return session_store


@pytest.fixture(scope="module")
def client(loaded: Store, settings: StoreSettings) -> Iterator[TestClient]:
    """A client of the service."""
    assert loaded is not None
    app = create_app(ServiceSettings(), open_store(settings))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def environment(settings: StoreSettings) -> dict[str, str]:
    """The environment in which a command finds the store."""
    if settings.neo4j_uri is None or settings.neo4j_password is None:
        return {"PARLEY_STORE": str(settings.store)}
    return {
        "PARLEY_NEO4J_URI": settings.neo4j_uri,
        "PARLEY_NEO4J_USER": settings.neo4j_user,
        "PARLEY_NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
    }


def run_parley(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What `parley` prints and how it ends, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", *arguments],
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **environment},
        capture_output=True,
        check=False,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
