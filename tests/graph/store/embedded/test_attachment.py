"""The embedded engine's life: found by all, ended when nobody uses it, whatever is killed."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import neo4j
import psutil
import pytest

from graph.errors import SetupError
from graph.store.embedded import Attachment, attach
from graph.store.embedded.processes import ProcessMark

ROOT = Path(__file__).parents[4]
USER = """
import sys, time
from pathlib import Path
from graph.store.embedded import attach
with attach(Path(sys.argv[1]), grace=0.3) as held:
    print(held.uri, flush=True)
    time.sleep(600)
"""


def user_of(folder: Path) -> subprocess.Popen[str]:
    """A process that attaches to the folder and holds it; it prints the address."""
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def address(process: subprocess.Popen[str]) -> str:
    """The address that a user printed."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def killed(process: subprocess.Popen[str]) -> None:
    """Kills a user and waits for it."""
    process.kill()
    process.communicate()


def of_folder(folder: Path) -> list[psutil.Process]:
    """The keeper and the engine of a folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if str(folder) in " ".join(words) and USER not in words:
            found.append(process)
    return found


def until(condition: Callable[[], bool]) -> None:
    """Waits until something holds, for half a minute at most."""
    patience = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < patience
        time.sleep(0.05)


def query(held: Attachment, text: str) -> list[dict[str, object]]:
    """What a query of the writer returns."""
    account = (held.writer.user, held.writer.password)
    with neo4j.GraphDatabase.driver(held.uri, auth=account) as driver:
        return [record.data() for record in driver.execute_query(text, database_="parley").records]


def test_all_users_find_one_engine_and_it_ends_after_the_last(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    users = [user_of(folder) for _ in range(3)]
    assert len({address(user) for user in users}) == 1
    with attach(folder, grace=0.3) as held:
        assert held.engine_seconds == 0.0
        query(held, "CREATE (:Thing {id: 'kept'})")
        for user in users:
            killed(user)
        time.sleep(1)
        assert query(held, "MATCH (t:Thing) RETURN t.id AS id") == [{"id": "kept"}]
    until(lambda: not of_folder(folder))
    assert not (folder / "address.json").exists()
    with attach(folder, grace=0.3) as again:
        assert again.engine_seconds > 0
        assert query(again, "MATCH (t:Thing) RETURN t.id AS id") == [{"id": "kept"}]
    until(lambda: not of_folder(folder))


@pytest.mark.parametrize("victim", ["keeper", "engine"])
def test_what_is_killed_leaves_nothing_that_the_next_start_does_not_put_right(
    tmp_path: Path, victim: str
) -> None:
    folder = tmp_path / "store"
    held = attach(folder, grace=0.3)
    query(held, "CREATE (:Thing {id: 'kept'})")
    content = json.loads((folder / "address.json").read_text("utf-8"))
    pid = content["keeper"] if victim == "keeper" else content["engine"]["pid"]
    os.kill(pid, signal.SIGKILL)
    until(lambda: not of_folder(folder))
    with attach(folder, grace=0.3) as again:
        assert again.uri != held.uri
        assert query(again, "MATCH (t:Thing) RETURN t.id AS id") == [{"id": "kept"}]
        held.close()
    until(lambda: not of_folder(folder))


def test_a_killed_user_does_not_keep_the_engine(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    user = user_of(folder)
    assert address(user).startswith("bolt://127.0.0.1:")
    killed(user)
    until(lambda: not of_folder(folder))


def test_passwords_stand_in_one_file_alone(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with attach(folder, grace=0.3) as held:
        secrets = json.loads((folder / "accounts.json").read_text("utf-8")).values()
        assert held.reader.password in secrets
        assert held.reader.password not in repr(held.reader)
        for process in of_folder(folder):
            place = Path("/proc") / str(process.pid)
            shown = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
            assert not any(secret.encode() in shown for secret in secrets)
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "accounts.json":
                assert not any(secret.encode() in path.read_bytes() for secret in secrets), path
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "accounts.json").stat().st_mode) == 0o600
    until(lambda: not of_folder(folder))


def test_the_reader_account_only_reads(tmp_path: Path) -> None:
    with attach(tmp_path / "store", grace=0.3) as held:
        account = (held.reader.user, held.reader.password)
        with neo4j.GraphDatabase.driver(held.uri, auth=account) as driver:
            for text in ("CREATE (n:X)", "CREATE INDEX i FOR (n:X) ON (n.y)", "MERGE (n:X {a: 1})"):
                with pytest.raises(neo4j.exceptions.Forbidden):
                    driver.execute_query(text, database_="parley")


def test_a_reused_process_id_is_never_ended() -> None:
    mark = ProcessMark.of(os.getpid())
    assert mark.process() is not None
    other = ProcessMark(mark.pid, mark.started - 100)
    assert other.process() is None
    other.end(1.0)  # this very process goes on


def test_a_foreign_or_a_newer_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(SetupError, match=r"it holds 'letter\.txt'"):
        attach(tmp_path)
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "parley-store.json").write_text('{"format": 99}', "utf-8")
    with pytest.raises(SetupError, match="has format 99, this Parley knows"):
        attach(newer)


def test_a_missing_wheel_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.embedded.engine.find_spec", lambda _: None)
    with pytest.raises(SetupError, match="pip install arcadedb-embedded"):
        attach(tmp_path / "store")
