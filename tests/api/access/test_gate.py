"""With tokens, everything but /healthz and the log-in page is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.access.attempts import MOST
from tests.api.closed import bearer, closed, token_for

NOT_OPEN = ("/metrics", "/openapi.json", "/readyz", "/docs", "/", "/static/parley.css", "/nothing")


def paths_of(routes: Any, prefix: str = "") -> Iterator[str]:
    """The paths of an application's routes, however deep they stand."""
    for route in routes:
        inner = getattr(route, "routes", None) or getattr(
            getattr(route, "original_router", None), "routes", None
        )
        if inner:
            yield from paths_of(inner, prefix + str(getattr(route, "path", "")))
        elif hasattr(route, "path"):
            yield prefix + str(route.path)


def all_paths(client: TestClient) -> list[str]:
    """Every path that the service has, and some that it has not."""
    app = client.app
    assert isinstance(app, FastAPI)
    found = {*paths_of(app.routes), *app.openapi()["paths"], *NOT_OPEN}
    return sorted(path.replace("{id}", "x").replace("{slug}", "internal") for path in found)


def test_nothing_is_read_without_a_token(tmp_path: Path) -> None:
    client = closed(tmp_path)
    paths = all_paths(client)
    assert len(paths) > 25
    for path in paths:
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
            answer = client.request(method, path)
            if path in ("/healthz", "/login"):
                assert answer.status_code != 401
                continue
            if (method, path) == ("GET", "/v1/cypher"):
                assert answer.status_code == 401
            assert answer.status_code == 401, (method, path)
            assert answer.headers["www-authenticate"] == 'Bearer realm="Parley"'


@pytest.mark.parametrize(
    "path",
    [
        *("//healthz", "/healthz/", "/healthz/../metrics", "/login/../metrics", "/HEALTHZ"),
        *("/healthz%2f..%2fmetrics", "/metrics;/healthz", "/healthz;x", "/login%00"),
        *("/./metrics", "/metrics?/healthz"),
    ],
)
def test_no_spelling_gets_past(tmp_path: Path, path: str) -> None:
    assert closed(tmp_path).get(path).status_code in (401, 404)
    assert "parley_" not in closed(tmp_path).get(path).text


def test_a_program_gets_in_by_its_token(tmp_path: Path) -> None:
    client = closed(tmp_path)
    token = token_for(tmp_path)
    client.app.state.keys.tokens._looked = -1.0  # type: ignore[attr-defined]
    assert client.get("/docs", headers=bearer(token)).status_code == 200
    assert client.get("/v1/parties", headers=bearer(token)).status_code == 503
    assert client.get("/docs", headers={"authorization": f"bearer {token}"}).status_code == 200
    metrics = client.get("/metrics", headers=bearer(token))
    assert "parley_store_up 0.0" in metrics.text
    assert "private" in client.get("/docs", headers=bearer(token)).headers["cache-control"]


@pytest.mark.parametrize("form", ["Bearer", "Bearer ", "Basic {}", "{}", "Bearer {}x", "Token {}"])
def test_other_forms_of_a_token_do_not(tmp_path: Path, form: str) -> None:
    client = closed(tmp_path)
    token = token_for(tmp_path)
    client.app.state.keys.tokens._looked = -1.0  # type: ignore[attr-defined]
    answer = client.get("/docs", headers={"Authorization": form.format(token)})
    assert answer.status_code == 401
    assert token not in answer.text
    assert client.get(f"/docs?token={token}").status_code == 401
    assert client.get("/docs", headers={"X-Token": token}).status_code == 401


def test_two_tokens_at_once_do_not(tmp_path: Path) -> None:
    client = closed(tmp_path)
    good = f"Bearer {token_for(tmp_path)}"
    client.app.state.keys.tokens._looked = -1.0  # type: ignore[attr-defined]
    twice = [("Authorization", good), ("Authorization", "Bearer x")]
    assert client.get("/docs", headers=twice).status_code == 401


def test_a_browser_is_led_to_the_log_in(tmp_path: Path) -> None:
    client = closed(tmp_path)
    answer = client.get("/conflicts?asset=x&as_of=2025-03-18", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/conflicts%3Fasset%3Dx%26as_of%3D2025-03-18"


def test_who_guesses_too_often_waits_and_who_knows_does_not(tmp_path: Path) -> None:
    client = closed(tmp_path)
    token = token_for(tmp_path)
    client.app.state.keys.tokens._looked = -1.0  # type: ignore[attr-defined]
    statuses = [
        client.get("/docs", headers=bearer(f"parley_{number}")).status_code
        for number in range(MOST + 2)
    ]
    assert statuses == [401] * MOST + [429] * 2
    assert int(client.get("/docs", headers=bearer("x")).headers["retry-after"]) > 200
    assert client.get("/docs", headers=bearer(token)).status_code == 200
    assert client.get("/healthz").status_code == 200


def test_without_tokens_everybody_reads(tmp_path: Path) -> None:
    client = closed(tmp_path, tokens=None)
    assert client.get("/docs").status_code == 200
    assert client.get("/login").status_code == 404


def test_another_sites_pages_may_be_allowed_to_ask_with_a_token(tmp_path: Path) -> None:
    client = closed(tmp_path, cors_origins="https://desk.example")
    asked = {
        "Origin": "https://desk.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    answer = client.options("/v1/parties", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://desk.example"
    assert "authorization" in answer.headers["access-control-allow-headers"].lower()
    refused = client.options("/v1/parties", headers=asked | {"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in refused.headers
