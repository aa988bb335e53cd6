"""What pages say of the shipped dossiers: sentences, tables, proofs and lists."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.api.pages.test_routes import shown

# One Neo4j suffices: the rest of the tests show that both versions answer alike.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")

DAY = "as_of=2025-03-18&dossier=ukraine-2025"


def test_the_way_in_says_what_is_contested_and_by_whom(client: TestClient) -> None:
    page = shown(client, f"/?{DAY}")
    conflicts = client.get(f"/v1/conflicts?{DAY}&limit=1000").json()["items"]
    between = [row for row in conflicts if row["kind"] != "dual_role"]
    parties = {one["id"] for row in between for one in row["parties"]}
    told = f"On 18 March 2025, {len(parties)} parties were in {len(between)} conflicts"
    assert page.lead.startswith(told)
    assert "Russia and Ukraine most often" in page.lead
    for heading in ("Most contested demands", "Most contested assets", "What changed last"):
        assert heading in page.text
    assert "Mediators with a stake of their own" in page.text


def test_the_last_changes_are_those_of_the_api(client: TestClient) -> None:
    page = shown(client, f"/?{DAY}")
    [changes] = page.with_class("changes")
    items = client.get(f"/v1/changes?since=1000-01-01&{DAY}&limit=1000").json()["items"]
    last = max(row["day"] for row in items)
    assert last == "2025-03-18"
    assert changes.text.strip().startswith("18 March 2025")
    told = [item for item in items if item["day"] == last][:12]
    shown_first = " ".join(changes.text.split())
    assert sum(row["text"].split(": ", 1)[1] in shown_first for row in told) >= min(12, len(told))


def test_the_conflicts_page_names_the_mediator_with_a_stake(client: TestClient) -> None:
    page = shown(client, f"/conflicts?{DAY}")
    assert page.lead == (
        "On 18 March 2025, there were 28 conflicts between 10 parties, most of them between "
        "Russia and Ukraine, as over “Ukraine becomes (or stays on the way to become) a NATO "
        "member”; United States mediated between Russia and Ukraine and had a stake of its own."
    )


def test_a_conflict_of_which_no_day_is_known_has_none_in_the_table(client: TestClient) -> None:
    """Its row says what its sentence says: since some time in 2024, not since a day of it."""
    page = shown(client, f"/conflicts?{DAY}&party=nato")
    rows = [" ".join(row.text.split()) for row in page.all("tr")]
    coarse = [row for row in rows if "since some time in 2024." in row]
    assert coarse
    assert all("since some time in 2024. 2024 " in row for row in coarse)


def test_every_conflict_stands_with_its_proof(client: TestClient) -> None:
    page = shown(client, f"/conflicts?{DAY}&kind=dual_role")
    [answer] = client.get(f"/v1/conflicts?{DAY}&kind=dual_role").json()["items"]
    [proof] = page.with_class("proof")
    told = " ".join(proof.text.split())
    for claim in answer["claims"]:
        assert claim["id"] in told
        if claim["reported_by"]:
            assert f"reported by {claim['reported_by']}" in told
        for source in claim["sources"]:
            assert source["title"] in told


def test_conflicts_are_listed_page_by_page(client: TestClient) -> None:
    first = shown(client, f"/conflicts?{DAY}")
    total = client.get(f"/v1/conflicts?{DAY}&limit=1").json()["total"]
    found = first.with_class("conflict-text")
    [onwards] = [row for row in first.all("a") if row.attributes.get("rel") == "next"]
    second = shown(client, onwards.attributes["href"]).with_class("conflict-text")
    assert len(found) + len(second) == total
    assert not {row.text for row in found} & {row.text for row in second}


def test_certainty_chooses_among_conflicts(client: TestClient) -> None:
    items = client.get(f"/v1/conflicts?{DAY}&limit=1000").json()["items"]
    low = [row for row in items if any(one["certainty"] == "low" for one in row["claims"])]
    page = shown(client, f"/conflicts?{DAY}&certainty=low")
    assert len(page.with_class("conflict-text")) == len(low)


def test_a_demand_says_who_is_for_and_against_it(client: TestClient) -> None:
    page = shown(client, f"/demands/d-europe-at-table?{DAY}")
    assert page.lead == (
        "On 18 March 2025, European allies of Ukraine and the US, European Union and Ukraine were "
        "for it; United States was against it. It was last spoken of on 18 March 2025."
    )
    assert "last said 15 February 2025" in " ".join(page.text.split())


def test_the_table_is_what_the_api_says_of_the_day(client: TestClient) -> None:
    page = shown(client, f"/demands/d-europe-at-table?{DAY}")
    rows = [row for row in page.all("tr") if "data-edge" in row.attributes]
    items = client.get(f"/v1/positions?demand=d-europe-at-table&{DAY}").json()["items"]
    cells = [" ".join(row.text.split()) for row in rows]
    for item in items:
        begin = f"{item['party']['name']} {item['stance']} {item['demand']['text']}"
        assert any(cell.startswith(begin) for cell in cells), begin


def test_an_asset_says_who_has_it_and_who_had_it(client: TestClient) -> None:
    page = shown(client, "/assets/a-znpp?as_of=2025-03-18")
    assert page.lead.startswith(
        "On 18 March 2025, Russia possessed Zaporizhzhia nuclear power plant and claimed it as its "
        "own; 9 demands concerned it, and "
    )
    assert "Ukraine controls it" in " ".join(page.text.split())


def test_a_speaker_is_told_by_whom_it_speaks_for(client: TestClient) -> None:
    page = shown(client, f"/parties/zelensky?{DAY}")
    assert page.lead.startswith("On 18 March 2025, Volodymyr Zelensky spoke for Ukraine (")


def test_a_route_is_read_aloud_with_its_claims(client: TestClient) -> None:
    asked = "from=european-union&to=a-znpp&as_of=2025-12-31"
    page = shown(client, f"/paths?{asked}")
    items = client.get(f"/v1/paths?{asked}&limit=12").json()["items"]
    steps = items[0]["length"]
    assert f"are {steps} steps apart" in page.lead or f"were {steps} steps apart" in page.lead
    [routes] = page.with_class("routes")
    assert items[0]["text"] in " ".join(routes.text.split())


def test_a_claim_has_its_words_day_reporter_certainty_and_sources(client: TestClient) -> None:
    page = shown(client, "/claims/u022")
    answer = client.get("/v1/claims/u022").json()
    assert page.lead == (
        "Said on 18 March 2025, reported by Zelensky statement, with medium certainty; "
        "1 source says so."
    )
    assert answer["paraphrase"] in page.text
    assert answer["sources"][0]["title"] in page.text
    assert answer["uid"] in page.text


def test_a_source_lists_its_claims_in_pages(client: TestClient) -> None:
    page = shown(client, "/sources/s-seed")
    total = client.get("/v1/sources/s-seed").json()["total"]
    assert f"{total} claims rest on it" in page.lead
    [onwards] = [row for row in page.all("a") if row.attributes.get("rel") == "next"]
    assert shown(client, onwards.attributes["href"]).with_class("claim-text")


def test_a_search_finds_things_and_claims(client: TestClient) -> None:
    page = shown(client, "/search?q=crimea")
    total = client.get("/v1/search?q=crimea").json()["total"]
    assert page.lead == f"{total} things and claims bear these words, best first."
    assert any(link.startswith("/assets/a-crimea") for link in page.links)
    assert "Nothing bears these words" in shown(client, "/search?q=zzzz").lead


def test_what_was_not_known_yet_is_not_shown(client: TestClient) -> None:
    page = shown(client, "/?known_at=2001-01-01T00:00:00Z")
    assert "nothing is contested" in page.lead
    assert "Nothing had been published" in page.text


def test_the_picture_comes_as_one_file_too(client: TestClient) -> None:
    answer = client.get("/demands/d-europe-at-table?as_of=2025-03-18&download=html")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == (
        'attachment; filename="parley-demands-d-europe-at-table.html"'
    )
    assert "Europe takes part in the peace talks" in answer.text
