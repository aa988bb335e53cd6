"""Loading on every engine: what is written, what readers see when, and what a dead load leaves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from cypher import named
from graph import reading
from graph.desk import Desk
from graph.errors import DossierErrors, LeaseLost, LoadInProgress
from graph.questions import PositionsQuestion, ThingQuestion
from graph.store import Store
from loaders import lease, write
from loaders.lease import Lease
from loaders.load import Summary, load, next_instant
from tests.loaders.write_dossier import (
    CLAIMS,
    PARTIES,
    SOURCES,
    TABLES,
    Rows,
    changed,
    without,
    write_dossier,
)


def claims(store: Store) -> dict[str, dict[str, Any]]:
    """All claims of `harbour` on record by uid."""
    with store.session("READ") as session:
        rows = session.run("MATCH (c:Claim) RETURN properties(c) AS c").data()
    return {row["c"]["uid"]: row["c"] for row in rows}


def standing(store: Store) -> dict[str, str]:
    """Curator's id and digest of the claims that are not retracted."""
    rows = claims(store).values()
    return {row["id"]: row["digest"] for row in rows if "retracted_at" not in row}


def direct_edges(store: Store) -> list[str]:
    """The uids on direct edges, sorted."""
    with store.session("READ") as session:
        rows = session.run("MATCH ()-[r]->() WHERE r.uid IS NOT NULL RETURN r.uid AS uid").data()
    return sorted(row["uid"] for row in rows)


def check_sound(store: Store) -> None:
    """Exactly one direct edge for each claim that stands, evidence for all, and no loose ends."""
    on_record = claims(store)
    assert direct_edges(store) == sorted(
        uid for uid, row in on_record.items() if "retracted_at" not in row
    )
    with store.session("READ") as session:
        counted = session.run(
            "MATCH (c:Claim) RETURN c.uid AS uid, COUNT { (c)-[:SUBJECT]->() } AS s, "
            "COUNT { (c)-[:OBJECT]->() } AS o, COUNT { (c)-[:IN]->(:Dossier) } AS d, "
            "COUNT { (c)-[:CITES]->(:Source) } AS cited"
        ).data()
    for row in counted:
        cited = len(on_record[row["uid"]].get("sources", ()))
        assert (row["s"], row["o"], row["d"], row["cited"]) == (1, 1, 1, cited)


def test_a_first_load_is_release_one_and_a_second_changes_nothing(
    store: Store, tmp_path: Path
) -> None:
    folder = write_dossier(tmp_path)
    first = load(store, [folder])
    assert first.release == 1
    assert first.dossiers["harbour"].added == 4
    assert first.things["Party"] == {"added": 2}
    check_sound(store)
    before = claims(store)
    assert load(store, [folder]).release is None
    # The same rows in another order: another fingerprint, the same content.
    reordered = write_dossier(tmp_path, tables={"claims": CLAIMS[::-1]})
    again = load(store, [reordered])
    assert again.dossiers["harbour"].unchanged == 4
    assert claims(store) == before
    check_sound(store)


def test_a_dry_run_says_what_would_change_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    summary = load(store, [write_dossier(tmp_path)], dry_run=True)
    assert summary.dossiers["harbour"].added == 4
    assert summary.release is None
    assert "Nothing was written." in summary.lines()
    assert claims(store) == {}


def test_a_dry_run_tells_a_new_dossier_without_rows_from_one_that_is_there(
    store: Store, tmp_path: Path
) -> None:
    """A title of a dossier, old or new, is worth a release too."""
    nothing: dict[str, Rows] = {name: [] for name in TABLES}
    folder = write_dossier(tmp_path, tables=nothing)
    assert load(store, [folder], dry_run=True).lines()[-1] == "Nothing was written."
    assert load(store, [folder]).release == 1
    said = load(store, [folder], dry_run=True)
    assert said.lines()[-1] == "Nothing was written: nothing would change."
    assert load(store, [folder]).release is None
    write_dossier(tmp_path, tables=nothing, title="Another title")
    assert load(store, [folder], dry_run=True).lines()[-1] == "Nothing was written."


