"""Which store is meant: the environment, read and checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from graph.errors import SetupError
from graph.store import StoreSettings

SECRET = "a-secret-of-the-tests"


def settings(monkeypatch: pytest.MonkeyPatch, **variables: str) -> StoreSettings:
    """The settings of an environment, without the prefix of its variables."""
    for name, value in variables.items():
        monkeypatch.setenv(f"PARLEY_{name}", value)
    return StoreSettings()


def test_without_variables_the_store_is_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch)
    found.check()
    assert (found.store, found.neo4j_uri) == (None, None)


def test_the_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, NEO4J_URI="neo4j://here:7687", NEO4J_PASSWORD=SECRET)
    found.check()
    assert found.neo4j_user == "neo4j"
    assert found.neo4j_password == SecretStr(SECRET)
    assert SECRET not in repr(found)


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, NEO4J_URI="", STORE="", NEO4J_PASSWORD="")
    found.check()
    assert (found.store, found.neo4j_uri, found.neo4j_password) == (None, None, None)


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert settings(monkeypatch, STORE="~/graph").store == tmp_path / "graph"


@pytest.mark.parametrize("uri", ["http://here:7474", "here:7687", "bolt:here", "neo4j"])
def test_a_wrong_address_says_what_would_be_right(
    monkeypatch: pytest.MonkeyPatch, uri: str
) -> None:
    found = settings(monkeypatch, NEO4J_URI=uri, NEO4J_PASSWORD=SECRET)
    with pytest.raises(SetupError, match=r"PARLEY_NEO4J_URI .*neo4j://"):
        found.check()


def test_an_address_needs_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match="PARLEY_NEO4J_PASSWORD is not: set both"):
        settings(monkeypatch, NEO4J_URI="bolt://here:7687").check()


@pytest.mark.parametrize("half", ["USER", "PASSWORD"])
def test_a_reader_is_given_whole(monkeypatch: pytest.MonkeyPatch, half: str) -> None:
    variables = {
        "NEO4J_URI": "bolt://here:7687",
        "NEO4J_PASSWORD": SECRET,
        f"NEO4J_READER_{half}": "x",
    }
    with pytest.raises(SetupError, match="go together"):
        settings(monkeypatch, **variables).check()


def test_a_password_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{SECRET}\n")
    found = settings(
        monkeypatch, NEO4J_URI="bolt://here:7687", NEO4J_PASSWORD_FILE=str(tmp_path / "password")
    )
    found.check()
    assert found.neo4j_password == SecretStr(SECRET)
    with pytest.raises(SetupError, match=r"PARLEY_NEO4J_PASSWORD_FILE .* cannot be read"):
        settings(monkeypatch, NEO4J_PASSWORD="", NEO4J_PASSWORD_FILE=str(tmp_path / "none"))
