"""Networks, coalitions and plots of the shipped dossiers, on every engine."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from pydantic import ValidationError

from graph.desk import Desk
from graph.discourse.coalitions import coalitions
from graph.discourse.networks import network
from graph.discourse.plots import conflicts_over_time, holders_over_time, positions_over_time
from graph.discourse.questions import CoalitionsQuestion, NetworkQuestion
from graph.errors import NotFound
from graph.questions import PositionsQuestion, TimelineQuestion
from graph.store import Store
from loaders.load import load
from tests.conftest import empty

DAY = "2025-03-18"


@pytest.fixture(scope="module")
def desk(session_store: Store, shipped: list[Path]) -> Desk:
    """A desk over the shipped dossiers."""
    empty(session_store)
    load(session_store, shipped)
    return Desk(session_store)


def asked(kind: str, **more: object) -> NetworkQuestion:
    """A network of the talks on Ukraine, on one day unless a window is given."""
    when = {} if "since" in more else {"as_of": DAY}
    return NetworkQuestion.model_validate({"kind": kind, "dossier": "ukraine-2025", **when, **more})


def sides(desk: Desk, day: str) -> set[tuple[str, str, str]]:
    """Who is for or against what, as `positions` says."""
    question = PositionsQuestion.model_validate(
        {"as_of": day, "dossier": "ukraine-2025", "limit": 1_000}
    )
    page = desk.positions(question)
    assert page["next"] is None
    return {
        (item["party"]["id"], item["demand"]["id"], item["polarity"])
        for item in page["items"]
        if item["polarity"] in ("for", "against")
    }


def test_the_network_of_positions_is_what_positions_says(desk: Desk) -> None:
    graph = network(desk, asked("positions"))
    drawn = set()
    for one, other, edge in graph.edges(data=True):
        party, demand = sorted((one, other), key=lambda name: int(graph.nodes[name]["bipartite"]))
        drawn.add((party, demand, edge["polarity"]))
    assert drawn == sides(desk, DAY)
    assert nx.is_bipartite(graph)
    assert graph.nodes["russia"]["name"] == "Russia"
    assert graph.graph["since"] == graph.graph["until"] == DAY


def test_congruence_and_conflict_are_counted_from_positions(desk: Desk) -> None:
    held = sides(desk, DAY)
    russia = {(demand, side) for party, demand, side in held if party == "russia"}
    america = {(demand, side) for party, demand, side in held if party == "united-states"}
    opposite = {(demand, "against" if side == "for" else "for") for demand, side in america}
    graph = network(desk, asked("subtract"))
    edge = graph.edges["russia", "united-states"]
    assert (edge["congruence"], edge["conflict"]) == (len(russia & america), len(russia & opposite))
    assert edge["congruence"] > 0
    assert edge["weight"] == edge["congruence"] - edge["conflict"]
    jaccard = network(desk, asked("congruence", normalisation="jaccard"))
    expected = len(russia & america) / len(russia | america)
    assert jaccard.edges["russia", "united-states"]["weight"] == pytest.approx(expected)


def test_a_window_holds_what_its_days_hold(desk: Desk) -> None:
    window = network(desk, asked("positions", since="2025-03-01", until="2025-11-30"))
    for day in ("2025-03-01", DAY, "2025-11-30"):
        for party, demand, side in sides(desk, day):
            assert window.edges[party, demand]["polarity"] in (side, "both")


def test_an_asset_narrows_the_demands(desk: Desk) -> None:
    whole, part = (
        network(desk, asked("positions")),
        network(desk, asked("positions", asset="a-crimea")),
    )
    assert set(part.edges) < set(whole.edges)
    assert part.number_of_edges() > 0


def test_holdings(desk: Desk) -> None:
    graph = network(desk, asked("holdings"))
    relations = {edge["relation"] for edge in graph.get_edge_data("russia", "a-crimea").values()}
    assert {"annexed", "controls"} <= relations


@pytest.mark.parametrize("kind", ["positions", "congruence", "holdings"])
def test_networks_can_be_written(desk: Desk, kind: str, tmp_path: Path) -> None:
    graph = network(desk, asked(kind))
    nx.write_graphml(graph, tmp_path / "network.graphml")
    assert set(nx.read_graphml(tmp_path / "network.graphml")) == set(graph)


def test_coalitions(desk: Desk) -> None:
    question = CoalitionsQuestion.model_validate(
        {"as_of": DAY, "dossier": "ukraine-2025", "rounds": 10}
    )
    found = coalitions(desk, question)
    of = {row["party"]: row["coalition"] for row in found.rows()}
    assert of["ukraine"] == of["european-union"] != of["russia"]
    assert 0 < found.modularity < 1
    assert found.stability is not None
    assert -1 <= found.stability <= 1
    assert found.rows() == coalitions(desk, question).rows()
    everyone = {*of, *found.alone}
    assert everyone == set(network(desk, asked("congruence")))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"normalisation": "activity"}, "does not fit the kind 'conflict'"),
        ({"since": "2025-01-01"}, "a window has two ends"),
        ({"since": "2025-02-01", "until": "2025-01-01"}, "swap them"),
        ({"as_of": DAY, "since": "2025-01-01", "until": "2025-02-01"}, "not both"),
    ],
)
def test_a_question_that_makes_no_sense(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        NetworkQuestion.model_validate({"kind": "conflict", **wrong})


def test_an_unknown_asset(desk: Desk) -> None:
    with pytest.raises(NotFound, match="a-krimea"):
        network(desk, asked("positions", asset="a-krimea"))


def test_plots_have_a_row_for_each_thing(desk: Desk) -> None:
    crimea = holders_over_time(desk, TimelineQuestion(asset="a-crimea"))
    rows = [label.get_text() for label in crimea.axes[0].get_yticklabels()]
    assert "Russia annexed Crimea (with Sevastopol)" in rows
    russia = positions_over_time(desk, TimelineQuestion(party="russia"))
    spans = desk.timeline(TimelineQuestion(party="russia", kind="position", limit=1_000))["items"]
    demands = {span["position"]["demand"]["id"] for span in spans if "position" in span}
    assert len(russia.axes[0].get_yticks()) == len(demands)


def test_conflicts_over_time_end_at_what_holds_today(desk: Desk) -> None:
    question = TimelineQuestion(dossier="gerd", until="2021-04-06")
    figure = conflicts_over_time(desk, question)
    last = [np.asarray(line.get_ydata())[-1] for line in figure.axes[0].get_lines()]
    spans = desk.timeline(question.model_copy(update={"kind": "conflict", "limit": 1_000}))["items"]
    on_the_day = [span for span in spans if span["last"] is None or span["last"] > "2021-04-06"]
    assert sum(last) == len(on_the_day)
    picture = BytesIO()
    figure.savefig(picture, format="png")
    assert picture.getvalue().startswith(b"\x89PNG")
