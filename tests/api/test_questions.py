"""The questions over HTTP and on the command line, on every engine: the same bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.vocabulary import VOCABULARY
from tests.api.conftest import run_parley
from tests.paragraphs import SOURCE, named_by, paragraphs

DAY = "2025-03-18"


def positions(client: TestClient, **filters: Any) -> list[dict[str, Any]]:
    """All positions that the filters select."""
    answer = client.get("/v1/positions", params={"limit": 1000, **filters})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def stands(items: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """Party, stance and demand."""
    return {(row["party"]["id"], row["stance"], row["demand"]["id"]) for row in items}


def test_who_wants_europe_at_the_table_and_who_objects(client: TestClient) -> None:
    items = positions(client, demand="d-europe-at-table", as_of=DAY)
    assert stands(items) == {
        ("ukraine", "demands", "d-europe-at-table"),
        ("european-allies", "demands", "d-europe-at-table"),
        ("european-union", "demands", "d-europe-at-table"),
        ("united-states", "rejects", "d-europe-at-table"),
    }
    [ukraine] = [row for row in items if row["party"]["id"] == "ukraine"]
    assert ukraine["voiced_by"] == [{"id": "volodymyr-zelensky", "name": "Volodymyr Zelensky"}]
    assert ukraine["objectors"] == [{"id": "united-states", "name": "United States"}]
    assert ukraine["assets"] == [
        {"id": "a-negotiating-seat", "name": "A seat at the negotiating table"}
    ]
    [claim] = ukraine["claims"]
    assert claim["sources"][0]["locator"] == "paragraph 12-13"
    assert claim["subject"]["id"] == "ukraine"
    assert claim["voiced_by"]["id"] == "volodymyr-zelensky"


def test_roll_up_counts_what_speakers_say(client: TestClient) -> None:
    rolled = positions(client, party="russia", as_of=DAY)
    own = positions(client, party="russia", as_of=DAY, roll_up="false")
    assert len(rolled) == 27
    assert stands(own) == {
        ("russia", "demands", "d-no-nato"),
        ("russia", "rejects", "d-western-troops"),
        ("russia", "demands", "d-rosselkhozbank-relief"),
        ("russia", "rejects", "d-grain-deal"),
        ("russia", "demands", "d-nato-no-expansion"),
        ("russia", "accepts", "d-minsk-implementation"),
        ("russia", "demands", "d-territorial-concession"),
        ("russia", "rejects", "d-ukraine-integrity"),
    }
    assert all(row["voiced_by"] == [] for row in own)


@pytest.mark.parametrize(
    ("day", "total", "held"),
    [
        ("2013-12-31", 0, {}),
        ("2014-01-01", 0, {"seized": "may", "controls": "may"}),
        ("2018-12-01", 6, {"seized": "yes", "controls": "yes", "annexed": "yes"}),
        (DAY, 11, {"seized": "yes", "controls": "yes", "annexed": "yes", "claims": "yes"}),
    ],
)
def test_who_demands_and_who_holds_crimea(
    client: TestClient, day: str, total: int, held: dict[str, str]
) -> None:
    assert len(positions(client, asset="a-crimea", as_of=day)) == total
    asset = client.get("/v1/assets/Crimean peninsula", params={"as_of": day}).json()
    russian = {
        row["relation"]: row["holds"] for row in asset["holdings"] if row["party"]["id"] == "russia"
    }
    assert {name: truth for name, truth in russian.items() if truth != "no"} == held


FILTERS = [
    {"party": "Vladimir Putin"},
    {"asset": "a-four-oblasts"},
    {"stance": "offers"},
    {"polarity": "against"},
    {"addressed_to": "Moscow"},
    {"certainty": "low"},
    {"said_since": "2025-03"},
    {"said_before": "2015"},
    {"q": "prisoners putin"},
    {"dossier": "gerd"},
    {"known_at": "2000-01-01T00:00:00Z"},
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_filters_choose_among_finished_answers_and_change_none(
    client: TestClient, filters: dict[str, str]
) -> None:
    chosen = positions(client, as_of=DAY, **filters)
    everything = positions(client, as_of=DAY)
    if "dossier" in filters:  # the one that limits what is known
        assert stands(chosen) < stands(everything)
        return
    assert all(row in everything for row in chosen)
    assert len(chosen) < len(everything)
    assert bool(chosen) == ("known_at" not in filters)


def test_pages_join_to_the_whole_and_keep_their_pin(client: TestClient) -> None:
    whole = client.get("/v1/positions", params={"as_of": DAY, "limit": 1000}).json()
    found: list[Any] = []
    cursor: str | None = None
    while True:
        params = {"as_of": DAY, "limit": "40"} | ({"cursor": cursor} if cursor else {})
        page = client.get("/v1/positions", params=params).json()
        assert (page["total"], page["pin"]) == (whole["total"], whole["pin"])
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == whole["items"]


def test_every_assertion_of_the_article_is_answered_with_its_paragraph(client: TestClient) -> None:
    asked = 0
    for row in paragraphs():
        for name in row["claims"]:
            claim = client.get(f"/v1/claims/{name}", params={"dossier": "ukraine-2025"}).json()
            found = evidence(client, claim)
            cited = [part for part in found["sources"] if part["id"] == SOURCE]
            assert row["paragraph"] in named_by(cited[0]["locator"]), (row["paragraph"], name)
            asked += 1
    assert asked == 91


def evidence(client: TestClient, claim: dict[str, Any]) -> dict[str, Any]:
    """The claim as the question that it answers gives it: who demands, or who holds."""
    group = VOCABULARY.relations[claim["relation"]].group
    if group == "stance":
        items = positions(
            client,
            demand=claim["object"]["id"],
            party=claim["subject"]["id"],
            as_of=last_day(claim["said_on"]),
        )
        found = [part for item in items for part in item["claims"]]
    elif group == "holding":
        asset = client.get(f"/v1/assets/{claim['object']['id']}").json()
        found = [part for span in asset["holdings"] for part in span["claims"]]
    else:
        return claim
    [same] = [part for part in found if part["uid"] == claim["uid"]]
    return dict(same)


def last_day(said_on: str) -> str:
    """A day on which what was said on a date had been said."""
    return said_on if len(said_on) == 10 else f"{said_on}-28" if len(said_on) == 7 else said_on


def test_a_source_lists_its_claims_and_a_claim_its_sources(client: TestClient) -> None:
    source = client.get("/v1/sources/s-seed", params={"limit": 1000}).json()
    assert source["total"] == 68
    assert {claim["id"] for claim in source["claims"]} >= {"u001", "u056", "u249"}
    claim = client.get("/v1/claims/u022").json()
    assert claim["text"].startswith("Volodymyr Zelensky demands “Europe takes part")
    assert claim["quotes"] == [None]
    by_uid = client.get(f"/v1/claims/{claim['uid']}").json()
    for name in ("U022", claim["uid"].upper()):  # ids of things are found in capitals too
        assert client.get(f"/v1/claims/{name}").json() == claim
    assert by_uid == claim


COMMANDS = [
    (("positions", "--party", "russia", "--as-of", DAY), "/v1/positions?party=russia&as_of=" + DAY),
    (("positions", "--no-roll-up", "--limit", "3"), "/v1/positions?roll_up=false&limit=3"),
    (("claim", "u022"), "/v1/claims/u022"),
    (("source", "s-seed", "--limit", "5"), "/v1/sources/s-seed?limit=5"),
    (("asset", "Crimean peninsula", "--as-of", DAY), "/v1/assets/a-crimea?as_of=" + DAY),
]


@pytest.mark.parametrize(("command", "url"), COMMANDS, ids=lambda value: str(value)[:30])
def test_the_command_line_gives_the_same_bytes(
    client: TestClient, environment: dict[str, str], command: tuple[str, ...], url: str
) -> None:
    done = run_parley(*command, "--json", **environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout == client.get(url).content
    json.loads(done.stdout)


def test_cypher_on_the_command_line(client: TestClient, environment: dict[str, str]) -> None:
    assert client is not None
    query = "MATCH (p:Party {id: $id})-[r:DEMANDS]->(d) RETURN r.said_on AS day, d.id AS demand"
    query += " ORDER BY day, demand LIMIT 1"
    done = run_parley("cypher", query, "--param", "id=russia", "--format", "csv", **environment)
    assert done.stdout.decode().splitlines() == ["day,demand", "2021-12-17,d-nato-no-expansion"]
    table = run_parley("cypher", query, "--param", "id=russia", "--json", **environment)
    assert json.loads(table.stdout) == {
        "columns": ["day", "demand"],
        "rows": [["2021-12-17", "d-nato-no-expansion"]],
        "truncated": False,
    }
    refused = run_parley("cypher", "CREATE (n)", **environment)
    assert refused.returncode == 2
    assert b"only reading is allowed here" in refused.stderr


def test_status_says_what_is_there(client: TestClient, environment: dict[str, str]) -> None:
    assert client.get("/readyz").json()["release"] == 1
    status = json.loads(run_parley("status", "--json", **environment).stdout)
    assert {row["id"]: row["claims"] for row in status["dossiers"]} == {
        "gerd": 158,
        "ukraine-2025": 418,
    }
    assert (status["release"], status["edges"], status["loading"]) == (1, "done", False)
