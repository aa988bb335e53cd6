"""Sessions: signed, bound to their token, over in time, and read from one cookie alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from api.access import tokens
from api.access.sessions import Sessions, cookie_line, cookie_of, session_key
from api.access.tokens import TokenFile, add_token, remove_token
from graph.errors import SetupError

KEY = b"k" * 32


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TokenFile:
    """The tokens of ada and bob."""
    monkeypatch.setattr(tokens, "LOOK_SECONDS", 0.0)
    for name in ("ada", "bob"):
        add_token(tmp_path / "tokens", name)
    return TokenFile(tmp_path / "tokens")


def begun(file: TokenFile, name: str = "ada", key: bytes = KEY) -> str:
    """The cookie of a session."""
    token = file.named(name)
    assert token is not None
    return Sessions(file, key, 60).begin(token)


def test_a_session_is_its_tokens(file: TokenFile) -> None:
    found = Sessions(file, KEY, 60).holder(begun(file))
    assert found is not None
    assert found.name == "ada"


def test_a_session_ends_in_time_with_its_token_and_with_its_key(file: TokenFile) -> None:
    cookie = begun(file)
    assert Sessions(file, KEY, -1).holder(cookie) is None
    assert Sessions(file, b"q" * 32, 60).holder(cookie) is None
    add_token(file.path, "ada", replace=True)
    assert Sessions(file, KEY, 60).holder(cookie) is None
    other = begun(file, "bob")
    remove_token(file.path, "bob")
    assert Sessions(file, KEY, 60).holder(other) is None


def test_a_cookie_that_was_changed_is_none(file: TokenFile) -> None:
    sessions = Sessions(file, KEY, 60)
    cookie = begun(file)
    for place in range(0, len(cookie), 5):
        letter = "A" if cookie[place] != "A" else "B"
        assert sessions.holder(cookie[:place] + letter + cookie[place + 1 :]) is None
    bob = file.named("bob")
    assert bob is not None
    for guess in (b"", b"parley session", b"k" * 31, bob.digest.encode()):
        forged = URLSafeTimedSerializer(guess, salt="parley session")
        assert sessions.holder(str(forged.dumps(["bob", bob.fingerprint]))) is None
    unnamed = URLSafeTimedSerializer(KEY, salt="another")
    assert sessions.holder(str(unnamed.dumps(["bob", bob.fingerprint]))) is None


@given(text=st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_cookie_holds_is_no_session_and_no_mistake(file: TokenFile, text: str) -> None:
    assert Sessions(file, KEY, 60).holder(text) is None


def test_a_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    plain = cookie_line("x", seconds=60, secure=False)
    assert plain == "parley_session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"
    secure = cookie_line("x", seconds=60, secure=True)
    assert secure == ("__Host-parley_session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure")
    assert cookie_of('a=1; parley_session="x"; b', secure=False) == "x"
    assert cookie_of("parley_session=x", secure=True) is None
    assert cookie_of("xparley_session=x; parley_session_=y", secure=False) is None


def test_a_key_of_a_file_is_private_and_long(tmp_path: Path) -> None:
    path = tmp_path / "key"
    with pytest.raises(SetupError, match=r"there is no session key at .*openssl"):
        session_key(path)
    path.write_text("short", "utf-8")
    path.chmod(0o600)
    with pytest.raises(SetupError, match="has 5 characters"):
        session_key(path)
    path.write_text("k" * 40 + "\n", "utf-8")
    assert session_key(path) == b"k" * 40
    path.chmod(0o640)
    with pytest.raises(SetupError, match="has mode 0640"):
        session_key(path)
    assert session_key(None) != session_key(None)
