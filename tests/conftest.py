"""The one strategy for fixtures.

A test that needs a database takes `store` (or `settings`, or `store_environment`), which hang on
`engine`. It then runs once for each engine chosen by `--engine` (embedded, neo4j-5, neo4j-2026),
against one server a session, whose graph is emptied before each test. `--engine none` chooses the
tests that need no database. A test for which one engine suffices, since it is about what comes
after it (pages in a browser), takes `one_engine` too: it runs with the embedded one alone. Without
the option all of them run. Nothing is skipped: an engine that cannot be started fails its tests.

PARLEY_ variables of whoever starts the tests are taken away first; a service made in a test is
also served under the name by which Starlette's test client asks. Hypothesis sets no test a time:
machines are noisy. An interrupt counts, though a shell that starts the tests in the background has
them ignore it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from pydantic import SecretStr

from graph.store import Store, StoreSettings, open_store
from tests.support.neo4j import start_neo4j

ENGINES = {"embedded": "", "neo4j-5": "5.26.30", "neo4j-2026": "2026.09.0"}
ONE = "embedded"
KEPT = ("PARLEY_CACHE", "PARLEY_CHROMIUM", "PARLEY_ENGINES", "PARLEY_FUZZ", "PARLEY_KILLS")

for variable in [name for name in os.environ if name.startswith("PARLEY_") and name not in KEPT]:
    del os.environ[variable]
os.environ["PARLEY_HOSTS"] = "testserver"  # the name by which Starlette's test client asks
signal.signal(signal.SIGINT, signal.default_int_handler)

hypothesis.settings.register_profile("parley", deadline=None)
hypothesis.settings.load_profile("parley")


def pytest_addoption(parser: pytest.Parser) -> None:
    """--engine, which may be given several times."""
    parser.addoption(
        "--engine",
        action="append",
        choices=[*ENGINES, "none"],
        help="run the tests that need this engine; 'none': those that need none",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marker `engines`, for tests that hold on some engines what all have in common."""
    config.addinivalue_line("markers", "engines(*names): runs on these engines alone")


def chosen(config: pytest.Config) -> list[str]:
    """The engines asked for, all of them by default."""
    return config.getoption("--engine") or [*ENGINES, "none"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs what needs an engine once for each."""
    if "engine" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("engines")
        meant = marker.args if marker else ENGINES
        engines = [name for name in chosen(metafunc.config) if name in meant]
        if "one_engine" in metafunc.fixturenames:
            engines = [name for name in engines if name == ONE]
        metafunc.parametrize("engine", engines, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselects what belongs to none of the engines chosen."""
    engines = chosen(config)
    left = [item for item in items if not _belongs(item, engines)]
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=left)


def _belongs(item: pytest.Item, engines: list[str]) -> bool:
    if "one_engine" in getattr(item, "fixturenames", ()):
        return ONE in engines
    if "engine" in getattr(item, "fixturenames", ()):
        marker = item.get_closest_marker("engines")
        return bool(set(marker.args if marker else ENGINES) & set(engines))
    return "none" in engines


@pytest.fixture(scope="session")
def settings(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreSettings]:
    """The settings of a running engine."""
    folder = tmp_path_factory.mktemp(engine)
    if engine == "embedded":
        yield StoreSettings(store=folder / "store")
        return
    with start_neo4j(ENGINES[engine], folder) as server:
        yield StoreSettings(
            neo4j_uri=server.uri,
            neo4j_user=server.user,
            neo4j_password=SecretStr(server.password),
        )


@pytest.fixture(scope="session")
def one_engine(engine: str) -> str:
    """The engine of tests for which one suffices."""
    return engine


@pytest.fixture(scope="session")
def session_store(settings: StoreSettings) -> Iterator[Store]:
    """A store for writing, of the whole session."""
    with open_store(settings, writable=True) as opened:
        yield opened


@pytest.fixture
def store(session_store: Store) -> Store:
    """An empty store for writing."""
    empty(session_store)
    return session_store


@pytest.fixture
def store_environment(settings: StoreSettings, store: Store) -> dict[str, str]:
    """The environment in which a process of its own finds the store, which is empty."""
    assert store is not None
    found = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    if settings.neo4j_uri is None:
        return {**found, "PARLEY_STORE": str(settings.store)}
    assert settings.neo4j_password is not None
    return {
        **found,
        "PARLEY_NEO4J_URI": settings.neo4j_uri,
        "PARLEY_NEO4J_USER": settings.neo4j_user,
        "PARLEY_NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
    }


@pytest.fixture(scope="session")
def shipped() -> list[Path]:
    """The folders of the dossiers that Parley ships."""
    root = Path(__file__).parents[1] / "loaders" / "dossiers"
    return sorted(path.parent for path in root.glob("*/dossier.yaml"))


def empty(store: Store) -> None:
    """Deletes all but the schema's version."""
    gone = 1
    while gone:
        with store.session("WRITE") as session:
            result = session.run(
                "MATCH (n) WHERE NOT n:Schema WITH n LIMIT 2000 "
                "DETACH DELETE n RETURN count(*) AS n"
            )
            gone = result.single(strict=True)["n"]