def test_an_edited_claim_is_a_new_one_and_the_old_one_is_retracted(
    store: Store, tmp_path: Path
) -> None:
    load(store, [write_dossier(tmp_path)])
    edited = changed(CLAIMS, "c1", paraphrase="Aster wants the harbour open.")
    summary = load(store, [write_dossier(tmp_path, tables={"claims": edited})])
    assert (summary.release, summary.dossiers["harbour"].changed) == (2, 1)
    versions = [row for row in claims(store).values() if row["id"] == "c1"]
    assert sorted("retracted_at" in row for row in versions) == [False, True]
    [old] = [row for row in versions if "retracted_at" in row]
    assert old["retracted_at"] == summary.published_at
    check_sound(store)


def test_a_claim_that_left_is_retracted_and_comes_back_as_a_new_one(
    store: Store, tmp_path: Path
) -> None:
    load(store, [write_dossier(tmp_path)])
    gone = load(store, [write_dossier(tmp_path, tables={"claims": without(CLAIMS, "c2")})])
    assert gone.dossiers["harbour"].retracted == 1
    back = load(store, [write_dossier(tmp_path)])
    assert (back.release, back.dossiers["harbour"].added) == (3, 1)
    versions = [row for row in claims(store).values() if row["id"] == "c2"]
    assert len({row["uid"] for row in versions}) == 2
    assert len({row["digest"] for row in versions}) == 1
    check_sound(store)


def test_an_old_pin_answers_the_same_through_later_loads(store: Store, tmp_path: Path) -> None:
    load(store, [write_dossier(tmp_path)])
    asked = {"as_of": "2030-06-01"}
    before = Desk(store).positions(PositionsQuestion.model_validate(asked))
    pinned = {**asked, "known_at": before["pin"]["known_at"]}
    later = changed(without(CLAIMS, "c2"), "c1", relation="rejects")
    load(store, [write_dossier(tmp_path, tables={"claims": later})])
    load(store, [write_dossier(tmp_path)])
    after = Desk(store).positions(PositionsQuestion.model_validate(pinned))
    assert after == before
    assert Desk(store).positions(PositionsQuestion.model_validate(asked))["pin"]["release"] == 3


def test_before_the_first_release_there_is_nothing(store: Store, tmp_path: Path) -> None:
    empty = Desk(store).positions(PositionsQuestion())
    assert (empty["items"], empty["pin"]["release"]) == ([], None)
    load(store, [write_dossier(tmp_path)])
    early = PositionsQuestion.model_validate({"known_at": "2020-01-01T00:00:00Z"})
    assert Desk(store).positions(early)["items"] == []


def test_a_shared_thing_is_renamed_by_loading_both(store: Store, tmp_path: Path) -> None:
    one = write_dossier(tmp_path / "one", "one")
    two = write_dossier(tmp_path / "two", "two")
    load(store, [one])
    load(store, [two])
    renamed = [{**PARTIES[0], "name": "Asteria", "aliases": ["Aster", "Old"]}, PARTIES[1]]
    write_dossier(tmp_path / "one", "one", tables={"parties": renamed})
    with pytest.raises(DossierErrors, match="name: differs from what two says of 'aster'"):
        load(store, [one])
    write_dossier(tmp_path / "two", "two", tables={"parties": renamed})
    assert load(store, [one, two]).things == {"Party": {"changed": 1}}
    answer = Desk(store).claim("c1", ThingQuestion.model_validate({"dossier": "one"}))
    assert answer["subject"] == {"id": "aster", "name": "Asteria"}


def test_a_thing_that_nobody_lists_goes_unless_a_claim_touched_it(
    store: Store, tmp_path: Path
) -> None:
    extra = [*SOURCES, {"id": "s-two", "title": "Unread"}]
    load(store, [write_dossier(tmp_path, tables={"sources": extra})])
    summary = load(store, [write_dossier(tmp_path)])
    assert summary.things == {"Source": {"removed": 1}}
    with store.session("READ") as session:
        names = session.run("MATCH (s:Source) RETURN collect(s.id) AS ids").single(strict=True)
    assert names["ids"] == ["s-one"]


