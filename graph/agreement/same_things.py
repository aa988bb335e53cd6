"""Which things of several dossiers are the same, whatever their ids.

Parties, assets, events and sources are the same where they have one item of Wikidata, one link, or
one name or alias (case, accents and kinds of apostrophe do not count). Demands are matched by their
wording, one to one, so that each gets its nearest and no two of one coder become one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.agreement.assignment import best_pairs
from graph.agreement.coding import Coding
from graph.model import Thing
from graph.names import fold
from graph.wording import near_pairs_alike, sorted_words

# How near two demands' wordings must be to be taken for one, from 0 to 100.
SAME_DEMAND = 75.0

Node = tuple[int, str]


class SameThings:
    """Look-up: the key that a thing has in common with the same thing of other coders."""

    def __init__(self, codings: Sequence[Coding]) -> None:
        self._codings = codings
        self._groups: dict[Node, set[Node]] = {}
        for place, coding in enumerate(codings):
            for name in coding.things:
                self._groups[place, name] = {(place, name)}
        for nodes in self._evidence():
            for one, other in pairwise(nodes):
                self._unite(one, other)
        self._unite_demands()
        self._keys = {node: self._key(node) for node in self._groups}

    def key(self, coder: int, thing: str) -> str:
        """The common key of a coder's thing; it does not depend on ids or the order of rows."""
        return self._keys.get((coder, thing), f"?{coder}:{thing}")

    def _evidence(self) -> Iterator[list[Node]]:
        """Things that share something, the surest evidence first.

        What one coder uses of two things is no evidence. A name is surer than an alias, so that an
        alias does not unite what names keep apart.
        """
        for part in (_identifiers, _names, _aliases):
            bearers: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(
                lambda: defaultdict(set)
            )
            for place, coding in enumerate(self._codings):
                for thing in coding.things.values():
                    for word in part(thing):
                        bearers[thing.label, word][place].add(thing.id)
            for _, by_coder in sorted(bearers.items()):
                if all(len(names) == 1 for names in by_coder.values()):
                    yield [(place, min(by_coder[place])) for place in sorted(by_coder)]

    def _unite(self, one: Node, other: Node) -> None:
        """Makes two groups one, unless a coder has a thing in both: there they are two."""
        first, second = self._groups[one], self._groups[other]
        if first is second or {place for place, _ in first} & {place for place, _ in second}:
            return
        first |= second
        for node in second:
            self._groups[node] = first

    def _unite_demands(self) -> None:
        """Each coder's demands against those of the coders before, by wording."""
        for place in range(1, len(self._codings)):
            before = self._loose(range(place))
            own = self._loose([place])
            weights = {(one, other): near for one, other, near in _near(before, own)}
            for one, other in best_pairs(weights):
                self._unite(before[one][0], own[other][0])

    def _loose(self, places: Sequence[int]) -> list[tuple[Node, Thing]]:
        """The demands of some coders in an order that rows and ids do not change."""
        rows = [
            ((place, thing.id), thing)
            for place in places
            for thing in self._codings[place].things.values()
            if thing.label == "Demand"
        ]
        return sorted(rows, key=lambda row: (row[0][0], fold(row[1].name), row[1].id))

    def _key(self, node: Node) -> str:
        place, name = min(self._groups[node], key=lambda row: (row[0], self._called(row)))
        return f"{place}:{self._codings[place].things[name].label}:{self._called((place, name))}"

    def _called(self, node: Node) -> str:
        """What a thing is called, made unique among those of its coder that are called the same."""
        thing = self._codings[node[0]].things[node[1]]
        return f"{fold(thing.name)}|{'|'.join(sorted(_identifiers(thing)))}|{thing.id}"


def _near(
    before: Sequence[tuple[Node, Thing]], own: Sequence[tuple[Node, Thing]]
) -> Iterator[tuple[int, int, float]]:
    """Pairs of an earlier demand and an own one that are near in wording.

    Demands that differ in a number or a denial are two, so each is compared with those only that
    have the same ones.
    """
    texts = [thing.name for _, thing in (*before, *own)]
    for one, other, near in near_pairs_alike(texts, SAME_DEMAND):
        if one < len(before) <= other:
            yield one, other - len(before), near


def _identifiers(thing: Thing) -> set[str]:
    """What identifies a thing for everybody."""
    item = thing.properties.get("wikidata")
    return {
        *([f"wikidata {item}"] if item else []),
        *([f"link {_plain(thing.url)}"] if thing.url else []),
    }


def _plain(url: str) -> str:
    """A link without what does not change where it leads."""
    bare = url.partition("#")[0].partition("://")[2]
    return bare.removeprefix("www.").rstrip("/")


def _names(thing: Thing) -> set[str]:
    return {sorted_words(thing.name) if thing.label == "Demand" else fold(thing.name)}


def _aliases(thing: Thing) -> set[str]:
    return {fold(name) for name in (thing.name, *thing.aliases)}
