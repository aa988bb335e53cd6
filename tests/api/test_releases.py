"""From one release to the next: what is carried on is right, what is dropped is let go."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from time import sleep

from graph.desk import Desk
from graph.pinning import FRESH_SECONDS
from graph.questions import ConflictsQuestion, PathsQuestion, SearchQuestion, TimelineQuestion
from graph.store import Store
from loaders.load import load
from tests.loaders.write_dossier import CLAIMS, TABLES, Rows, changed, without, write_dossier


def loaded(store: Store, folder: Path, claims: Rows) -> None:
    """Loads the dossier with these claims as one more release."""
    assert load(store, [write_dossier(folder, tables={**TABLES, "claims": claims})]).release
    sleep(FRESH_SECONDS)


def found(desk: Desk, words: str, known_at: str | None = None) -> list[str]:
    """What a search for words in claims finds."""
    asked = SearchQuestion(q=words, label="Claim", known_at=known_at)
    return [row["text"] for row in desk.search(asked)["items"]]


def test_a_search_finds_what_each_release_says(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path, changed(CLAIMS, "c1", paraphrase="The gulls are fed."))
    desk = Desk(store)
    assert found(desk, "GULLS") == ["The gulls are fed."]
    first = desk.releases.current()
    loaded(store, tmp_path, changed(CLAIMS, "c1", paraphrase="The herons are fed."))
    assert found(desk, "gulls") == []
    assert found(desk, "herons") == ["The herons are fed."]
    loaded(store, tmp_path, without(CLAIMS, "c1"))
    assert found(desk, "herons") == []
    assert first
    assert found(desk, "gulls", first.published_at) == ["The gulls are fed."]
    assert found(Desk(store), "gulls", first.published_at) == ["The gulls are fed."]


def test_a_release_that_is_not_current_is_let_go_at_once(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path, CLAIMS)
    desk = Desk(store)
    desk.warm()
    desk.search(SearchQuestion(q="harbour"))
    desk.conflicts(ConflictsQuestion())
    desk.timeline(TimelineQuestion())
    desk.paths(PathsQuestion.model_validate({"from": "aster", "to": "basil"}))
    release = desk.releases.current()
    assert release
    kept = weakref.ref(desk.releases.snapshot(release))
    assert kept()
    gc.collect()
    gc.disable()
    try:
        loaded(store, tmp_path, without(CLAIMS, "c1"))
        desk.warm()
        assert kept() is None
    finally:
        gc.enable()
