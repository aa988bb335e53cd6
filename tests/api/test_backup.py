"""A backup answers as the store did: byte for byte over HTTP, for every pin, on either engine."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from cypher import named
from graph.errors import StoreNotEmpty
from graph.store import Store, StoreSettings, Transaction, open_store
from loaders import write
from loaders.archive import Backup, restore, restoring
from loaders.archive import gather as gathering
from loaders.lease import Lease
from loaders.load import load
from tests.api.conftest import run_parley
from tests.api.test_pins import DAY, EDITS, PATHS, TABLES_AT_FIRST
from tests.conftest import empty
from tests.loaders.test_load import check_sound, claims, direct_edges
from tests.loaders.test_load_processes import many_claims
from tests.loaders.write_dossier import CLAIMS, SOURCES, changed, write_dossier

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

Pin = dict[str, str]
PIPES = ("/v1/export?format=json&", "/v1/search?q=harbour&", "/v1/sources?", "/v1/parties?")


@contextmanager
def archived(store: Store) -> Iterator[IO[bytes]]:
    """A backup of a store, in a temporary file."""
    with TemporaryFile() as file, Backup(store) as made:
        file.writelines(made.pieces())
        file.flush()
        yield file


def answers(settings: StoreSettings, pins: list[Pin]) -> dict[str, bytes]:
    """What a service says to every question at every pin, byte for byte."""
    app = create_app(ServiceSettings(), open_store(settings))
    asked = [path + urlencode(pin) for path in (*PATHS, *PIPES) for pin in pins]
    with TestClient(app, raise_server_exceptions=False) as client:
        found = {path: client.get(path) for path in asked}
    assert {answer.status_code for answer in found.values()} == {200}
    return {path: answer.content for path, answer in found.items()}


def edited(store: Store, folder: Path) -> list[Pin]:
    """Loads a dossier and its edits, each a release; returns a pin of each, and later ones."""
    pins: list[Pin] = []
    for edit in ({}, *(tables for _, tables in EDITS)):
        summary = load(store, [write_dossier(folder, tables={**TABLES_AT_FIRST, **edit})])
        assert summary.published_at
        pins.append({"as_of": DAY, "known_at": summary.published_at})
    load(store, [write_dossier(folder / "other", "other")])
    return [*pins, {"as_of": DAY, "known_at": "2020-01-01T00:00:00Z"}, {"as_of": "2030-01-15"}]


def test_a_backup_answers_byte_for_byte_on_either_engine_and_back(
    store: Store, settings: StoreSettings, tmp_path: Path
) -> None:
    near = StoreSettings(store=tmp_path / "near")
    with open_store(near, writable=True) as first:
        pins = edited(first, tmp_path / "dossier")
        expected = answers(near, pins)
        with archived(first) as file:
            contents = restore(store, file)
    assert (contents.header.release, contents.counts["release"]) == (len(EDITS) + 2, len(EDITS) + 2)
    assert answers(settings, pins) == expected
    check_sound(store)
    back = StoreSettings(store=tmp_path / "back")
    with open_store(back, writable=True) as last, archived(store) as file:
        assert restore(last, file).sha256 == contents.sha256
        assert answers(back, pins) == expected
        check_sound(last)


def test_loading_goes_on_from_a_restored_store(
    store: Store, settings: StoreSettings, tmp_path: Path
) -> None:
    folder = write_dossier(tmp_path)
    first = load(store, [folder])
    with archived(store) as file:
        empty(store)
        restore(store, file)
    assert load(store, [folder]).release is None
    load(store, [write_dossier(tmp_path, tables={"claims": CLAIMS[:1]})])
    back = load(store, [write_dossier(tmp_path)])
    assert back.release == 3
    assert first.published_at is not None
    assert back.published_at is not None
    assert back.published_at > first.published_at
    check_sound(store)


def test_a_store_that_holds_something_is_refused_and_left_alone(
    store: Store, tmp_path: Path
) -> None:
    load(store, [write_dossier(tmp_path)])
    before = claims(store)
    with archived(store) as file:
        with pytest.raises(StoreNotEmpty, match="release 1"):
            restore(store, file)
        assert claims(store) == before
        empty(store)
        with store.session("WRITE") as session:
            session.run("CREATE (:Person {name: 'Somebody'})").consume()
        with pytest.raises(StoreNotEmpty, match="Person"):
            restore(store, file)
    with store.session("READ") as session:
        assert session.run("MATCH (n) WHERE NOT n:Schema RETURN n.name AS n").value() == [
            "Somebody"
        ]


def test_a_restore_that_dies_leaves_an_empty_store_and_can_be_run_again(
    store: Store, settings: StoreSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, [many_claims(tmp_path, 30)])
    before, edges = claims(store), direct_edges(store)
    with archived(store) as file:
        for moment in range(4):
            empty(store)
            with monkeypatch.context() as patched:
                patched.setattr(restoring, "AT_ONCE", 10)
                patched.setattr(Lease, "transact", dying_at(2 + moment))
                with pytest.raises(Died):
                    restore(store, file)
            assert store.read(named("query/release_at"), known_at="9999") == []
            [listed] = answers_of_nothing(settings)
            assert listed == []
            restore(store, file)
            assert (claims(store), direct_edges(store)) == (before, edges)


class Died(Exception):
    """The process went away."""


def dying_at(number: int) -> Callable[..., object]:
    """`Lease.transact`, whose process dies after so many batches besides the taking back."""
    transact, done = Lease.transact, [0]

    def dying(self: Lease, work: Callable[[Transaction], object], **rest: float) -> object:
        result = transact(self, work, **rest)
        # a batch returns nothing, a step of the taking back how much it took
        done[0] += result is None
        if done[0] == number:
            raise Died
        return result

    return dying


def answers_of_nothing(settings: StoreSettings) -> list[list[object]]:
    """What a reader finds where nothing is published."""
    app = create_app(ServiceSettings(), open_store(settings))
    with TestClient(app, raise_server_exceptions=False) as client:
        return [client.get("/v1/claims").json()["items"]]


def test_loads_in_the_middle_do_not_tear_a_backup(store: Store, tmp_path: Path) -> None:
    """Every backup that is made while loads go on is that of one release, whole."""
    folder = tmp_path / "dossier"
    expected: dict[int, list[str]] = {}
    stop = threading.Event()

    def go_on() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            title = f"Gazette {number}"
            rows = [{**CLAIMS[0], "id": f"c{row}", "note": title} for row in range(40)]
            sources = changed(SOURCES, "s-one", title=title)
            tables = {"claims": rows, "sources": sources}
            summary = load(store, [write_dossier(folder, tables=tables)])
            assert summary.release is not None
            expected[summary.release] = [title]

    go_on_once = threading.Thread(target=go_on)
    go_on_once.start()
    try:
        found: list[tuple[int, list[str]]] = []
        while len({release for release, _ in found}) < 4:
            found.append(torn(store))
    finally:
        stop.set()
        go_on_once.join()
    for release, titles in found:
        assert titles == expected.get(release, []), release


def torn(store: Store) -> tuple[int, list[str]]:
    """The release of a backup, and the words of that release that its lines hold."""
    with Backup(store) as made:
        text = b"".join(made.pieces())
    lines = [json.loads(line) for line in unzipped(text).splitlines()]
    standing = {
        line["fields"]["note"]
        for line in lines
        if line.get("kind") == "claim"
        and "retracted_at" not in line["fields"]
        and "note" in line["fields"]
    }
    titles = {line["fields"]["title"] for line in lines if line.get("label") == "Source"}
    listed = {
        json.loads(text)["title"]
        for line in lines
        if line.get("label") == "Source"
        for text in line["listings"].values()
    }
    heads = [line["fields"]["claims"] for line in lines if line.get("kind") == "dossier"]
    assert all(count == 42 for count in heads)
    return made.contents.header.release or 0, sorted(standing | titles | listed)


def unzipped(content: bytes) -> bytes:
    """The lines of an archive."""
    return gzip.decompress(content)


def test_where_loads_never_pause_the_lease_keeps_them_out(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, [write_dossier(tmp_path)])
    current = gathering.Gathering._current
    seen = iter(range(100))

    def restless(self: gathering.Gathering) -> dict[str, object] | None:
        """A release that is another each time, until loads are kept out."""
        found = current(self)
        held = store.read(named("query/load_lease"), now=0)
        return found if held or found is None else {**found, "number": next(seen)}

    monkeypatch.setattr(gathering.Gathering, "_current", restless)
    with Backup(store) as made:
        list(made.pieces())
    assert made.contents.header.release == 1
    assert next(seen) == 2 * gathering.TRIES


def test_a_backup_while_a_load_is_writing_leaves_its_claims_out(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, [write_dossier(tmp_path)])
    found: list[Backup] = []

    def publish(self: write.Writer, *_: object) -> bool:
        with Backup(store) as made:
            list(made.pieces())
        found.append(made)
        raise Died

    monkeypatch.setattr(write.Writer, "publish", publish)
    monkeypatch.setattr(write, "EDGES_IN_PUBLICATION", 0)
    with pytest.raises(Died):
        load(store, [many_claims(tmp_path, 30)])
    assert len(claims(store)) > 4
    assert found[0].contents.counts["claim"] == 4
    with archived(store) as file:
        empty(store)
        restore(store, file)
    assert all("retracted_at" not in row for row in claims(store).values())
    check_sound(store)


def test_the_commands_say_what_they_did_and_refuse_in_a_sentence(
    store: Store, store_environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "parley.backup"
    load(store, [write_dossier(tmp_path / "dossier")])
    made = run_parley("backup", str(file), "--json", **store_environment)
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    assert (told["release"], told["claims"], told["bytes"]) == (1, 4, file.stat().st_size)
    assert file.stat().st_mode & 0o777 == 0o600
    refused = run_parley("restore", str(file), **store_environment)
    assert (refused.returncode, refused.stdout) == (4, b"")
    assert b"is not empty" in refused.stderr
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    kept = run_parley("backup", str(other), **store_environment)
    assert (kept.returncode, other.read_text()) == (2, "mine")
    empty(store)
    cut = tmp_path / "cut"
    cut.write_bytes(file.read_bytes()[:-20])
    damaged = run_parley("restore", str(cut), "--json", **store_environment)
    assert damaged.returncode == 1
    assert json.loads(damaged.stderr)["type"] == "/problems/archive"
    assert claims(store) == {}
    done = run_parley("restore", str(file), **store_environment)
    assert done.returncode == 0, done.stderr
    assert b"release 1 restored from" in done.stdout
    assert len(claims(store)) == 4
