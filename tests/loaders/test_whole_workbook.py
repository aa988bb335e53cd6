"""A workbook that is a dossier by itself, taken wherever the folder of one is."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from graph.errors import DossierErrors
from loaders.check import check
from loaders.giving.fresh import new_dossier
from loaders.staging import DossierHead, Staging
from tests.api.conftest import run_parley
from tests.loaders.giving.staged import content_of

HEAD = (("id", "title"), ("ferry", "The ferry"))


def workbook(path: Path, head: Sequence[Sequence[Any]] = HEAD, *, sheet: str = "dossier") -> Path:
    """The example as one workbook at a path."""
    folder = path.parent / f"{path.stem}-folder"
    new_dossier(folder, "xlsx", DossierHead(id="ferry", title="The ferry"), example=True)
    book = load_workbook(folder / "dossier.xlsx")
    first = book.create_sheet(sheet, 0)
    for row in head:
        first.append(list(row))
    book.save(path)
    shutil.rmtree(folder)
    return path


def problems_of(*paths: Path) -> list[str]:
    """What is wrong with dossiers."""
    with Staging() as staging, pytest.raises(DossierErrors) as found:
        check(paths, staging)
    return list(found.value.problems)


def problems(path: Path) -> list[str]:
    """What is wrong with a dossier, without its folder."""
    return [line.removeprefix(f"{path.parent}/") for line in problems_of(path)]


def test_a_workbook_is_what_its_folder_would_be(tmp_path: Path) -> None:
    path = workbook(tmp_path / "port.xlsx")
    folder = tmp_path / "folder"
    new_dossier(folder, "yaml", DossierHead(id="ferry", title="The ferry"), example=True)
    one, other = content_of(path), content_of(folder)
    assert {**one, "head": None} == {**other, "head": None}
    assert (one["head"]["id"], one["head"]["title"]) == ("ferry", "The ferry")


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ((), "port.xlsx: dossier:1: is empty: give at least an id and a title"),
        ((("id",), ("ferry",)), "port.xlsx: dossier!2: title: is missing: it is required"),
        (
            (("id", "titel"), ("ferry", "The ferry")),
            "port.xlsx: dossier!B2: titel: is no field of a dossier; the nearest is 'title'",
        ),
        ((*HEAD, ("pier", "Pier")), "port.xlsx: dossier!3: is a second row: a dossier has one"),
        (
            (("id", "title"), ("ferry", "The ferry", "more")),
            "port.xlsx: dossier!C2: holds something, but the column has no name in row 1",
        ),
        (
            (("id", "title"), ("No id", "The ferry")),
            "port.xlsx: dossier!A2: id: 'No id' is no id",
        ),
    ],
    ids=["empty", "no title", "another column", "two rows", "a stray cell", "no id"],
)
def test_what_is_wrong_with_its_first_sheet(
    tmp_path: Path, head: Sequence[Sequence[Any]], says: str
) -> None:
    assert any(line.startswith(says) for line in problems(workbook(tmp_path / "port.xlsx", head)))


def test_a_workbook_without_that_sheet_says_what_to_do(tmp_path: Path) -> None:
    [line] = problems(workbook(tmp_path / "port.xlsx", sheet="_dossier"))
    assert line == (
        "port.xlsx: has no sheet 'dossier', which a workbook has that is a dossier by itself: add "
        f"one with the columns id and title, or give its folder ({tmp_path})"
    )


def test_a_folder_that_holds_only_such_a_workbook_says_how_to_give_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "port.xlsx")
    (tmp_path / "~$port.xlsx").write_bytes(b"")
    says = f"write one, or give a workbook with a sheet 'dossier' ({path})"
    assert problems_of(tmp_path) == [f"{tmp_path}: is no dossier: it has no dossier.yaml: {says}"]


def test_two_workbooks_of_one_dossier_are_told_apart(tmp_path: Path) -> None:
    one, other = (workbook(tmp_path / f"{name}.xlsx") for name in ("anna", "ben"))
    assert problems_of(one, other) == [f"{other}: the dossier 'ferry' is given already, at {one}"]


def test_what_is_no_workbook_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "port.xlsx").write_bytes(b"none")
    [line] = problems(tmp_path / "port.xlsx")
    assert line.startswith("port.xlsx: is no workbook (.xlsx), or a damaged one")
    Workbook().save(tmp_path / "empty.xlsx")
    [line] = problems(tmp_path / "empty.xlsx")
    assert line.startswith("empty.xlsx: has no sheet 'dossier'")


def test_every_command_takes_one(tmp_path: Path) -> None:
    anna, ben = (workbook(tmp_path / f"{name}.xlsx") for name in ("anna", "ben"))
    store = {"PARLEY_STORE": str(tmp_path / "store")}
    for arguments, says in (
        (("check", str(anna)), "1 dossier, 7 claims: no errors"),
        (("diff", str(anna), str(ben)), "Nothing"),
        (("agreement", str(anna), str(ben)), "7 of 7 agree in all"),
        (("load", "--dry-run", str(anna)), "ferry: 11 added"),
    ):
        done = run_parley(*arguments, **store)
        assert done.returncode == 0, done.stderr
        assert says.casefold() in done.stdout.decode().casefold()


@pytest.mark.engines("embedded", "neo4j-2026")
def test_it_loads_and_loads_again(store_environment: dict[str, str], tmp_path: Path) -> None:
    path = workbook(tmp_path / "port.xlsx")
    assert run_parley("load", str(path), **store_environment).returncode == 0
    again = run_parley("load", str(path), **store_environment)
    assert b"Nothing has changed since the last load." in again.stdout
    done = run_parley("diff", str(path), **store_environment)
    assert (done.returncode, done.stderr) == (0, b"")
