"""What must hold between answers, over the shipped dossiers, on every engine."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

import pytest
from starlette.testclient import TestClient

DAYS = ("2014-03-20", "2022-10-01", "2025-03-18", "2025-12-31")
Items = list[dict[str, Any]]


def asked(client: TestClient, path: str, **filters: Any) -> Items:
    """All items that a question gets."""
    answer = client.get(f"/v1/{path}", params={"limit": 1000, **filters})
    assert answer.status_code == 200, answer.text
    items: Items = answer.json()["items"]
    assert answer.json()["total"] == len(items) <= 1000
    return items


def ids(things: Items) -> list[str]:
    """The ids of things."""
    return [thing["id"] for thing in things]


def key(conflict: dict[str, Any]) -> tuple[Any, ...]:
    """What a conflict is, apart from its proof."""
    things = (tuple(ids(conflict[name])) for name in ("parties", "demands", "assets"))
    return (conflict["kind"], *things)


CONFLICT_FILTERS = [
    {"party": "russia"},
    {"party": "volodymyr-zelensky"},
    {"asset": "a-four-oblasts"},
    {"asset": "a-gerd"},
    {"demand": "d-ukraine-nato"},
    *({"kind": kind} for kind in ("opposed", "exclusive", "rival_holding", "dual_role")),
    {"party": "ukraine", "asset": "a-crimea"},
    {"party": "united-states", "kind": "dual_role"},
]


def chosen(conflict: dict[str, Any], filters: dict[str, str], parts: set[str]) -> bool:
    """Whether a conflict of the whole list passes the filters."""
    voices = {claim["voiced_by"]["id"] for claim in conflict["claims"] if claim["voiced_by"]}
    people = voices.union(ids(conflict["parties"]))
    return (
        filters.get("kind") in (None, conflict["kind"])
        and ("party" not in filters or filters["party"] in people)
        and ("demand" not in filters or filters["demand"] in ids(conflict["demands"]))
        and ("asset" not in filters or not parts.isdisjoint(ids(conflict["assets"])))
    )


def parts_of(client: TestClient, asset: str | None) -> set[str]:
    """An asset and all its parts."""
    if asset is None:
        return set()
    parts = client.get(f"/v1/assets/{asset}").json()["parts"]
    return {asset}.union(*(parts_of(client, part["id"]) for part in parts))


@pytest.mark.parametrize("filters", CONFLICT_FILTERS, ids=str)
def test_filters_choose_among_finished_conflicts_and_change_none(
    client: TestClient, filters: dict[str, str]
) -> None:
    parts = parts_of(client, filters.get("asset"))
    for day in DAYS[1:3]:
        everything = asked(client, "conflicts", as_of=day)
        found = asked(client, "conflicts", as_of=day, **filters)
        assert found == [row for row in everything if chosen(row, filters, parts)], day
    assert asked(client, "conflicts", as_of="2025-03-18", kind=filters.get("kind", "opposed"))


def test_conflicts_follow_from_positions(client: TestClient) -> None:
    """Opposed and exclusive conflicts, worked out anew from the positions over HTTP."""
    excluded = {
        frozenset((row["subject"]["id"], row["object"]["id"]))
        for row in asked(client, "claims", kind="excludes")
    }
    for day, roll_up in product(DAYS, ("true", "false")):
        positions = asked(client, "positions", as_of=day, roll_up=roll_up)
        stands = {(row["party"]["id"], row["demand"]["id"]): row["polarity"] for row in positions}
        expected = set()
        for (one, demand), (other, against) in product(stands, stands):
            poles = (stands[one, demand], stands[other, against])
            pair = tuple(sorted((one, other)))
            if one < other and demand == against and sorted(poles) == ["against", "for"]:
                expected.add(("opposed", pair, (demand,)))
            if one != other and poles == ("for", "for") and {demand, against} in excluded:
                expected.add(("exclusive", pair, tuple(sorted((demand, against)))))
        found = asked(client, "conflicts", as_of=day, roll_up=roll_up)
        shown = {key(row)[:3] for row in found if row["kind"] in ("opposed", "exclusive")}
        assert shown == expected
        assert len(found) == len({key(row) for row in found})


@pytest.mark.parametrize("group", ["pair", "asset"])
def test_groups_hold_the_same_proofs(client: TestClient, group: str) -> None:
    single = asked(client, "conflicts", as_of="2025-03-18")
    items = asked(client, "conflicts", as_of="2025-03-18", group=group)
    names = "parties" if group == "pair" else "assets"
    keys = [(row["kind"], *ids(row[names])) for row in items]
    assert len(keys) == len(set(keys))
    counted = [row for row in single if group == "pair" or row["assets"]]
    assert {uid(c) for row in items for c in row["claims"]} == {
        uid(c) for row in counted for c in row["claims"]
    }
    for row in items:
        mine = [one for one in single if row["kind"] == one["kind"] and covers(one, row, names)]
        assert row["since"] == min(one["since"] for one in mine)
        assert row["certain"] == any(one["certain"] for one in mine)


def covers(one: dict[str, Any], group: dict[str, Any], names: str) -> bool:
    """Whether a conflict belongs to a group."""
    if names == "parties":
        return ids(one["parties"]) == ids(group["parties"])
    return group["assets"][0]["id"] in ids(one["assets"])


def uid(claim: dict[str, Any]) -> str:
    """The uid of a claim in brief."""
    return str(claim["uid"])


@pytest.mark.parametrize("day", DAYS)
def test_the_timeline_of_a_day_is_what_holds_on_it(client: TestClient, day: str) -> None:
    spans = asked(client, "timeline", since=day, until=day)
    for span in spans:
        assert (span["first"] or "") <= day <= (span["last"] or "9999")
    positions = asked(client, "positions", as_of=day)
    assert Counter(
        (row["party"]["id"], row["demand"]["id"], row["stance"]) for row in positions
    ) == Counter(
        (row["position"]["party"]["id"], row["position"]["demand"]["id"], row["position"]["stance"])
        for row in spans
        if row["kind"] == "position"
    )
    conflicts = {key(row) for row in asked(client, "conflicts", as_of=day)}
    assert conflicts == {key(row["conflict"]) for row in spans if row["kind"] == "conflict"}


@pytest.mark.parametrize(("first", "last"), [(DAYS[0], DAYS[1]), (DAYS[2], DAYS[3])])
def test_changes_lead_from_one_day_to_the_other(client: TestClient, first: str, last: str) -> None:
    """What held on the first day, less what ended, with what began, is what holds on the last."""
    after = f"{first[:-2]}{int(first[-2:]) + 1:02}"
    held = {conflict[:3] for conflict in map(plain, asked(client, "conflicts", as_of=first))}
    for change in asked(client, "changes", since=after, until=last, kind="conflict"):
        if change["change"] == "began":
            assert plain(change["conflict"])[:3] not in held
            held.add(plain(change["conflict"])[:3])
        else:
            assert change["change"] == "ended"
            held.remove(plain(change["conflict"])[:3])
    assert held == {plain(row)[:3] for row in asked(client, "conflicts", as_of=last)}


def plain(conflict: dict[str, Any]) -> tuple[Any, ...]:
    """A conflict's key; what a dual role is over changes with time."""
    found = key(conflict)
    return (*found[:2], ()) if found[0] == "dual_role" else found