def test_an_id_on_record_under_another_label_is_refused(store: Store, tmp_path: Path) -> None:
    load(store, [write_dossier(tmp_path / "one", "one")])
    two = write_dossier(
        tmp_path / "two",
        "two",
        tables={
            "events": [{"id": "aster", "name": "Aster day", "kind": "act"}],
            "parties": [{**PARTIES[0], "id": "asterix"}, PARTIES[1]],
            "claims": [{**CLAIMS[1]}],
        },
    )
    with pytest.raises(DossierErrors, match="'aster' is on record as a thing of the kind Party"):
        load(store, [two])


def test_release_times_increase_whatever_the_clock_says(store: Store, tmp_path: Path) -> None:
    first = load(store, [write_dossier(tmp_path)])
    edited = write_dossier(tmp_path, tables={"claims": without(CLAIMS, "c2")})
    second = load(store, [edited], now=lambda: datetime(2000, 1, 1, tzinfo=UTC))
    assert first.published_at is not None
    assert second.published_at is not None
    assert second.published_at > first.published_at
    assert next_instant(datetime(2000, 1, 1, tzinfo=UTC), "0000") == "2000-01-01T00:00:00.000000Z"


class Died(Exception):
    """The load died here."""


def dying_after(monkeypatch: pytest.MonkeyPatch, transactions: int) -> None:
    """Lets a load die when it has committed some transactions."""
    usual: Callable[..., Any] = Lease.transact
    left = transactions

    def transact(self: Lease, work: Callable[..., Any], **options: float) -> Any:
        nonlocal left
        if left == 0:
            raise Died
        left -= 1
        return usual(self, work, **options)

    monkeypatch.setattr(Lease, "transact", transact)


def deaths(monkeypatch: pytest.MonkeyPatch, store: Store, folder: Path) -> Iterator[None]:
    """Lets a load die after none, one, two and more commits, until it ends; then goes on."""
    for commits in count():
        with monkeypatch.context() as patch:
            dying_after(patch, commits)
            try:
                load(store, [folder])
            except Died:
                pass
            else:
                return
        yield


def test_a_load_that_dies_anywhere_leaves_the_last_release_and_completes_when_run_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, [write_dossier(tmp_path)])
    asked = PositionsQuestion.model_validate({"as_of": "2030-06-01"})
    before = Desk(store).positions(asked)
    more = [
        *changed(CLAIMS, "c1", relation="offers"),
        {**CLAIMS[1], "id": "c3", "subject": "aster"},
    ]
    parties = [*PARTIES, {"id": "cedar", "name": "Cedar", "kind": "state"}]
    folder = write_dossier(tmp_path, tables={"claims": more, "parties": parties})
    monkeypatch.setattr(write, "CLAIMS_AT_ONCE", 1)
    steps = 0
    for _ in deaths(monkeypatch, store, folder):
        assert Desk(store).positions(asked) == before
        steps += 1
    assert steps > 10
    assert Desk(store).positions(asked)["total"] == 2
    expected = {"c1", "c2", "c3", "d-open--concerns--a-pier", "d-open--excludes--d-shut"}
    assert standing(store).keys() == expected
    check_sound(store)


def test_many_direct_edges_come_in_batches_right_after(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "EDGES_IN_PUBLICATION", 1)
    monkeypatch.setattr(write, "EDGES_AT_ONCE", 2)
    folder = write_dossier(tmp_path)
    summary: Summary | None = None
    with monkeypatch.context() as patch:
        patch.setattr(write.Writer, "finish_edges", lambda *_: (_ for _ in ()).throw(Died))
        with pytest.raises(Died):
            load(store, [folder])
    assert Desk(store).status()["edges"] == "pending"
    assert Desk(store).status()["release"] == 1
    summary = load(store, [folder])
    assert summary.release is None
    assert Desk(store).status()["edges"] == "done"
    check_sound(store)
    load(store, [write_dossier(tmp_path, tables={"claims": without(CLAIMS, "c2")})])
    check_sound(store)


