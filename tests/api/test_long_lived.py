"""A service that has seen many releases says what one says that begins now: nothing is stale.

Two dossiers share their parties. Claims come, change, go and come back; things get other names and
aliases; between two releases everything, something or nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import pytest

from graph.desk import Desk
from graph.pinning import FRESH_SECONDS
from graph.questions import (
    ChangesQuestion,
    ClaimsQuestion,
    ConflictsQuestion,
    DemandsQuestion,
    PartiesQuestion,
    PositionsQuestion,
    SearchQuestion,
    SourcesQuestion,
    TimelineQuestion,
)
from graph.store import Store
from loaders.load import load
from tests.loaders.write_dossier import ASSETS, PARTIES, Rows, write_dossier

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

RELEASES = 6
NAMES = ("Aster", "Astra", "Åster")
ALIASES: tuple[list[str], ...] = ([], ["The Port"], ["Gulls"])
WORDS = ("Gulls are fed.", "The pier: it is old.", "Herons.")
Asked = tuple[str, Callable[[Desk, str | None], Any]]


def asked(desk_method: str, model: Any, **parameters: Any) -> Asked:
    """A question by its name, of what is known at an instant."""

    def ask(desk: Desk, known_at: str | None) -> Any:
        given = {**parameters, "known_at": known_at, "as_of": "2031-01-01", "limit": 1_000}
        return getattr(desk, desk_method)(model.model_validate(given))

    return f"{desk_method} {parameters}", ask


QUESTIONS = (
    *(asked("search", SearchQuestion, q=word) for word in ("gulls", "pier old", "ast", "gazette")),
    asked("claims", ClaimsQuestion, demand="d-open"),
    asked("claims", ClaimsQuestion, party="aster", q="pier"),
    asked("claims", ClaimsQuestion, asset="a-pier"),
    asked("claims", ClaimsQuestion, event="e-talks"),
    asked("claims", ClaimsQuestion, dossier="two", q="herons"),
    asked("claims", ClaimsQuestion, group="structure"),
    asked("parties", PartiesQuestion, q="port"),
    asked("parties", PartiesQuestion),
    asked("demands", DemandsQuestion, q="harbour"),
    asked("sources", SourcesQuestion, q="gaz"),
    asked("positions", PositionsQuestion),
    asked("conflicts", ConflictsQuestion),
    asked("conflicts", ConflictsQuestion, party="basil"),
    asked("timeline", TimelineQuestion),
    asked("changes", ChangesQuestion, since="2029-01-01"),
)


def written(folder: Path, name: str, shared: tuple[Rows, Rows], chance: Random) -> Path:
    """A dossier of some of four claims, in one of their wordings."""
    parties, sources = shared
    claims = [
        {
            "id": f"c{number}",
            "subject": chance.choice(("aster", "basil")),
            "relation": chance.choice(("demands", "rejects")),
            "object": chance.choice(("d-open", "d-shut")),
            "said_on": "2030-01-02",
            "sources": ["s-one"],
            "paraphrase": chance.choice(WORDS),
            "about": chance.choice(([], ["a-pier"])),
            "said_at": chance.choice((None, "e-talks")),
        }
        for number in range(4)
        if chance.random() < 0.7
    ]
    tables = {"parties": parties, "sources": sources, "claims": claims}
    return write_dossier(folder / name, name, tables={**tables, "assets": ASSETS})


def shared_things(chance: Random) -> tuple[Rows, Rows]:
    """The parties and the sources of both, under one of their names."""
    named = {"name": chance.choice(NAMES), "aliases": chance.choice(ALIASES)}
    titled = {"id": "s-one", "title": chance.choice(("The Gazette", "The Gull Gazette"))}
    return [{**PARTIES[0], **named}, PARTIES[1]], [titled]


@pytest.mark.parametrize("seed", range(3))
def test_what_was_seen_before_changes_no_answer(store: Store, tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    desk, seen = Desk(store), list[str | None]([None])
    for _ in range(RELEASES):
        shared = shared_things(chance)
        paths = [written(tmp_path, name, shared, chance) for name in ("one", "two")]
        if load(store, paths).release is None:
            continue
        sleep(FRESH_SECONDS)
        if chance.random() < 0.3:
            desk.warm()
        some = chance.sample(QUESTIONS, chance.choice((0, 3, len(QUESTIONS))))
        check(desk, Desk(store), some, seen)
        current = desk.release()
        assert current
        seen.append(current.published_at)
    check(desk, Desk(store), QUESTIONS, seen)


def check(
    desk: Desk, fresh: Desk, questions: Sequence[Asked], moments: Sequence[str | None]
) -> None:
    """Both answer alike, of now and of all releases before."""
    for name, ask in questions:
        for known_at in moments:
            assert ask(desk, known_at) == ask(fresh, known_at), (name, known_at)
