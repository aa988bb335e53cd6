"""The whole corpus of read-only Cypher on each engine: 600 attacks and 600 harmless queries."""

from __future__ import annotations

from pathlib import Path

from graph.store import Store
from stress.conftest import Tell
from tests.graph.store.corpus_run import asked, attacked

COUNT = 600


def test_attacks_do_no_harm(store: Store, tmp_path: Path, tell: Tell) -> None:
    outcome = attacked(store, tmp_path, COUNT)
    assert outcome.answered == []
    assert outcome.leaked == []
    assert outcome.failed == []
    assert not outcome.changed
    assert outcome.outside == 0
    tell(
        f"{COUNT} attacks in Cypher",
        "0 changes, 0 files read, 0 outside requests",
        f"{outcome.refused} refused, 0 changes, 0 files read, {outcome.outside} outside requests",
    )


def test_harmless_queries_are_answered(store: Store, tell: Tell) -> None:
    outcome = asked(store, COUNT)
    assert outcome.failed == []
    assert len(outcome.answered) == COUNT
    assert not outcome.changed
    seen = f"{len(outcome.failed)} false refusals"
    tell(f"{COUNT} harmless queries in Cypher", "0 false refusals", seen)
