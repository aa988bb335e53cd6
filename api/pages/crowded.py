"""What pages show where so many speak about the same that not all can be compared at once."""

from __future__ import annotations

from api.pages.serving import Sight
from api.pages.templates import counted
from api.pages.words import Named, Sentence
from graph.crowd import Crowd

LISTED = 12


def most_spoken_of(sight: Sight, crowd: Crowd) -> list[tuple[Named, int]]:
    """The demands and assets about which most parties have spoken, and how many did."""
    snapshot = sight.opened.snapshot
    ordered = sorted(crowd.sizes.items(), key=lambda row: (-row[1], row[0]))
    return [
        (Named(snapshot.thing(name).label, name, snapshot.name(name)), size)
        for name, size in ordered[:LISTED]
    ]


def crowded_lead(crowd: Crowd) -> Sentence:
    """What there is, where conflicts are not counted."""
    who = counted(crowd.parties, "party", "parties")
    what = f"{len(crowd.sizes):,} demands and assets"
    return (f"{who} speak about {what}: choose one, to see who stands against whom over it.",)
