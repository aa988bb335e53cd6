"""A pin keeps its promise: the same items, stances, dates and proofs through later loads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from graph.pinning import FRESH_SECONDS
from graph.store import Store, StoreSettings, open_store
from loaders.load import load
from tests.loaders.write_dossier import (
    CLAIMS,
    DEMANDS,
    PARTIES,
    SOURCES,
    TABLES,
    Rows,
    changed,
    without,
    write_dossier,
)

DAY = "2030-03-01"
HELD: Rows = [
    {
        "id": name,
        "subject": subject,
        "relation": relation,
        "object": thing,
        "said_on": "2030-01-02",
        "sources": ["s-one"],
        "paraphrase": "So it is said.",
    }
    for name, subject, relation, thing in (
        ("c3", "aster", "controls", "a-pier"),
        ("c4", "basil", "claims", "a-pier"),
        ("c5", "basil", "supports", "d-shut"),
        ("c6", "aster", "sanctions", "basil"),
    )
]
FIRST: Rows = [*CLAIMS, *HELD]
TABLES_AT_FIRST = {**TABLES, "claims": FIRST}
PATHS = (
    "/v1/positions?",
    "/v1/positions?party=basil&",
    "/v1/conflicts?",
    "/v1/conflicts?asset=a-pier&group=pair&",
    "/v1/paths?from=aster&to=basil&",
    "/v1/timeline?",
    "/v1/changes?since=2030-01-01&until=2030-12-31&",
    "/v1/claims?",
    "/v1/claims?group=structure&",
    "/v1/assets/a-pier?",
    "/v1/parties/aster?",
    "/v1/demands/d-open?",
    "/v1/events/e-talks?",
    "/v1/sources/s-one?",
)
EDITS: list[tuple[str, dict[str, Rows]]] = [
    ("a claim is retracted", {"claims": without(FIRST, "c2")}),
    ("a claim is edited", {"claims": changed(FIRST, "c1", relation="rejects")}),
    ("the claims are brought back", {"claims": FIRST}),
    ("an alias goes", {"parties": changed(PARTIES, "aster", aliases=[])}),
    ("an exclusion goes", {"demands": changed(DEMANDS, "d-open", excludes=[])}),
    ("it concerns nothing", {"demands": changed(DEMANDS, "d-open", concerns=[])}),
    ("a source is corrected", {"sources": changed(SOURCES, "s-one", title="The Old Gazette")}),
    ("a party is renamed", {"parties": changed(PARTIES, "basil", name="New Basil")}),
    ("everything but one claim goes", {"claims": FIRST[:1]}),
]
WORDS = {"name", "text", "title", "aliases", "url"}


def plain(value: Any) -> Any:
    """An answer without names and wordings, which are those of today."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items() if name not in WORDS}
    return [plain(part) for part in value] if isinstance(value, list) else value


def loaded(store: Store, folder: Path, tables: dict[str, Rows]) -> None:
    """Loads the dossier as one more release, and waits until a service looks for it again."""
    assert load(store, [write_dossier(folder, tables={**TABLES_AT_FIRST, **tables})]).release
    sleep(FRESH_SECONDS)


@pytest.fixture
def client(store: Store, settings: StoreSettings) -> Iterator[TestClient]:
    """The service over a store that is loaded again and again."""
    app = create_app(ServiceSettings(), open_store(settings))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def answers(client: TestClient, pin: dict[str, str]) -> dict[str, Any]:
    """What every question gets with a pin."""
    asked = {path: client.get(path + urlencode(pin)) for path in PATHS}
    for path, answer in asked.items():
        assert answer.status_code == 200, (path, answer.text)
    return {path: plain(answer.json()) for path, answer in asked.items()}


def fresh(settings: StoreSettings) -> Callable[[dict[str, str]], dict[str, Any]]:
    """A service started anew, which has no memory of earlier releases."""

    def ask(pin: dict[str, str]) -> dict[str, Any]:
        app = create_app(ServiceSettings(), open_store(settings))
        with TestClient(app, raise_server_exceptions=False) as opened:
            return answers(opened, pin)

    return ask


def test_a_pin_gives_the_same_for_ever(
    client: TestClient, store: Store, settings: StoreSettings, tmp_path: Path
) -> None:
    loaded(store, tmp_path, {})
    pins = []
    for _, edit in EDITS:
        shown = client.get("/v1/positions", params={"as_of": DAY, "limit": 1}).json()["pin"]
        pin = {"as_of": shown["as_of"], "known_at": shown["known_at"]}
        pins.append((pin, answers(client, pin)))
        loaded(store, tmp_path, edit)
        for earlier, expected in pins:
            assert answers(client, earlier) == expected
    ask = fresh(settings)
    assert all(ask(pin) == expected for pin, expected in (pins[0], pins[4], pins[-1]))
    now = answers(client, {"as_of": DAY})
    assert now != pins[0][1]


def test_changes_between_moments_say_what_was_learnt(
    client: TestClient, store: Store, tmp_path: Path
) -> None:
    moments = []
    for claims in (FIRST, without(FIRST, "c2"), changed(FIRST, "c1", relation="rejects")):
        loaded(store, tmp_path, {"claims": claims})
        moments.append(client.get("/v1/positions").json()["pin"]["known_at"])

    def learnt(since: str, until: str) -> set[tuple[str, str, tuple[str, ...]]]:
        params = {"known_since": since, "known_until": until, "as_of": DAY}
        answer = client.get("/v1/changes", params=params).json()
        assert answer["pin"]["known_at"] == until
        return {
            (row["change"], row["kind"], tuple(sorted(claim["id"] for claim in row["claims"])))
            for row in answer["items"]
        }

    assert learnt(moments[0], moments[1]) == {
        ("ended", "position", ("c2",)),
        ("ended", "conflict", ("c1", "c2")),
    }
    assert learnt(moments[1], moments[2]) == {
        ("moved", "position", ("c1", "c1")),
        ("began", "position", ("c2",)),
        ("ended", "conflict", ("c1", "c5", "d-open--excludes--d-shut")),
    }
    assert learnt(moments[0], moments[0]) == set()
