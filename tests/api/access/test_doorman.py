"""Host and origin: no other name, no other site's page."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.access.doorman import Names
from api.settings import ServiceSettings
from tests.api.closed import closed

HERE = Names({"parley.example"}, any_address=False)
ABROAD = Names({"parley.example"}, any_address=True)


@pytest.mark.parametrize(
    ("host", "here", "abroad"),
    [
        ("localhost", True, True),
        ("LOCALHOST.", True, True),
        ("127.0.0.1", True, True),
        ("127.8.9.1", True, True),
        ("[::1]", True, True),
        ("parley.example", True, True),
        ("Parley.Example", True, True),
        ("192.0.2.7", False, True),
        ("[2001:db8::1]", False, True),
        ("evil.example", False, False),
        ("localhost.evil.example", False, False),
        ("parley.example.evil.example", False, False),
        ("127.0.0.1.nip.example", False, False),
        ("2130706433", False, False),
        ("0x7f000001", False, False),
        ("", False, False),
    ],
)
def test_names(host: str, here: bool, abroad: bool) -> None:
    assert (HERE.allow(host), ABROAD.allow(host)) == (here, abroad)


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "testserver@evil.example", "evil.example:8000", "testserver, evil"),
        *("testserver:80:80", "testserver/x", "test server", "", "testserver\t.evil", "[::1"),
        "::1",
    ],
)
def test_another_name_is_refused(tmp_path: Path, host: str) -> None:
    client = closed(tmp_path, tokens=None)
    answer = client.get("/docs", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["type"] == "/problems/wrong-host"
    assert answer.headers["x-request-id"]


def test_whether_the_process_lives_is_told_under_any_name(tmp_path: Path) -> None:
    client = closed(tmp_path, tokens=None)
    assert client.get("/healthz", headers={"Host": "api:8000"}).status_code == 200


def test_two_names_at_once_are_refused(tmp_path: Path) -> None:
    both = [("Host", "testserver"), ("Host", "evil.example")]
    assert closed(tmp_path, tokens=None).get("/docs", headers=both).status_code == 421


def test_a_name_that_a_proxy_passes_on_counts_for_nothing(tmp_path: Path) -> None:
    client = closed(tmp_path, tokens=None)
    told = {"X-Forwarded-Host": "localhost", "Host": "evil.example", "Forwarded": "host=localhost"}
    assert client.get("/docs", headers=told).status_code == 421


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://testserver"}, True),  # a proxy has ended the encryption
        ({"Origin": "http://testserver:8000"}, False),
        ({"Origin": "http://desk.example"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "http://evil.example/testserver"}, False),
        ({"Origin": "file://"}, False),
        ({"Origin": "http://[::1"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
    ],
    ids=str,
)
def test_who_may_send(tmp_path: Path, headers: dict[str, str], allowed: bool) -> None:
    client = closed(tmp_path, tokens=None, cors_origins="http://desk.example", cypher=True)
    answer = client.post("/v1/cypher", json={"query": "RETURN 1"}, headers=headers)
    assert (answer.status_code == 403) != allowed
    assert client.get("/docs", headers=headers).status_code == 200


def test_the_names_are_those_of_the_settings() -> None:
    settings = ServiceSettings(host="127.0.0.1", hosts="A.example, b.example.,", cors_origins="")
    assert settings.host_names == {"127.0.0.1", "a.example", "b.example"}