def test_positions_change_as_changes_say(client: TestClient) -> None:
    first, last = "2025-03-01", "2025-04-30"
    before = stands(asked(client, "positions", as_of="2025-02-28"))
    for change in asked(client, "changes", since=first, until=last, kind="position"):
        position = change["position"]
        where = (position["party"]["id"], position["demand"]["id"])
        if change["change"] == "ended":
            before.pop(where)
        else:
            before[where] = position["stance"]
    now = stands(asked(client, "positions", as_of=last))
    # One that moved to another demand has left the first, which its sentence names.
    assert {where: before[where] for where in now} == now
    assert before.keys() - now.keys() == {("united-states", "d-ukraine-integrity")}


def stands(positions: Items) -> dict[tuple[str, str], str]:
    """Stances by party and demand."""
    return {(row["party"]["id"], row["demand"]["id"]): row["stance"] for row in positions}


@pytest.mark.parametrize("dossier", ["gerd", "ukraine-2025"])
def test_since_is_the_first_day_on_which_it_holds(client: TestClient, dossier: str) -> None:
    day = {"gerd": "2021-04-06", "ukraine-2025": "2025-03-18"}[dossier]
    for row in asked(client, "conflicts", as_of=day, dossier=dossier):
        on = asked(client, "conflicts", as_of=row["since"], dossier=dossier)
        assert plain(row) in map(plain, on)
        before = asked(client, "conflicts", as_of=day_before(row["since"]), dossier=dossier)
        assert plain(row) not in map(plain, before)


def day_before(day: str) -> str:
    """The day before, as text."""
    from datetime import date, timedelta  # noqa: PLC0415

    return (date.fromisoformat(day) - timedelta(1)).isoformat()


@pytest.mark.parametrize("label", ["parties", "assets", "demands", "events", "sources", "claims"])
def test_every_thing_of_a_list_has_a_view_of_its_own(client: TestClient, label: str) -> None:
    items = client.get(f"/v1/{label}", params={"limit": 1000}).json()["items"]
    assert items
    for item in items[:: max(1, len(items) // 12)]:
        name = item.get("uid") or item["id"]
        single = client.get(f"/v1/{label}/{name}").json()
        assert {field: single[field] for field in item} == item


def test_lists_know_their_dossier_and_their_moment(client: TestClient) -> None:
    counts = {}
    for label in ("parties", "assets", "demands", "events", "sources"):
        each = [len(asked(client, label, dossier=name)) for name in ("ukraine-2025", "gerd")]
        counts[label] = each
        assert asked(client, label, known_at="2000-01-01T00:00:00Z") == []
    assert counts == {
        "parties": [54, 22],
        "assets": [42, 12],
        "demands": [95, 34],
        "events": [26, 13],
        "sources": [190, 85],
    }
    for dossier, claims in (("ukraine-2025", 250), ("gerd", 93)):
        assert len(asked(client, "claims", dossier=dossier)) == claims
    assert len(asked(client, "claims", group="structure")) == 168 + 65


def test_search_folds_accents_and_apostrophes_and_puts_the_best_first(client: TestClient) -> None:
    best = asked(client, "search", q="RUSSIA")[0]
    assert (best["label"], best["id"]) == ("Party", "russia")
    assert asked(client, "search", q="antonio costa")[0]["id"] == "antonio-costa"
    straight, curly = (
        asked(client, "search", q=f"ukraine{sign}s membership") for sign in ("'", "\u2019")
    )
    assert straight == curly != []
    claims = asked(client, "search", q="europe sit at the table", label="Claim")
    assert "Europe sit at the table" in claims[0]["text"]
    assert asked(client, "search", q="no such words anywhere") == []
