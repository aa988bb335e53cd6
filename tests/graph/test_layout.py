"""Where nodes stand: laws that hold of any picture."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.layout import Place, Plot, laid_out

Edges = list[tuple[str, str]]
PARTIES = [f"p-{number}" for number in range(12)]
DEMANDS = [f"d-{number}" for number in range(20)]
ASSETS = [f"a-{number}" for number in range(6)]
GAP = 14


def _plot(name: str) -> Plot:
    column = "pda".index(name[0])
    group = ("x", f"a-{int(name[2:]) % 6}") if name[0] == "d" else ("x",)
    return Plot(name, 200, 30 + 18 * (int(name[2:]) % 3), column, group)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list[Plot], Edges]:
    """Parties, what they want of each, and what that is about."""
    names = draw(st.lists(st.sampled_from([*PARTIES, *DEMANDS, *ASSETS]), min_size=1, unique=True))
    plots = [_plot(name) for name in names]
    pairs = list(combinations(sorted(names), 2))
    edges = draw(st.lists(st.sampled_from(pairs), max_size=60)) if pairs else []
    return plots, edges


@given(pictures())
@settings(max_examples=60)
def test_no_two_boxes_overlap(drawn: tuple[list[Plot], Edges]) -> None:
    """Every box has its own room, with a gap around it."""
    plots, edges = drawn
    places = laid_out(plots, edges)
    assert places.keys() == {plot.id for plot in plots}
    for one, other in combinations(plots, 2):
        across, down = _apart(places[one.id], places[other.id])
        beside = across >= (one.width + other.width) / 2
        assert beside or down >= (one.height + other.height) / 2 + GAP - 1


def _apart(one: Place, other: Place) -> Place:
    return abs(one[0] - other[0]), abs(one[1] - other[1])


@given(pictures(), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_in_which_things_come_does_not_matter(
    drawn: tuple[list[Plot], Edges], chance: object
) -> None:
    """Shuffled, doubled or turned round, the same things stand at the same places."""
    plots, edges = drawn
    shuffled = list(plots)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    turned = [(other, one) for one, other in edges] * 2
    assert laid_out(shuffled, turned) == laid_out(plots, edges)


@given(pictures(), st.sampled_from(PARTIES), st.sampled_from(DEMANDS))
@settings(max_examples=100)
def test_a_changed_claim_moves_the_rest_little(
    drawn: tuple[list[Plot], Edges], party: str, demand: str
) -> None:
    """A new line between a party and a demand moves the party; another by its room twice at most.

    Once for the room that it leaves above another, once for that which it takes below. None leaves
    its column, and demands, which are the spine, do not move at all.
    """
    plots, edges = drawn
    names = {plot.id for plot in plots}
    plots += [_plot(name) for name in (party, demand) if name not in names]
    edges = [pair for pair in edges if not _is_between_parties(pair)]
    before = laid_out(plots, edges)
    after = laid_out(plots, [*edges, (party, demand)])
    room = _plot(party).height + GAP
    for plot in plots:
        across, down = _apart(before[plot.id], after[plot.id])
        assert across == 0
        if plot.column == 1:
            assert down == 0
        elif plot.id != party:
            assert down <= 2 * room + 1, plot.id


def _is_between_parties(pair: tuple[str, str]) -> bool:
    return pair[0][0] == pair[1][0] == "p"


@given(pictures(), st.sampled_from(DEMANDS))
@settings(max_examples=60)
def test_a_new_demand_moves_the_rest_little(drawn: tuple[list[Plot], Edges], demand: str) -> None:
    """A node that comes without lines makes room for itself, and for no more."""
    plots, edges = drawn
    plots = [plot for plot in plots if plot.id != demand][:20]
    demands = [plot for plot in plots if plot.column == 1]
    if not 0 < len(demands) < 15:
        return
    kept = {plot.id for plot in plots}
    edges = [pair for pair in edges if set(pair) <= kept]
    before, after = laid_out(plots, edges), laid_out([*plots, _plot(demand)], edges)
    highest = max(plot.height for plot in [*plots, _plot(demand)]) + GAP
    for plot in plots:
        across, down = _apart(before[plot.id], after[plot.id])
        assert across == 0
        assert down <= highest + len(plots) * (highest - GAP - 30) + 1


def test_a_node_comes_as_near_as_it_can_to_what_it_is_joined_to() -> None:
    """Alone in its column it stands at the middle of its neighbours."""
    plots = [_plot(name) for name in ("d-0", "d-6", "d-12", "p-0")]
    places = laid_out(plots, [("p-0", "d-0"), ("p-0", "d-12")])
    assert places["p-0"][1] == (places["d-0"][1] + places["d-12"][1]) / 2


def test_nothing_and_one() -> None:
    """An empty picture has no places; one node has one."""
    assert laid_out([], []) == {}
    assert len(laid_out([replace(_plot("p-1"), column=7)], [])) == 1