def test_direct_edges_in_batches_are_drawn_once_wherever_a_load_dies(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "EDGES_IN_PUBLICATION", 0)
    monkeypatch.setattr(reading, "CLAIMS_IN_A_RANGE", 1)
    load(store, [write_dossier(tmp_path)])
    check_sound(store)
    more = [*without(CLAIMS, "c1"), *({**CLAIMS[1], "id": f"m{number}"} for number in range(6))]
    folder = write_dossier(tmp_path, tables={"claims": more})
    steps = halves = 0
    for _ in deaths(monkeypatch, store, folder):
        steps += 1
        stand = {uid for uid, row in claims(store).items() if "retracted_at" not in row}
        drawn = direct_edges(store)
        assert len(drawn) == len(set(drawn))
        halves += Desk(store).status()["edges"] == "pending" and 4 < len(drawn) < len(stand)
    assert steps > 10
    assert halves > 2
    check_sound(store)
    with store.session("READ") as session:
        [release] = session.run("MATCH (r:Release {number: 2}) RETURN keys(r) AS names").data()
    assert sorted(release["names"]) == ["dossiers", "edges", "number", "published_at"]


def test_several_loads_at_once_leave_what_one_leaves(store: Store, tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        summaries = list(pool.map(lambda _: load(store, [folder]), range(4)))
    assert sorted(str(summary.release) for summary in summaries) == ["1", "None", "None", "None"]
    assert len(claims(store)) == 4
    check_sound(store)


def test_a_second_load_waits_and_says_so(store: Store, tmp_path: Path) -> None:
    told: list[str] = []
    with (
        Lease(store, wait_seconds=0),
        pytest.raises(LoadInProgress, match="another load into the"),
    ):
        load(
            store,
            [write_dossier(tmp_path)],
            wait_seconds=0.6,
            report=lambda stage, _done, _of: told.append(stage),
        )
    assert "waiting for another load to end" in told
    assert load(store, [write_dossier(tmp_path)], wait_seconds=5).release == 1


def test_a_load_that_stood_still_too_long_writes_nothing_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "PATIENCE_MILLISECONDS", 300)
    monkeypatch.setattr(lease, "BEAT_SECONDS", 3_600.0)
    query = named("write/dossier_new")
    with Lease(store, wait_seconds=5) as stopped:
        time.sleep(0.5)
        with (
            Lease(store, wait_seconds=5),
            pytest.raises(LeaseLost, match="it wrote nothing more"),
        ):
            stopped.transact(lambda tx: tx.run(query, id="late", recorded_at="9"))
    assert store.read(named("query/dossiers"), known_at="99") == []


def test_a_load_that_loses_the_lease_before_it_wrote_queues_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        dying_after(patch, 10)
        with pytest.raises(Died):
            load(store, [write_dossier(tmp_path)])
    monkeypatch.setattr(lease, "PATIENCE_MILLISECONDS", 300)
    monkeypatch.setattr(lease, "BEAT_SECONDS", 3_600.0)
    told: list[str] = []

    def stand_still_once(stage: str, _done: int, _of: int | None) -> None:
        told.append(stage)
        if stage == "comparing with the store" and told.count(stage) == 1:
            time.sleep(0.5)
            with Lease(store, wait_seconds=5):
                pass

    summary = load(store, [write_dossier(tmp_path)], report=stand_still_once)
    assert summary.release == 1
    # What the first attempt took back of a dead load is told, though the second found nothing.
    assert summary.taken_back > 0
    assert told.count("comparing with the store") == 2
    assert "queueing again: this load stood still and another was let in" in told
    assert len(claims(store)) == 4
    check_sound(store)


def test_the_shipped_dossiers_load(store: Store, shipped: list[Path]) -> None:
    summary = load(store, shipped)
    counts = {name: row.added for name, row in summary.dossiers.items()}
    # 250 and 93 curated claims, and those of structure that their columns make.
    assert counts == {"gerd": 158, "ukraine-2025": 418}
    check_sound(store)
