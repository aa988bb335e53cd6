"""Small random graphs for laws (PARLEY_FUZZ says how many)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from graph.conflicts import Sought
from graph.dates import Period, day_after, day_before
from graph.model import Claim
from graph.view import View
from tests.graph.build import claim
from tests.graph.remembered import view_of

PARTIES, DEMANDS, ASSETS = ("north", "south", "west"), ("d", "e"), ("coast", "port")
MOMENTS = tuple(f"2026-01-{day}T00:00:00.000000Z" for day in ("01", "10", "20"))
STRUCTURE = (
    claim("x", "d", "excludes", "e", None),
    claim("c", "d", "concerns", "port", None),
    claim("p", "port", "part_of", "coast", None),
    claim("s", "envoy", "speaks_for", "west", "2020-01-01", valid_from="2020", valid_to="2024-06"),
    claim("t", "clerk", "speaks_for", "envoy", "2020-01-01", valid_from="2020"),
)
DATES = (
    "2024",
    "2024-03",
    "2024-06",
    "2024-03-10",
    "2024-04-01",
    "2024-06-15",
    "2024-07-01",
    "2025",
)
EXAMPLES = int(os.environ.get("PARLEY_FUZZ", "100"))
START, END = date(2023, 12, 1), date(2026, 2, 1)

_EDGES = sorted(
    {
        day
        for period in map(Period.parse, DATES)
        for day in (day_before(period.first), period.first, period.last, day_after(period.last))
    }
)
# The days on which something may change, and those before and after, as often as any others.
Days = st.sampled_from(_EDGES) | st.dates(START, END)
People = st.sampled_from((*PARTIES, "envoy", "clerk"))
Dates = st.sampled_from(DATES)


@st.composite
def _claim(draw: st.DrawFn, number: int) -> Claim:
    sort = draw(st.sampled_from(("stance", "stance", "holding", "tie")))
    subject = draw(People)
    if sort == "stance":
        relation = draw(st.sampled_from(("demands", "offers", "rejects", "considers")))
        thing = draw(st.sampled_from(DEMANDS))
    elif sort == "holding":
        relation = draw(st.sampled_from(("controls", "claims", "recognises")))
        thing = draw(st.sampled_from(ASSETS))
    else:
        relation = draw(st.sampled_from(("mediates", "accuses")))
        thing = draw(People.filter(lambda name: name != subject))
    favour = draw(st.sampled_from(PARTIES)) if relation in ("recognises", "demands") else None
    valid_from = draw(st.none() | Dates) if sort != "stance" else None
    last = draw(st.none() | st.none() | Dates)
    begins = Period.parse(valid_from).first if valid_from else date.min
    valid_to = last if last and begins <= Period.parse(last).first else None
    return claim(
        f"{number}",
        subject,
        relation,
        thing,
        draw(Dates),
        valid_from=valid_from,
        valid_to=valid_to,
        in_favour_of=(favour,) if favour else (),
        addressed_to=("north",) if relation == "demands" else (),
    )


@st.composite
def _mediation(draw: st.DrawFn) -> Sequence[Claim]:
    """A dual role, which chance alone seldom makes: two over d, between whom another mediates."""
    one, other, mediator = draw(st.permutations(PARTIES))
    said = (
        (one, "demands", "d"),
        (other, "rejects", "d"),
        (mediator, "mediates", one),
        (mediator, "mediates", other),
        (mediator, "accuses", one),
    )
    return [claim(f"m{number}", *row, draw(Dates)) for number, row in enumerate(said)]


@st.composite
def claims(draw: st.DrawFn) -> Sequence[Claim]:
    """Up to a dozen claims, in half of all graphs a dual role, and those of the structure."""
    mediation = draw(st.just(()) | _mediation())
    count = draw(st.integers(0, 12))
    return (*STRUCTURE, *mediation, *(draw(_claim(number)) for number in range(count)))


def graphs() -> st.SearchStrategy[View]:
    """A view of up to a dozen claims."""
    return claims().map(lambda rows: view_of(*rows))


def sought() -> st.SearchStrategy[Sought]:
    """A question for conflicts: of anybody, over anything, of any kind."""
    return st.builds(
        Sought,
        st.none() | People,
        st.none() | st.sampled_from(ASSETS),
        st.none() | st.sampled_from(DEMANDS),
        st.sampled_from((None, None, "opposed", "exclusive", "rival_holding", "dual_role")),
        st.booleans(),
    )
