"""Coalitions: parties that want the same and are against the same, and how sure that is.

How stable a grouping is, is found by trying again: the demands are drawn anew with replacement
(the bootstrap, Efron 1979), the parties grouped anew, and both groupings compared by the adjusted
Rand index (Hubert and Arabie 1985): 1 where they are the same, 0 where they agree by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from sklearn.metrics import adjusted_rand_score

from graph.desk import Desk
from graph.discourse.grouping import Labels, Matrix, Signed, grouped
from graph.discourse.networks import network
from graph.discourse.projections import Numbers, pairs_of
from graph.discourse.questions import CoalitionsQuestion, NetworkQuestion, Normalisation
from graph.discourse.stances import Stances, stances_within

if TYPE_CHECKING:
    import pandas as pd

_SEED = 0


@dataclass(frozen=True)
class Member:
    """A party in its coalition.

    `agreement` and `conflict` are its counts with the others of its coalition; `stability` is the
    share of the other parties with which it is together, or apart, as often as here (0 to 1).
    """

    id: str
    name: str
    coalition: int
    agreement: int
    conflict: int
    stability: float | None


@dataclass(frozen=True)
class Coalitions:
    """The grouping of all parties that share a demand with another, the largest coalition first.

    `alone` are parties with a position that share no demand with anyone. `modularity` is signed
    (see `graph.discourse.grouping`), `stability` the mean adjusted Rand index over `rounds` tries
    (None without). `network` is the network of parties that was grouped, each node with its
    `coalition`.
    """

    groups: tuple[tuple[Member, ...], ...]
    alone: tuple[str, ...]
    modularity: float
    stability: float | None
    rounds: int
    network: nx.Graph[str]

    @property
    def members(self) -> tuple[Member, ...]:
        """All members, coalition by coalition."""
        return tuple(member for group in self.groups for member in group)

    def rows(self) -> list[dict[str, str | int | float | None]]:
        """A row for each member: coalition (counted from 1), party, name and how sure it is."""
        return [
            {
                "coalition": member.coalition,
                "party": member.id,
                "name": member.name,
                "agreement": member.agreement,
                "conflict": member.conflict,
                "stability": member.stability,
            }
            for member in self.members
        ]

    def df(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame."""
        import pandas as pd  # noqa: PLC0415 - an optional package, which takes a while

        return pd.DataFrame(self.rows())

    def _repr_html_(self) -> str:
        """The rows as a table, with what the grouping is worth."""
        sure = "not tried" if self.stability is None else f"{self.stability:.2f}"
        worth = f"<p>modularity {self.modularity:.2f}, stability {sure}</p>"
        return worth + self.df().to_html(index=False, float_format="{:.2f}".format)


def coalitions(desk: Desk, question: CoalitionsQuestion) -> Coalitions:
    """The coalitions on a day or within a window; none in an empty store.

    NotFound or Ambiguous where the asset is not one thing; errors of the store pass through.
    """
    said = question.model_dump(exclude={"rounds", "known_at", "as_of"}, exclude_none=True)
    pinned = {"known_at": question.known_at, "as_of": question.as_of}
    asked = NetworkQuestion.model_validate({**said, **pinned, "kind": "subtract"})
    graph = network(desk, asked)
    opened = desk.opened(question)
    if opened is None:
        return Coalitions((), (), 0.0, None, question.rounds, graph)
    asset = opened.id_of("Asset", question.asset, "asset")
    window = question.window(opened.day)
    stances = stances_within(opened.view, window, asset, roll_up=question.roll_up)
    return coalitions_of(stances, graph, question.normalisation, question.rounds)


def coalitions_of(
    stances: Stances, graph: nx.Graph[str], normalisation: Normalisation, rounds: int
) -> Coalitions:
    """The coalitions of these stances; `graph` has their parties as nodes, with their names."""
    connected = sorted(name for name in graph if graph.degree(name))
    alone = tuple(sorted(name for name in graph if not graph.degree(name)))
    if not connected:
        return Coalitions((), alone, 0.0, None, rounds, graph)
    signed = _signed(stances, connected, normalisation)
    labels = grouped(signed)
    tries = list(_tries(stances, connected, normalisation, rounds))
    sure = [float(adjusted_rand_score(labels, other)) for other in tries]
    groups = _groups(graph, connected, labels, tries)
    for member in (member for group in groups for member in group):
        graph.nodes[member.id]["coalition"] = member.coalition
    stability = float(np.mean(sure)) if sure else None
    return Coalitions(groups, alone, signed.modularity(labels), stability, rounds, graph)


def _signed(stances: Stances, parties: list[str], normalisation: Normalisation) -> Signed:
    """What the parties share and what divides them, as matrices in the order of `parties`."""
    pairs = pairs_of(stances, normalisation)
    size = len(stances.parties)
    rows = np.searchsorted(stances.parties, parties)

    def matrix(counts: Numbers) -> Matrix:
        full = np.zeros((size, size))
        full[pairs.one, pairs.other] = counts / pairs.divisor
        return (full + full.T)[np.ix_(rows, rows)]

    return Signed(matrix(pairs.congruence), matrix(pairs.conflict))


def _tries(
    stances: Stances, parties: list[str], normalisation: Normalisation, rounds: int
) -> Iterator[Labels]:
    """The groupings of the same parties over demands drawn anew, `rounds` times."""
    chance = np.random.default_rng(_SEED)
    count = len(stances.demands)
    for _ in range(rounds):
        drawn = np.sort(chance.integers(0, count, count))
        yield grouped(_signed(stances.of_demands(drawn), parties, normalisation))


def _groups(
    graph: nx.Graph[str], parties: list[str], labels: Labels, tries: list[Labels]
) -> tuple[tuple[Member, ...], ...]:
    sure = _stabilities(labels, tries)
    numbers = sorted(set(labels.tolist()), key=lambda label: (-int((labels == label).sum()), label))
    groups = []
    for place, label in enumerate(numbers, start=1):
        own = [parties[row] for row in np.flatnonzero(labels == label)]
        rows = [_member(graph, name, own, place, sure.get(parties.index(name))) for name in own]
        groups.append(tuple(sorted(rows, key=lambda row: (-row.agreement, row.id))))
    return tuple(groups)


def _member(
    graph: nx.Graph[str], name: str, own: list[str], coalition: int, stability: float | None
) -> Member:
    ties = [graph.edges[name, other] for other in own if graph.has_edge(name, other)]
    agreement = sum(tie["congruence"] for tie in ties)
    conflict = sum(tie["conflict"] for tie in ties)
    shown = graph.nodes[name]["name"]
    return Member(name, shown, coalition, agreement, conflict, stability)


def _stabilities(labels: Labels, tries: list[Labels]) -> dict[int, float]:
    """For each party the mean share of the others that stand to it as in the grouping itself."""
    if not tries or len(labels) < 2:
        return {}
    together = labels[:, None] == labels[None, :]
    same = np.zeros(len(labels))
    for other in tries:
        agrees = together == (other[:, None] == other[None, :])
        same += (agrees.sum(axis=1) - 1) / (len(labels) - 1)
    return {row: float(value / len(tries)) for row, value in enumerate(same)}
