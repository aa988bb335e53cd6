"""A drawing in few bytes, as pages carry it: rows of numbers that point at words said once.

`unpack.js` makes the drawing of it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

_WORDS = ("first", "last", "since", "said", "verb", "certainty", "text")


class _Words:
    """Texts by number, each once."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = {}

    def __call__(self, text: str | None) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def packed(drawing: Mapping[str, Any]) -> dict[str, Any]:
    """The drawing with its nodes and edges as rows, and the words of these beside them."""
    words = _Words()
    at = {node["id"]: place for place, node in enumerate(drawing["nodes"])}
    keys = {row["key"]: place for place, row in enumerate(drawing["legend"]["edges"])}
    nodes = [
        _node(node, placed, words)
        for node, placed in zip(drawing["nodes"], drawing["network"]["nodes"], strict=True)
    ]
    places = {placed["id"]: placed for placed in drawing["network"]["nodes"]}
    edges = [
        [
            at[edge["from"]],
            at[edge["to"]],
            keys[edge["key"]],
            _way(placed["way"], places[edge["from"]], places[edge["to"]]),
            list(chain.from_iterable(_span(span, words) for span in edge["spans"])),
        ]
        for edge, placed in zip(drawing["edges"], drawing["network"]["edges"], strict=True)
    ]
    others = {name: part for name, part in drawing.items() if name not in ("nodes", "edges")}
    return {
        **others,
        "network": {"options": drawing["network"]["options"]},
        "words": list(words.numbers),
        "nodes": nodes,
        "edges": edges,
    }


def _way(way: Sequence[int], one: Mapping[str, Any], other: Mapping[str, Any]) -> list[int]:
    """A way whose beginning and end are told from the middles of its nodes: numbers that recur."""
    begin = [way[0] - one["x"], way[1] - one["y"]]
    return [*begin, *way[2:-2], way[-2] - other["x"], way[-1] - other["y"]]


def _node(node: Mapping[str, Any], placed: Mapping[str, Any], words: _Words) -> list[Any]:
    """Words, then numbers. A name that its label shows whole is not said again."""
    label = placed["label"]
    name = None if label.replace("\n", " ") == node["name"] else node["name"]
    folder, _, rest = node["href"].rpartition(node["id"])
    href = [words(folder), words(rest)] if folder else [words(None), words(node["href"])]
    numbers = [placed["x"], placed["y"], node["width"], node["height"], node["font"]]
    return [
        *(node["id"], label, name),
        *(words(node["label"]), words(node["sort"]), words(node["kind"]), words(placed["shape"])),
        *href,
        *numbers,
        int(node["anchor"]),
    ]


def _span(span: Mapping[str, Any], words: _Words) -> list[Any]:
    """Words, then whether it is certain, then its claims, many of which stand in many spans."""
    claims = [words(uid) for uid in span["claims"]]
    return [*(words(span[name]) for name in _WORDS), int(span["certain"]), claims]
