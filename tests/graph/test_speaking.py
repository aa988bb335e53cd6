"""Roll-up: who speaks for whom on a date."""

from __future__ import annotations

from graph.dates import Period
from graph.model import Claim, Thing
from graph.speaking import Speakers
from tests.graph.build import claim

EVENTS = {
    "e-talks": Thing(
        id="e-talks",
        label="Event",
        name="Talks",
        start=Period.parse("2025-02-01"),
        end=Period.parse("2025-02-03"),
    )
}


def speaks(
    uid: str,
    voice: str,
    party: str,
    *,
    valid_from: str | None = None,
    valid_to: str | None = None,
    said_at: str | None = None,
) -> Claim:
    """A `speaks_for` claim said in 2025-01."""
    return claim(
        uid,
        voice,
        "speaks_for",
        party,
        "2025-01-01",
        valid_from=valid_from,
        valid_to=valid_to,
        said_at=said_at,
    )


def parties(claims: list[Claim], voice: str, said_on: str) -> tuple[str, ...]:
    """The parties that a voice stands for on a date."""
    return Speakers(claims, EVENTS).parties(voice, Period.parse(said_on))


def test_who_speaks_for_nobody_stands_for_itself() -> None:
    assert parties([], "aster", "2025") == ("aster",)


def test_a_chain_is_followed_to_its_end() -> None:
    chain = [
        speaks("1", "spokeswoman", "ministry", valid_from="2020"),
        speaks("2", "ministry", "state", valid_from="2000"),
    ]
    assert parties(chain, "spokeswoman", "2025-01-01") == ("state",)
    assert Speakers(chain, {}).voices("state") == {"state", "ministry", "spokeswoman"}
    assert Speakers(chain, {}).spoken_for("spokeswoman") == {"spokeswoman", "ministry", "state"}
    assert Speakers(chain, {}).spoken_for("state") == {"state"}


def test_a_tie_counts_if_it_covers_any_day_of_the_date() -> None:
    tie = [speaks("1", "envoy", "state", valid_from="2024-06-01", valid_to="2024-06-30")]
    assert parties(tie, "envoy", "2024") == ("state",)
    assert parties(tie, "envoy", "2024-06-30") == ("state",)
    assert parties(tie, "envoy", "2024-07") == ("envoy",)


def test_who_speaks_for_two_speaks_for_both() -> None:
    both = [
        speaks("1", "envoy", "b", valid_from="2020"),
        speaks("2", "envoy", "a", valid_from="2020"),
    ]
    assert parties(both, "envoy", "2025") == ("a", "b")


def test_a_loop_stops_at_the_first_repeat() -> None:
    loop = [speaks("1", "a", "b", valid_from="2020"), speaks("2", "b", "a", valid_from="2020")]
    assert parties(loop, "a", "2025") == ("b",)
    assert parties(loop, "b", "2025") == ("a",)
    assert Speakers(loop, {}).spoken_for("a") == {"a", "b"}


def test_without_bounds_a_tie_begins_when_it_is_said_at_the_latest() -> None:
    assert parties([speaks("1", "envoy", "state")], "envoy", "2024-12-31") == ("envoy",)
    assert parties([speaks("1", "envoy", "state")], "envoy", "2025-01-01") == ("state",)


def test_with_an_end_alone_a_tie_began_at_an_unknown_earlier_time() -> None:
    tie = [speaks("1", "envoy", "state", valid_to="2025-03-01")]
    assert parties(tie, "envoy", "1990") == ("state",)
    assert parties(tie, "envoy", "2025-03-02") == ("envoy",)


def test_a_tie_said_at_an_event_lasts_as_long() -> None:
    tie = [speaks("1", "envoy", "state", said_at="e-talks")]
    assert parties(tie, "envoy", "2025-02-03") == ("state",)
    assert parties(tie, "envoy", "2025-02-04") == ("envoy",)
