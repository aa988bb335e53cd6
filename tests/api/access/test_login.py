"""The log-in page: a token once, then a session; no other site can log anybody in or on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.access import tokens
from api.access.attempts import MOST
from api.access.login import own_place
from api.access.tokens import remove_token
from tests.api.closed import closed, token_for

OWN = {"Origin": "http://testserver"}


@pytest.fixture(autouse=True)
def _looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "LOOK_SECONDS", 0.0)


def logged_in(folder: Path, base: str = "http://testserver") -> TestClient:
    """A person's browser after the log-in."""
    client = closed(folder, base)
    form = {"token": token_for(folder), "next": "/docs"}
    answer = client.post("/login", data=form, headers={"Origin": base})
    assert (answer.status_code, answer.headers["location"]) == (303, "/docs")
    return client


def test_a_person_logs_in_and_out(tmp_path: Path) -> None:
    client = logged_in(tmp_path)
    assert client.get("/docs").status_code == 200
    assert "logged in as <strong>bob</strong>" in client.get("/login").text
    out = client.post("/logout", headers=OWN)
    assert (out.status_code, out.headers["location"]) == (303, "/login")
    assert client.get("/docs").status_code == 401


def test_over_tls_the_cookie_is_secure_and_bound_to_the_host(tmp_path: Path) -> None:
    client = closed(tmp_path, "https://testserver")
    answer = client.post("/login", data={"token": token_for(tmp_path)})
    line = answer.headers["set-cookie"]
    assert line.startswith("__Host-parley_session=")
    assert line.endswith("Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure")
    assert client.get("/docs").status_code == 200


def test_a_session_ends_with_its_token(tmp_path: Path) -> None:
    client = logged_in(tmp_path)
    remove_token(tmp_path / "tokens", "bob")
    assert client.get("/docs").status_code == 401


def test_a_wrong_token_says_so_and_shows_nothing(tmp_path: Path) -> None:
    client = closed(tmp_path)
    answer = client.post("/login", data={"token": "<script>parley_x", "next": '"><script>'})
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert "<script" not in answer.text
    assert "set-cookie" not in answer.headers


def test_attempts_are_limited_even_for_the_right_token(tmp_path: Path) -> None:
    client = closed(tmp_path)
    for _ in range(MOST):
        assert client.post("/login", data={"token": "wrong"}).status_code == 401
    answer = client.post("/login", data={"token": token_for(tmp_path)})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 200


def test_another_sites_form_neither_logs_in_nor_asks(tmp_path: Path) -> None:
    client = logged_in(tmp_path)
    token = token_for(tmp_path, "eve")
    for origin in ("http://evil.example", "null", "http://testserver.evil.example"):
        headers = {"Origin": origin}
        assert client.post("/login", data={"token": token}, headers=headers).status_code == 403
        assert client.post("/logout", headers=headers).status_code == 403
        asked = client.post("/v1/cypher", json={"query": "RETURN 1"}, headers=headers)
        assert asked.status_code == 403
    fetched = client.post("/logout", headers={"Sec-Fetch-Site": "cross-site"})
    assert fetched.status_code == 403


def test_a_cookie_without_a_page_does_no_more_than_read(tmp_path: Path) -> None:
    client = logged_in(tmp_path)
    assert client.post("/v1/cypher", json={"query": "RETURN 1"}).status_code == 401
    asked = client.post("/v1/cypher", json={"query": "RETURN 1"}, headers=OWN)
    assert asked.status_code in (403, 503)  # it got in: the database is away


def test_the_form_is_a_plain_form(tmp_path: Path) -> None:
    client = closed(tmp_path)
    assert client.post("/login", json={"token": "x"}).status_code == 400
    files = {"token": ("name", b"x")}
    assert client.post("/login", files=files).status_code == 400
    many = "&".join(f"a{number}=1" for number in range(1_000))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=many, headers=kind).status_code == 400


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    answer = closed(tmp_path).get("/login?next=//evil.example/")
    assert not re.search(r"(src|href|url\()", answer.text)
    assert 'name="next" value="/"' in answer.text
    assert "style-src 'sha256-" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/conflicts?asset=crimea", "/conflicts?asset=crimea"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("/é", "/"),
        ("", "/"),
        ("/login?next=/login", "/"),
        ("/\t/evil.example", "/"),
        ("///evil.example", "/"),
    ],
)
def test_the_log_in_leads_nowhere_else(asked: str, place: str) -> None:
    assert own_place(asked) == place
