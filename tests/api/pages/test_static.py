"""Static files: kept for ever under a name of their content, small, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.static import static, static_files, version
from api.settings import ServiceSettings
from graph.store import Endpoint, Store

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A client of a service whose store is away: static files need none."""
    away = Store(Endpoint("neo4j", "bolt://127.0.0.1:1", "neo4j", ("", ""), None, "database"))
    with TestClient(create_app(ServiceSettings(warm=False), away)) as opened:
        yield opened


@pytest.mark.parametrize("path", sorted(static_files()))
def test_a_static_file_is_kept_for_ever(client: TestClient, path: str) -> None:
    answer = client.get(static(path))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == static_files()[path].body
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get(static(path), headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    plain = client.get(static(path), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content


def test_another_version_of_a_static_file_is_not_kept(client: TestClient) -> None:
    answer = client.get("/static/000000000000/parley.css")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert client.get("/static/parley.css").headers["cache-control"] == "max-age=3600"


@pytest.mark.parametrize("path", ["nothing.js", "../templates/base.html", "picture/tsconfig.json"])
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(f"/static/{version()}/{path}").status_code == 404


def test_scripts_import_what_is_there() -> None:
    for name, file in static_files().items():
        if name.startswith("picture/") and name.endswith(".js"):
            for module in re.findall(r'from "\./([^"]+)"', file.body.decode()):
                assert f"picture/{module}" in static_files(), (name, module)
