"""Networks, coalitions and plots of a store in which nothing is loaded."""

from __future__ import annotations

from graph.desk import Desk
from graph.discourse.coalitions import coalitions
from graph.discourse.networks import network
from graph.discourse.plots import conflicts_over_time, positions_over_time
from graph.discourse.questions import CoalitionsQuestion, NetworkQuestion
from graph.questions import TimelineQuestion
from graph.store import Store


def test_an_empty_store(store: Store) -> None:
    desk = Desk(store)
    assert len(network(desk, NetworkQuestion(kind="conflict"))) == 0
    assert coalitions(desk, CoalitionsQuestion()).groups == ()
    assert len(positions_over_time(desk, TimelineQuestion()).axes[0].get_yticks()) == 0
    assert conflicts_over_time(desk, TimelineQuestion()).axes[0].get_lines() == []
