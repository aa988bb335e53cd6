"""The audit log: one line each, whole, escaped, and nothing done that is not on record."""

from __future__ import annotations

import json
import logging
import stat
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.observing.audit import LONGEST, Audit, audit_line
from graph.errors import QueryRefused, SetupError
from graph.store import Endpoint, Store


def lines(path: Path) -> list[dict[str, object]]:
    """The entries of a log."""
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def test_what_was_done_is_on_record(tmp_path: Path) -> None:
    path = tmp_path / "log" / "audit.jsonl"
    with Audit(path).entry("load", paths=["a"]) as entry:
        entry["release"] = 3
    [found] = lines(path)
    assert found["action"] == "load"
    assert found["outcome"] == "done"
    assert found["release"] == 3
    assert str(found["who"]).endswith("(local)")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_refused_or_went_wrong_is_too(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "audit.jsonl")
    with pytest.raises(QueryRefused), audit.entry("cypher", query="CREATE"):
        raise QueryRefused("no")
    with pytest.raises(KeyboardInterrupt), audit.entry("load"):
        raise KeyboardInterrupt
    assert [row["outcome"] for row in lines(tmp_path / "audit.jsonl")] == [
        "query-refused",
        "KeyboardInterrupt",
    ]


@pytest.mark.parametrize("kind", ["folder", "link", "closed"])
def test_what_cannot_be_put_on_record_is_not_done(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "audit.jsonl"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(tmp_path / "other")
    else:
        path = Path("/proc/nothing/audit.jsonl")
    done = []
    with pytest.raises(SetupError, match="cannot be written"), Audit(path).entry("load"):
        done.append(1)
    assert done == []


@given(st.text(max_size=300), st.text(max_size=50))
def test_a_line_is_one_line_whatever_it_holds(query: str, who: str) -> None:
    line = audit_line({"action": "cypher", "who": who, "query": query})
    assert line.isascii()
    assert line.isprintable()
    found = json.loads(line)
    assert (found["query"], found["who"]) == (query, who)


def test_a_long_query_is_cut_and_known_by_its_digest() -> None:
    line = audit_line({"query": "x" * 100_000})
    assert len(line) < LONGEST + 300
    assert "(100,000 characters, SHA-256 " in line


def write_many(path: Path, number: int) -> None:
    """Writes 200 entries."""
    for count in range(200):
        with Audit(path).entry("cypher", query=f"{number} {count} " + "x" * 3_000):
            pass


def test_many_processes_write_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    context = get_context("spawn")
    running = [context.Process(target=write_many, args=(path, number)) for number in range(3)]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
        assert process.exitcode == 0
    assert len(lines(path)) == 600


def store(folder: Path | None) -> Store:
    """A store that is not asked anything."""
    return Store(Endpoint("neo4j", "bolt://127.0.0.1:1", "n", ("", ""), None, "", folder=folder))


def test_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert Audit.of(store(tmp_path)).path == tmp_path / "audit.jsonl"
    with caplog.at_level(logging.INFO, "parley.audit"), Audit.of(store(None)).entry("cypher"):
        pass
    assert json.loads(caplog.messages[0])["action"] == "cypher"
    monkeypatch.setenv("PARLEY_AUDIT", str(tmp_path / "else"))
    assert Audit.of(store(tmp_path)).path == tmp_path / "else"
    assert Audit.of(store(tmp_path), tmp_path / "given").path == tmp_path / "given"
