"""Networks, coalitions and plots as methods: the parameters of `graph.discourse.questions`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

import networkx as nx

from graph.desk import Desk
from graph.discourse.questions import (
    CoalitionsQuestion,
    NetworkKind,
    NetworkQuestion,
    Normalisation,
)
from graph.notebook import filters as given
from graph.notebook.asking import question_of, takes
from graph.notebook.failures import needed, plainly
from graph.questions import TimelineQuestion

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graph.discourse.coalitions import Coalitions

Found = TypeVar("Found")


class OwnNetworks(ABC):
    """Who agrees with whom: as networkx graphs, as coalitions, and over time as plots."""

    @takes(NetworkQuestion)
    def network(
        self,
        kind: NetworkKind,
        /,
        *,
        normalisation: Normalisation = "none",
        **filters: Unpack[given.WindowFilters],
    ) -> nx.Graph[str]:
        """A network of a day or a window; `graph.discourse.networks.network` says what is in it.

        `kind` is positions, congruence, conflict, subtract or holdings.
        """
        from graph.discourse.networks import network  # noqa: PLC0415 - scipy takes a while

        said: dict[str, Any] = {**filters, "kind": kind, "normalisation": normalisation}
        with plainly():
            question = question_of(NetworkQuestion, said)
            return self._at_desk(lambda desk: network(desk, question))

    @takes(CoalitionsQuestion)
    def coalitions(self, **filters: Unpack[given.CoalitionsFilters]) -> Coalitions:
        """Parties grouped by what they share and what divides them, and how stable that is."""
        from graph.discourse.coalitions import coalitions  # noqa: PLC0415 - scikit-learn does too

        with plainly():
            question = question_of(CoalitionsQuestion, filters)
            return self._at_desk(lambda desk: coalitions(desk, question))

    @takes(TimelineQuestion)
    def plot_positions(self, **filters: Unpack[given.TimelineFilters]) -> Figure:
        """The positions of a party, or on a demand or asset, over time: a matplotlib figure."""
        return self._plot("positions_over_time", filters)

    @takes(TimelineQuestion)
    def plot_holders(self, **filters: Unpack[given.TimelineFilters]) -> Figure:
        """Who held an asset over time: a matplotlib figure."""
        return self._plot("holders_over_time", filters)

    @takes(TimelineQuestion)
    def plot_conflicts(self, **filters: Unpack[given.TimelineFilters]) -> Figure:
        """How many conflicts of each kind there were over time: a matplotlib figure."""
        return self._plot("conflicts_over_time", filters)

    def _plot(self, name: str, filters: given.TimelineFilters) -> Figure:
        from graph.discourse import plots  # noqa: PLC0415

        with plainly():
            needed("matplotlib", "a plot")
            question = question_of(TimelineQuestion, filters)
            drawn: Figure = self._at_desk(lambda desk: getattr(plots, name)(desk, question))
            return drawn

    @abstractmethod
    def _at_desk(self, ask: Callable[[Desk], Found]) -> Found:
        """What is asked at the desk, so that it can be interrupted."""
