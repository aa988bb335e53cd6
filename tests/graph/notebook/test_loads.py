"""The graph in a notebook before anything is loaded, and while others load."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.errors import NotFound
from graph.store import Store, StoreSettings
from loaders.load import load
from tests.graph.notebook.conftest import connected
from tests.loaders.write_dossier import CLAIMS, changed, write_dossier


def test_an_empty_store_names_the_command_that_loads(store: Store, settings: StoreSettings) -> None:
    assert store is not None
    with pytest.raises(NotFound) as caught:
        connected(settings)
    assert "nothing is loaded" in caught.value.message
    assert "`parley load --shipped`" in caught.value.message


def test_a_pin_gives_the_same_after_a_later_load(
    store: Store, settings: StoreSettings, tmp_path: Path
) -> None:
    load(store, [write_dossier(tmp_path / "one")])
    with connected(settings) as graph:
        before = graph.positions(as_of="2030-06-01")
        claim = graph.claim(before[0].claims[0])
        edited = changed(CLAIMS, "c1", relation="rejects")
        load(store, [write_dossier(tmp_path / "two", tables={"claims": edited})])
        time.sleep(0.2)
        assert graph.positions(as_of="2030-06-01") != before
        assert before.pin.rerun() == before
        assert graph.positions(pin=before.pin).rows == before.rows
        assert claim.pin.rerun() == claim
