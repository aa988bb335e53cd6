"""A service with tokens over a database that is away: what gets in meets a 503, not a 401."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from api.access.tokens import add_token
from api.app import create_app
from api.settings import ServiceSettings
from graph.store import Endpoint, Store

OPENED: list[Store] = []


def away() -> Store:
    """A store whose database is not there; it is closed after the test."""
    OPENED.append(
        Store(Endpoint("neo4j", "bolt://127.0.0.1:1", "neo4j", ("", ""), None, "database"))
    )
    return OPENED[-1]


def closed(folder: Path, base: str = "http://testserver", **settings: object) -> TestClient:
    """A client without a token; the file is `folder / "tokens"` and holds one of ada."""
    path = folder / "tokens"
    if not path.exists():
        add_token(path, "ada")
    chosen = ServiceSettings.model_validate({"tokens": path, "hosts": "testserver", **settings})
    return TestClient(
        create_app(chosen, away()),
        base_url=base,
        raise_server_exceptions=False,
        follow_redirects=False,
    )


def token_for(folder: Path, name: str = "bob") -> str:
    """A token that the file of such a service has too."""
    return add_token(folder / "tokens", name)


def bearer(token: str) -> dict[str, str]:
    """The header by which a program shows a token."""
    return {"Authorization": f"Bearer {token}"}
