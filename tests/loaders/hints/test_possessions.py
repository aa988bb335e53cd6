"""Possessions that another party's has overtaken: found by bisection as by looking at each."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graph.dates import Period
from loaders.staging import StagedClaim
from loaders.warnings import _overtaken


@st.composite
def possessions(draw: st.DrawFn) -> list[StagedClaim]:
    """Possessions of one asset by three parties, in the order of their ids."""
    found = []
    for number in range(draw(st.integers(0, 9))):
        content = {
            "subject": draw(st.sampled_from(["aster", "basil", "clover"])),
            "said_on": draw(st.sampled_from(["2030", "2031-02", "2030-05-01", "0001"])),
        }
        if draw(st.booleans()):
            content["valid_from"] = draw(st.sampled_from(["2029", "2030-05", "2031", "2033-01-01"]))
        if not draw(st.integers(0, 3)):
            content["valid_to"] = "2034"
        found.append(StagedClaim("harbour", f"c{number}", "", "controls", content, "claims:1"))
    return found


def begin(claim: StagedClaim) -> Period:
    """When a possession begins."""
    return Period.parse(claim.content.get("valid_from") or claim.content["said_on"])


@given(possessions())
def test_each_open_one_is_told_with_the_first_that_begins_later(claims: list[StagedClaim]) -> None:
    expected = []
    for claim in claims:
        others = [row for row in claims if row.content["subject"] != claim.content["subject"]]
        later = [row for row in others if begin(claim).certainly_before(begin(row))]
        if later and "valid_to" not in claim.content:
            expected.append((claim.id, later[0].id))
    assert [(one.id, other.id) for one, other in _overtaken(claims)] == expected


def test_very_many_take_no_longer_than_their_number() -> None:
    """In the order of time each is overtaken by the next: comparing all with all would not end."""
    first = date(1900, 1, 1).toordinal()
    claims = [
        StagedClaim(
            "harbour",
            f"c{number:06}",
            "",
            "controls",
            {
                "subject": ("aster", "basil")[number % 2],
                "said_on": date.fromordinal(first + number).isoformat(),
            },
            "claims:1",
        )
        for number in range(30_000)
    ]
    found = [(one.id, other.id) for one, other in _overtaken(claims)]
    assert found == [(one.id, other.id) for one, other in pairwise(claims)]
