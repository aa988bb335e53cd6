"""Which things a picture has room for."""

from __future__ import annotations

from graph.model import Thing
from graph.room import room
from graph.vocabulary import Label

NAMES: dict[Label, tuple[str, ...]] = {
    "Party": ("aster", "basil", "clover", "daisy"),
    "Demand": ("d-1", "d-2", "d-3", "d-4", "d-5", "d-6"),
    "Asset": ("a-1", "a-2"),
}
THINGS = {
    name: Thing(id=name, label=label, name=name) for label, names in NAMES.items() for name in names
}
PAIRS = [
    *(("aster", f"d-{number}") for number in range(1, 7)),
    *(("basil", f"d-{number}") for number in (1, 2, 3)),
    *(("clover", "d-6"), ("daisy", "d-5")),
    *(("d-1", "a-1"), ("d-2", "a-1"), ("d-5", "a-2")),
]


def test_all_that_there_is_room_for_is_kept() -> None:
    """Nothing is left out of a small picture."""
    kept, left_out = room(THINGS, PAIRS, (), 40)
    assert kept == set(THINGS)
    assert left_out == []


def test_what_is_in_most_comes_first_and_each_label_has_its_share() -> None:
    """Of twelve, five: the two busiest parties, two that both speak of, what these are about."""
    kept, left_out = room(THINGS, PAIRS, (), 5)
    assert kept == {"aster", "basil", "d-1", "d-2", "a-1"}
    assert {thing.id for thing in left_out} == set(THINGS) - kept
    assert left_out[0].id == "d-5"


def test_an_anchor_always_has_room() -> None:
    """What a page is about is drawn, however little there is of it."""
    kept, _ = room(THINGS, PAIRS, ("daisy",), 3)
    assert "daisy" in kept
    assert len(kept) == 3


def test_never_more_than_asked_for() -> None:
    """One to twelve: as many as there may be, and what is kept or left out is all."""
    for most in range(1, 13):
        kept, left_out = room(THINGS, PAIRS, (), most)
        assert len(kept) == most
        assert kept | {thing.id for thing in left_out} == set(THINGS)
