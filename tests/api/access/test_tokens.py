"""The token file: private, of digests alone, read again when it changes."""

from __future__ import annotations

import hmac
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from api.access import tokens
from api.access.tokens import TokenFile, add_token, digest_of, read_tokens, remove_token
from graph.errors import BadParameter, SetupError
from tests.api.conftest import run_parley

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is to be."""
    return tmp_path / "made" / "tokens"


@pytest.fixture(autouse=True)
def _looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "LOOK_SECONDS", 0.0)


def test_a_token_is_nowhere_but_with_its_holder(path: Path) -> None:
    token = add_token(path, "ada")
    assert token.startswith("parley_")
    assert len(token) > 43
    text = path.read_text("utf-8")
    assert token not in text
    assert token.removeprefix("parley_") not in text
    assert json.loads(text)["digest"] == digest_of(token)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = TokenFile(path).holder(token)
    assert found is not None
    assert found.name == "ada"


@pytest.mark.parametrize("wrong", ["", "parley_", "x", "é\ud800", "parley_" + "A" * 43, " "])
def test_what_is_no_token_has_no_holder(path: Path, wrong: str) -> None:
    add_token(path, "ada")
    assert TokenFile(path).holder(wrong) is None
    assert TokenFile(path).holder(read_tokens(path)["ada"].digest) is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o666, 0o620, 0o601])
def test_a_file_that_others_reach_is_refused(path: Path, mode: int) -> None:
    add_token(path, "ada")
    path.chmod(mode)
    with pytest.raises(SetupError, match=f"has mode 0{mode:o}.*chmod 600"):
        TokenFile(path)
    with pytest.raises(SetupError, match="has mode"):
        add_token(path, "bob")


def test_a_missing_an_empty_and_a_strange_file_are_refused(path: Path) -> None:
    with pytest.raises(SetupError, match=r"there is no token file at .*parley token NAME"):
        TokenFile(path)
    add_token(path, "ada")
    path.write_text("\n", "utf-8")
    with pytest.raises(SetupError, match="holds no token"):
        TokenFile(path)
    path.write_text('{"name": "ada", "digest": "my-secret", "made": ""}', "utf-8")
    with pytest.raises(SetupError, match=r"tokens:1: is no line") as caught:
        TokenFile(path)
    assert "my-secret" not in caught.value.message
    path.unlink()
    path.mkdir(mode=0o700)
    with pytest.raises(SetupError, match="is no plain file"):
        TokenFile(path)


def test_a_link_and_a_pipe_are_refused_and_left_alone(path: Path, tmp_path: Path) -> None:
    goal = tmp_path / "elsewhere"
    goal.write_text("theirs", "utf-8")
    goal.chmod(0o600)
    path.parent.mkdir()
    path.symlink_to(goal)
    for use in (lambda: TokenFile(path), lambda: add_token(path, "eve")):
        with pytest.raises(SetupError, match="is a symbolic link"):
            use()
    assert goal.read_text("utf-8") == "theirs"
    path.unlink()
    os.mkfifo(path, 0o600)
    with pytest.raises(SetupError, match="is no plain file"):
        TokenFile(path)


def test_another_users_file_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_token(path, "ada")
    other = list(path.stat())
    other[4] = 4_242  # the owner
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result(other))
    with pytest.raises(SetupError, match="belongs to another user"):
        read_tokens(path)


@pytest.mark.parametrize("name", ["", "Ada", "a b", "../x", "a\n", "-x", "x" * 65, "é"])
def test_a_name_is_plain(path: Path, name: str) -> None:
    with pytest.raises(BadParameter, match="name"):
        add_token(path, name)
    assert not path.exists()


def test_a_name_has_one_token_until_it_is_replaced(path: Path) -> None:
    first = add_token(path, "ada")
    with pytest.raises(BadParameter, match="ada has a token"):
        add_token(path, "ada")
    file = TokenFile(path)
    second = add_token(path, "ada", replace=True)
    assert file.holder(first) is None
    assert file.holder(second) is not None


def test_a_change_is_seen_without_a_restart(path: Path) -> None:
    first = add_token(path, "ada")
    file = TokenFile(path)
    second = add_token(path, "bob")
    assert file.holder(second) is not None
    remove_token(path, "ada")
    assert file.holder(first) is None
    with pytest.raises(BadParameter, match="there is no token called 'ada'"):
        remove_token(path, "ada")


@pytest.mark.parametrize("harm", ["gone", "open", "broken"])
def test_a_file_that_cannot_be_used_any_more_lets_nobody_in(path: Path, harm: str) -> None:
    token = add_token(path, "ada")
    file = TokenFile(path)
    assert file.holder(token) is not None
    if harm == "gone":
        path.unlink()
    elif harm == "open":
        path.chmod(0o644)
    else:
        path.write_text(path.read_text("utf-8") + "broken\n", "utf-8")
    assert file.holder(token) is None
    assert file.named("ada") is None


def test_two_commands_at_once_lose_no_token(path: Path) -> None:
    code = "import sys; from api.cli import main; main()"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, "token", f"user-{number}"],
            env={"PATH": "/usr/bin:/bin", "PARLEY_TOKENS": str(path)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]
    said = [process.communicate(timeout=60)[0].decode().strip() for process in running]
    file = TokenFile(path)
    found = [file.holder(token) for token in said]
    assert sorted(row.name for row in found if row) == [f"user-{number}" for number in range(3)]


def test_the_command_prints_a_token_once(path: Path) -> None:
    done = run_parley("token", "ada", PARLEY_TOKENS=str(path))
    assert TokenFile(path).holder(done.stdout.decode().strip()) is not None
    assert b"shown this once" in done.stderr
    again = run_parley("token", "ada", PARLEY_TOKENS=str(path))
    assert (again.returncode, again.stdout) == (2, b"")
    replaced = run_parley("token", "ada", "--replace", "--json", PARLEY_TOKENS=str(path))
    assert json.loads(replaced.stdout)["name"] == "ada"
    assert b"PARLEY_TOKENS is not set" in run_parley("token", "ada").stderr


def test_without_a_sound_file_the_service_does_not_start(path: Path, tmp_path: Path) -> None:
    store = {"PARLEY_STORE": str(tmp_path / "store"), "PARLEY_PORT": "0"}
    done = run_parley("serve", PARLEY_TOKENS=str(path), **store)
    assert (done.returncode, done.stdout) == (5, b"")
    assert b"there is no token file" in done.stderr
    add_token(path, "ada")
    path.chmod(0o644)
    done = run_parley("serve", PARLEY_TOKENS=str(path), **store)
    assert done.returncode == 5
    assert b"has mode 0644" in done.stderr
    assert not (tmp_path / "store").exists()


def test_every_line_is_compared(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [add_token(path, f"user-{number}") for number in range(5)]
    file = TokenFile(path)
    compared: list[str] = []

    def noted(one: str, other: str) -> bool:
        compared.append(one)
        return one == other

    monkeypatch.setattr(hmac, "compare_digest", noted)
    for token in (made[0], made[4], "wrong"):
        compared.clear()
        file.holder(token)
        assert sorted(compared) == sorted(digest_of(row) for row in made)
