"""What the legend of a picture offers: the sorts of nodes and lines, their names and dashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.pages.shapes import LOOKS
from graph.pictures import Picture, Spot
from graph.stretches import relation_verb

CONFLICTS = ("opposed", "exclusive", "rival_holding", "dual_role")
STRUCTURE = ("concerns", "excludes", "part_of")
_CROWD = 6

_NODES = {
    "Party": "parties",
    "mediator": "mediators with a stake of their own",
    "Demand": "demands",
    "Asset": "assets",
    "Event": "events",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A sort of line: its name, its part of the legend, and its pattern of dashes and gaps."""

    name: str
    part: str
    dash: list[int] = field(default_factory=list)


_EDGES: Mapping[str, Key] = {
    "opposed": Key("opposed", "Conflicts"),
    "exclusive": Key("want what excludes each other", "Conflicts", [10, 5]),
    "rival_holding": Key("rival holding", "Conflicts", [14, 4, 3, 4]),
    "dual_role": Key("mediates with a stake of its own", "Conflicts", [3, 5]),
    "for": Key("for", "Positions"),
    "against": Key("against", "Positions", [8, 6]),
    "open": Key("undecided", "Positions", [2, 5]),
    "other": Key("threatens", "Positions", [10, 3, 2, 3]),
    "disputed": Key("says both yes and no", "Positions", [4, 4]),
    "possession": Key("possesses", "Holdings"),
    "title": Key("claims as its own", "Holdings", [9, 4]),
    "use": Key("uses", "Holdings", [2, 4]),
    "view": Key("recognises", "Holdings", [3, 7]),
    "mediates": Key("mediates with", "Ties", [6, 3]),
    "allied_with": Key("is allied with", "Ties"),
    "member_of": Key("is a member of", "Ties", [2, 3]),
    "speaks_for": Key("speaks for", "Ties", [1, 3]),
    "sanctions": Key("sanctions", "Ties", [10, 3, 3, 3]),
    "distrusts": Key("distrusts", "Ties", [4, 3]),
    "accuses": Key("accuses", "Ties", [8, 2, 2, 2]),
    "concerns": Key("concerns", "Structure", [1, 4]),
    "excludes": Key("excludes", "Structure", [12, 3, 2, 3]),
    "part_of": Key("is part of", "Structure", [1, 7]),
}


def key_of(name: str) -> Key:
    """What is known of a legend's key; a relation without a row of its own is a tie."""
    return _EDGES.get(name) or Key(relation_verb(name), "Ties", [6, 3])


def sort_of(spot: Spot) -> str:
    """The legend's key of a node."""
    return "mediator" if spot.is_mediator else spot.thing.label


def legend_of(picture: Picture) -> dict[str, Any]:
    """The rows of the legend: what of each sort there is, in a fixed order."""
    nodes = {sort_of(spot) for spot in picture.spots}
    keys = {strand.key for strand in picture.strands}
    fixed = [key for key in _EDGES if key in keys]
    place = next((at for at, key in enumerate(fixed) if key in STRUCTURE), len(fixed))
    ordered = [*fixed[:place], *sorted(keys - _EDGES.keys()), *fixed[place:]]
    return {
        "nodes": [
            {"key": key, "name": name, "shape": LOOKS["Party" if key == "mediator" else key].shape}
            for key, name in _NODES.items()
            if key in nodes
        ],
        "edges": [
            {
                "key": key,
                "name": key_of(key).name,
                "part": key_of(key).part,
                "dash": key_of(key).dash,
                "conflict": key in CONFLICTS,
            }
            for key in ordered
        ],
    }


def hidden_at_first(picture: Picture) -> list[str]:
    """What the legend leaves out until it is asked for: what excludes what, where that is a crowd.

    What two parties want and excludes each other is drawn between the two as a conflict.
    """
    if any(spot.is_anchor and spot.thing.label == "Demand" for spot in picture.spots):
        return []
    counted = Counter(strand.key for strand in picture.strands)
    return ["excludes"] if counted["excludes"] > _CROWD else []
