"""A dual role is met on the days on which it has a proof, and on no others."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.contention import dual_roles
from graph.dates import day_before
from graph.model import Claim
from tests.graph.build import claim
from tests.graph.drawn import ASSETS, DATES, DEMANDS, EXAMPLES
from tests.graph.remembered import view_of

CONFLICT = (
    claim("1", "go", "mediates", "north", "2024-01-05", valid_from="2024"),
    claim("2", "go", "mediates", "south", "2024-01-05", valid_from="2024-03-10"),
    claim("3", "north", "demands", "d", "2024-03-15"),
    claim("4", "south", "rejects", "d", "2024-04-01"),
    claim("5", "north", "controls", "port", "2024-03-15", valid_from="2024-06", valid_to="2025"),
    claim("6", "south", "claims", "port", "2024-03-15", valid_from="2024-06-15"),
)


@st.composite
def stakes(draw: st.DrawFn, number: int) -> Claim:
    """What may give the mediator a stake, or end it."""
    relation = draw(st.sampled_from(("demands", "rejects", "considers", "controls", "accuses")))
    things = {"controls": ASSETS, "accuses": ("north", "west")}.get(relation, (*DEMANDS, "f"))
    gains = relation == "demands" and draw(st.booleans())
    return claim(
        f"m{number}",
        "go",
        relation,
        draw(st.sampled_from(things)),
        draw(st.sampled_from(DATES)),
        valid_to=draw(st.none() | st.just("2025-06")),
        in_favour_of=("go",) if gains else (),
        addressed_to=draw(st.sampled_from(((), ("south",)))) if gains else (),
        about=draw(st.sampled_from(((), ("port",)))) if gains else (),
    )


@settings(max_examples=EXAMPLES)
@given(st.data(), st.integers(0, 4))
def test_it_is_met_where_it_has_a_proof(data: st.DataObject, count: int) -> None:
    claims = [data.draw(stakes(number)) for number in range(count)]
    [role] = dual_roles(view_of(*CONFLICT, *claims), roll_up=True)
    for day in role.days():
        for near in (day, day_before(day), day + timedelta(30)):
            assert role.is_met(near) == (role.at(near) is not None)
