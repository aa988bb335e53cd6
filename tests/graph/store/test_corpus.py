"""A sample of the corpus of attacks and harmless queries; all of it is in `stress/`."""

from __future__ import annotations

from pathlib import Path

from graph.store import Store
from tests.graph.store.corpus import attacks, harmless
from tests.graph.store.corpus_run import asked, attacked
from tests.graph.store.queries import REFUSED


def test_attacks_do_no_harm(store: Store, tmp_path: Path) -> None:
    outcome = attacked(store, tmp_path, len(REFUSED) + 60)
    assert outcome.answered == []
    assert outcome.leaked == []
    assert outcome.failed == []
    assert not outcome.changed
    assert outcome.outside == 0


def test_harmless_queries_are_answered(store: Store) -> None:
    outcome = asked(store, 60)
    assert outcome.failed == []
    assert len(outcome.answered) == 60
    assert not outcome.changed


def test_the_corpus_is_the_same_every_time_and_large_enough() -> None:
    assert attacks(600, "x", 1) == attacks(600, "x", 1)
    assert len(set(attacks(600, "x", 1))) == 600
    assert len(set(harmless(600))) == 600
