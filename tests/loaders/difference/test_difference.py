"""What changed between two states of a dossier: hand-checked, and laws that must hold."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store import Store
from loaders.difference.compare import Difference, FieldChange, compare
from loaders.difference.sides import FolderSide, StoreSide
from loaders.difference.wording import difference_lines, field_sentence
from loaders.load import load
from loaders.staging import Staging
from tests.api.conftest import run_parley
from tests.loaders.write_dossier import (
    CLAIMS,
    DEMANDS,
    PARTIES,
    SOURCES,
    Rows,
    changed,
    without,
    write_dossier,
)

RUE = {"id": "rue", "name": "Rue", "kind": "person"}


def between(old: Path, new: Path) -> Difference:
    """The difference of two folders."""
    with Staging() as one, Staging() as other:
        return compare(FolderSide(old, one), FolderSide(new, other))


def kinds(difference: Difference) -> list[tuple[str, str, str]]:
    """Table, kind and id of each change."""
    return [(row.table, row.change, row.id) for row in difference.changes]


def edited(folder: Path, **tables: Rows) -> Path:
    """The usual dossier with some other tables, under the name of its folder."""
    return write_dossier(folder, tables=tables)


def test_nothing_differs_between_two_formats_of_the_same(tmp_path: Path) -> None:
    old = write_dossier(tmp_path / "old")
    new = write_dossier(tmp_path / "new")
    rows = "".join(json.dumps(row) + "\n" for row in CLAIMS)
    (new / "claims.yaml").unlink()
    (new / "claims.jsonl").write_text(rows, "utf-8")
    difference = between(old, new)
    assert difference.changes == ()
    assert difference_lines(difference) == [f"harbour: from {old} to {new}: nothing differs."]


def test_each_kind_of_change_is_told_in_a_sentence(tmp_path: Path) -> None:
    new = edited(
        tmp_path / "new",
        parties=[
            *changed(PARTIES, "basil", kind="bloc"),
            {"id": "rue", "name": "Rue", "kind": "person"},
        ],
        demands=[{**DEMANDS[0], "concerns": []}, DEMANDS[1]],
        sources=[*SOURCES, {"id": "s-two", "title": "Two"}],
        claims=[
            {**CLAIMS[0], "id": "c9"},
            {**CLAIMS[1], "said_on": "2030-02-03", "sources": ["s-one @ page 2", "s-two"]},
        ],
    )
    lines = difference_lines(between(write_dossier(tmp_path / "old"), new))
    assert lines[1:] == [
        "",
        "parties",
        "  rue added: Rue",
        "  basil changed: Basil",
        "      kind was state and is bloc",
        "",
        "sources",
        "  s-two added: Two",
        "",
        "claims",
        "  c2 changed: Basil rejects “The harbour opens” (3 February 2030).",
        "      said_on was 2030-02 and is 2030-02-03",
        "      sources: now with s-one @ page 2; s-two and without s-one",
        "  c9 renumbered, was c1: Aster demands “The harbour opens” (2 January 2030).",
        "",
        "structure",
        "  d-open--concerns--a-pier removed: “The harbour opens” concerns The pier.",
    ]
    assert lines[0].endswith(
        "new: 1 party added, 1 party changed, 1 source added, 1 claim changed, "
        "1 claim renumbered, 1 link removed."
    )


def test_the_head_is_compared_too(tmp_path: Path) -> None:
    old, new = write_dossier(tmp_path / "old"), write_dossier(tmp_path / "new", "port")
    [change] = between(old, new).changes
    assert (change.table, change.change) == ("dossier", "changed")
    assert change.fields == (FieldChange("id", "harbour", "port"),)


def test_an_id_that_becomes_a_thing_of_another_table(tmp_path: Path) -> None:
    old = edited(tmp_path / "old", parties=[*PARTIES, {"id": "x", "name": "X", "kind": "other"}])
    new = edited(tmp_path / "new", events=[{"id": "x", "name": "X", "kind": "talks"}], claims=[])
    found = kinds(between(old, new))
    assert ("parties", "removed", "x") in found
    assert ("events", "added", "x") in found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (FieldChange("note", None, "x"), "note is new: x"),
        (FieldChange("note", "x", None), "note is taken out: x"),
        (FieldChange("text", "x" * 40, "y" * 40), f"text was “{'x' * 40}” and is “{'y' * 40}”"),
        (FieldChange("aliases", ["a", "b"], ["b", "a"]), "aliases: in another order"),
        (FieldChange("about", None, ["a"]), "about: now with a"),
        (FieldChange("about", ["a"], None), "about: now without a"),
    ],
)
def test_what_is_said_of_a_field(change: FieldChange, says: str) -> None:
    assert field_sentence(change) == says


NAMES = st.lists(st.sampled_from("abcdef"), unique=True)
DATES = st.sampled_from(["2030", "2030-01", "2030-01-02"])
CLAIM_SETS = st.dictionaries(st.sampled_from(["c1", "c2", "c3", "c4"]), st.tuples(DATES, NAMES))


def claims_of(rows: dict[str, tuple[str, list[str]]]) -> Rows:
    """Claims with these dates and notes."""
    return [
        {**CLAIMS[1], "id": name, "said_on": day, "note": "".join(notes) or None}
        for name, (day, notes) in rows.items()
    ]


@settings(max_examples=25)
@given(CLAIM_SETS, CLAIM_SETS, st.randoms())
def test_the_way_back_is_the_way_there_turned_round(
    one: dict[str, Any], other: dict[str, Any], chance: Any
) -> None:
    turned = {"added": "removed", "removed": "added"}
    with TemporaryDirectory() as name:
        rows = claims_of(other)
        chance.shuffle(rows)
        old = edited(Path(name) / "old", claims=claims_of(one))
        new = edited(Path(name) / "new", claims=rows)
        there, back = between(old, new), between(new, old)
        assert between(new, new).changes == ()
    counts = there.counts().get("claims", {})
    assert {turned.get(kind, kind): count for kind, count in counts.items()} == back.counts().get(
        "claims", {}
    )
    after = len(one) + counts.get("added", 0) - counts.get("removed", 0)
    assert after == len(other)
    forth = {row.id: row.fields for row in there.changes if row.change == "changed"}
    for row in back.changes:
        if row.change == "changed":
            assert forth[row.id] == tuple(
                FieldChange(field.field, field.after, field.before) for field in row.fields
            )


def test_against_the_store_it_is_what_a_load_would_change(tmp_path: Path, store: Store) -> None:
    old = write_dossier(tmp_path / "old")
    load(store, [old])
    new = edited(
        tmp_path / "new",
        parties=changed(PARTIES, "basil", kind="bloc"),
        claims=[CLAIMS[0], {**CLAIMS[1], "said_on": "2030-02-03"}, {**CLAIMS[1], "id": "c3"}],
    )
    with Staging() as staging, Staging() as one, Staging() as other:
        side = FolderSide(new, staging)
        stored = compare(StoreSide(store, "harbour"), side)
        assert stored.before == "release 1 of the store"
        assert stored.changes == compare(FolderSide(old, one), FolderSide(new, other)).changes
    would = load(store, [new], dry_run=True).dossiers["harbour"]
    assert stored.counts()["claims"] == {"added": would.added, "changed": would.changed}
    load(store, [new])
    with Staging() as staging:
        assert compare(StoreSide(store, "harbour"), FolderSide(new, staging)).changes == ()


def test_the_shipped_dossiers_differ_in_nothing_from_their_release(
    shipped: list[Path], store: Store
) -> None:
    load(store, shipped)
    for folder in shipped:
        with Staging() as staging:
            side = FolderSide(folder, staging)
            assert compare(StoreSide(store, side.dossier), side).changes == ()


def test_of_a_dossier_that_was_never_loaded_everything_is_added(
    tmp_path: Path, store: Store
) -> None:
    """As the first load of it will have it, into an empty store and beside other dossiers."""
    folder = write_dossier(tmp_path / "new")
    would = load(store, [folder], dry_run=True)
    shown = "the store, which has no dossier 'harbour',"
    for name in (shown, f"release 1 of {shown}"):
        with Staging() as staging:
            difference = compare(StoreSide(store, "harbour"), FolderSide(folder, staging))
        assert difference.before == name
        counts = difference.counts()
        assert counts.pop("dossier") == {"added": 1}
        claims = counts.pop("claims")["added"] + counts.pop("structure")["added"]
        assert claims == would.dossiers["harbour"].added
        assert counts["parties"] == would.things["Party"]
        assert all(kinds == {"added": sum(kinds.values())} for kinds in counts.values())
        assert f"harbour: from {name} to {folder}: 1 dossier added, " in "\n".join(
            difference_lines(difference)
        )
        load(store, [without_claims(tmp_path)])


def without_claims(folder: Path) -> Path:
    """A dossier of another name."""
    return write_dossier(folder, "port", tables={"claims": without(CLAIMS, "c2")})


def test_the_command_gives_text_and_json_and_needs_no_store_for_folders(tmp_path: Path) -> None:
    old = write_dossier(tmp_path / "old")
    new = edited(tmp_path / "new", claims=without(CLAIMS, "c2"))
    done = run_parley("diff", str(old), str(new), PARLEY_STORE="/proc/nothing")
    assert "c2 removed: Basil rejects “The harbour opens”" in done.stdout.decode()
    said = json.loads(run_parley("diff", str(old), str(new), "--json").stdout)
    assert said["counts"] == {"claims": {"removed": 1}}
    bad = run_parley("diff", str(old), "/nonexistent")
    assert (bad.returncode, b"there is nothing here" in bad.stderr) == (1, True)
    assert b"Traceback" not in bad.stderr
