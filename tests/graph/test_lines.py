"""How lines run: laws that hold of any picture."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.layout import Place, Plot, laid_out
from graph.lines import MOST_LED_AROUND, Line, Way, ways
from tests.graph.test_layout import ASSETS, DEMANDS, PARTIES

KEYS = ("for", "opposed", "title")
BRACKET = 5
Drawn = tuple[list[Plot], dict[str, Place], list[Line]]


def _plot(name: str, lines: int = 0) -> Plot:
    """A party's sides are round, an asset's come to a point."""
    number = int(name[2:])
    column = "pda".index(name[0])
    group = ("x", f"a-{number % 6}") if name[0] == "d" else ("x",)
    height = max(30 + 18 * (number % 3), 5 * lines)
    cut = {"p": 24, "d": 3, "a": 14}[name[0]]
    return Plot(name, 200 + number % 2, height, column, group, cut, name[0] == "a")


@st.composite
def drawings(draw: st.DrawFn) -> Drawn:
    """Parties, demands and assets at their places, and lines of three sorts among them."""
    names = draw(
        st.lists(
            st.sampled_from([*PARTIES, *DEMANDS, *ASSETS]), min_size=2, max_size=30, unique=True
        )
    )
    pairs = st.sampled_from(list(combinations(sorted(names), 2)))
    rows = draw(st.lists(st.tuples(pairs, st.sampled_from(KEYS)), max_size=40, unique=True))
    lines = [Line(f"{key}:{one}:{other}", one, other) for (one, other), key in rows]
    plots = [_plot(name, sum(name in line[1:] for line in lines)) for name in names]
    return plots, laid_out(plots, [line[1:] for line in lines]), lines


@given(drawings())
@settings(max_examples=80)
def test_a_line_begins_and_ends_at_the_sides_of_its_nodes(drawn: Drawn) -> None:
    """Between the corners, within a pixel of the outline's box."""
    plots, places, lines = drawn
    boxes = {plot.id: plot for plot in plots}
    found = ways(plots, places, lines)
    assert found.keys() == {line.id for line in lines}
    for line in lines:
        way = found[line.id]
        for name, (x, y) in ((line.source, way[:2]), (line.target, way[-2:])):
            across, down = abs(x - places[name][0]), abs(y - places[name][1])
            assert boxes[name].width / 2 - 25 <= across <= boxes[name].width / 2 + 1
            assert down <= boxes[name].height / 2


@given(drawings())
@settings(max_examples=80)
def test_no_line_is_led_through_a_box(drawn: Drawn) -> None:
    """Where a line passes a lane it is level, and between two of its boxes."""
    plots, places, lines = drawn
    for line_id, way in ways(plots, places, lines).items():
        if len(way) == BRACKET:
            continue
        points = list(zip(way[::2], way[1::2], strict=True))
        for (x, y), (next_x, next_y) in zip(points[1:-1:2], points[2:-1:2], strict=True):
            assert y == next_y
            for plot in plots:
                middle_x, middle_y = places[plot.id]
                if min(x, next_x) < middle_x < max(x, next_x):
                    assert abs(y - middle_y) >= plot.height / 2, (line_id, plot.id)


@given(drawings())
@settings(max_examples=80)
def test_lines_are_told_apart(drawn: Drawn) -> None:
    """No two lines run the same way, and no two brackets of one lane lie on one another."""
    plots, places, lines = drawn
    found = ways(plots, places, lines)
    assert len(set(found.values())) == len(found)
    brackets = [way for way in found.values() if len(way) == BRACKET]
    for one, other in combinations(brackets, 2):
        if one[2] == other[2]:
            first, second = sorted((sorted((one[1], one[4])), sorted((other[1], other[4]))))
            assert first[1] <= second[0]


@given(drawings(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_in_which_lines_come_does_not_matter(drawn: Drawn, chance: object) -> None:
    plots, places, lines = drawn
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ways(plots[::-1], places, shuffled) == ways(plots, places, lines)


def _drawn(names: list[str], pairs: list[tuple[str, str]]) -> tuple[dict[str, Place], list[Way]]:
    plots = [_plot(name) for name in names]
    places = laid_out(plots, pairs)
    lines = [Line(str(place), *pair) for place, pair in enumerate(pairs)]
    found = ways(plots, places, lines)
    return places, [found[line.id] for line in lines]


def test_lines_leave_a_side_in_the_order_of_where_they_lead() -> None:
    """So none crosses another there: the highest leads highest."""
    demands = ["d-0", "d-6", "d-12"]
    places, found = _drawn(["p-0", *demands], [("p-0", name) for name in demands])
    order = sorted(range(3), key=lambda place: places[demands[place]][1])
    assert order == sorted(range(3), key=lambda place: found[place][1])


def test_brackets_of_the_same_two_run_next_to_each_other() -> None:
    """Two between neighbours are inside, and one past both is outside of them."""
    places, found = _drawn(
        ["p-0", "p-1", "p-2"], [("p-0", "p-1"), ("p-1", "p-0"), ("p-0", "p-2"), ("p-1", "p-2")]
    )
    middle = sorted(places, key=lambda name: places[name][1])[1]
    assert middle == "p-1"
    assert {len(way) for way in found} == {BRACKET}
    tracks = [way[2] for way in found]
    assert abs(tracks[0] - tracks[1]) < 12
    assert tracks[2] == min(tracks)
    assert all(track < places["p-0"][0] - 100 for track in tracks)


def test_a_large_picture_has_short_ways() -> None:
    """Seen from far away, ways around boxes are not told: two ends suffice."""
    names = [f"d-{number}" for number in range(MOST_LED_AROUND)]
    _, found = _drawn(["p-0", *names], [("p-0", name) for name in names])
    assert {len(way) for way in found} == {4}
    _, few = _drawn(["p-0", *names[:40]], [("p-0", name) for name in names[:40]])
    assert max(len(way) for way in few) > 4


def test_no_lines_have_no_ways() -> None:
    assert ways([], {}, []) == {}
