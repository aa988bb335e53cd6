"""Dossiers that are not read again, because their files are those on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import DossierErrors
from graph.store import Store
from loaders import load as loading
from loaders.load import load
from loaders.same_files import SameFiles, find_same, outdated
from tests.loaders.write_dossier import CLAIMS, write_dossier

LATEST = "9999"


def test_files_on_record_are_known_with_their_claims(store: Store, tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    assert find_same(store, [folder], LATEST) == []
    load(store, [folder])
    [same] = find_same(store, [folder], LATEST)
    assert (same.path, same.id, same.claims) == (folder, "harbour", 4)
    assert outdated(store, [same], LATEST) == []
    assert outdated(store, [SameFiles(folder, "harbour", "other", 4)], LATEST) == [folder]
    write_dossier(tmp_path, tables={"claims": CLAIMS[:1]})
    assert find_same(store, [folder], LATEST) == []


def test_other_files_of_the_same_content_are_known_from_then_on(
    store: Store, tmp_path: Path
) -> None:
    load(store, [write_dossier(tmp_path)])
    turned = write_dossier(tmp_path, tables={"claims": CLAIMS[::-1]})
    assert load(store, [turned]).release is None
    assert len(find_same(store, [turned], LATEST)) == 1


def test_a_dossier_given_twice_is_an_error_even_if_on_record(store: Store, tmp_path: Path) -> None:
    one = write_dossier(tmp_path / "one")
    load(store, [one])
    two = write_dossier(tmp_path / "two")
    with pytest.raises(DossierErrors, match="is given already"):
        load(store, [one, two])


def test_a_dossier_that_another_load_changed_in_the_meantime_is_checked_after_all(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_dossier(tmp_path / "here")
    load(store, [folder])
    usual = find_same

    def overtaken(store: Store, paths: list[Path], published_at: str) -> list[SameFiles]:
        same = usual(store, paths, published_at)
        monkeypatch.setattr(loading, "find_same", usual)
        load(store, [write_dossier(tmp_path / "there", tables={"claims": CLAIMS[:1]})])
        return same

    monkeypatch.setattr(loading, "find_same", overtaken)
    summary = load(store, [folder])
    assert (summary.release, summary.dossiers["harbour"].added) == (3, 1)


def test_a_new_title_is_a_release_without_claims(store: Store, tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    load(store, [folder])
    (folder / "dossier.yaml").write_text("id: harbour\ntitle: Another\n", "utf-8")
    summary = load(store, [folder])
    assert (summary.release, summary.dossiers["harbour"].unchanged) == (2, 4)
