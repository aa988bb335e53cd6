"""A real Neo4j that refuses, dies and comes back under a running service, with clients that ask."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from graph.store import StoreSettings, open_store
from loaders.load import load
from stress.conftest import Tell
from tests.api.serving import Askers, Served, serving
from tests.conftest import ENGINES
from tests.support.neo4j import RunningNeo4j, start_neo4j

ASKED = "/v1/positions?as_of=2025-03-18&limit=5"


def environment_of(server: RunningNeo4j) -> dict[str, str]:
    """The environment in which a process finds the server."""
    return {
        "PARLEY_NEO4J_URI": server.uri,
        "PARLEY_NEO4J_USER": server.user,
        "PARLEY_NEO4J_PASSWORD": server.password,
    }


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_a_database_that_dies_and_comes_back(
    shipped: list[Path], tmp_path: Path, tell: Tell, end: str
) -> None:
    home = tmp_path / "neo4j"
    home.mkdir()
    with start_neo4j(ENGINES["neo4j-2026"], home) as server:
        given = StoreSettings(
            neo4j_uri=server.uri,
            neo4j_user=server.user,
            neo4j_password=SecretStr(server.password),
        )
        with open_store(given, writable=True) as store:
            load(store, shipped)
        settings = environment_of(server) | {"PARLEY_WORKERS": "2"}
        with serving(tmp_path, settings) as served:
            before = served.get(ASKED)
            assert before[0] == 200
            back, askers = lost_and_found(served, server, end)
            assert served.get(ASKED) == before
            assert "Traceback" not in served.said()
    assert set(askers.statuses) == {200, 503}
    assert askers.slowest(503) < 2.0
    assert back < 5.0
    seen = f"slowest 503 after {askers.slowest(503):.2f} s, back {back:.2f} s after the database"
    tell(f"the database is ended ({end}) and started again", "503 in 2 s, back in 5 s", seen)


def lost_and_found(served: Served, server: RunningNeo4j, end: str) -> tuple[float, Askers]:
    """Ends the database under load and starts it again; after how long the service is back."""
    with Askers(served, "/v1/parties?limit=1&q={n}", count=8) as askers:
        time.sleep(1)
        getattr(server, end)()
        time.sleep(3)
        server.restart()
        back = served.until("/readyz", 200, 20)
        time.sleep(1)
    return back, askers
