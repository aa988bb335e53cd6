"""How one claim is found: as it is written, and where that is none, in small letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.desk import Desk
from graph.errors import NotFound
from graph.questions import ThingQuestion
from graph.store import Store
from loaders.load import load
from tests.loaders.write_dossier import CLAIMS, write_dossier

# One Neo4j suffices: what is asked of it is two look-ups by index.
pytestmark = pytest.mark.engines("embedded", "neo4j-2026")


def test_a_curators_id_is_found_as_written_and_else_in_small_letters(
    store: Store, tmp_path: Path
) -> None:
    rows = [{**CLAIMS[1], "id": name} for name in ("Cable.7", "cable.7", "Only-In-Capitals", "c2")]
    load(store, [write_dossier(tmp_path, tables={"claims": rows})])
    desk, question = Desk(store), ThingQuestion()
    for asked, found in (
        *(("Cable.7", "Cable.7"), ("cable.7", "cable.7"), ("CABLE.7", "cable.7")),
        *(("Only-In-Capitals", "Only-In-Capitals"), ("C2", "c2")),
    ):
        claim = desk.claim(asked, question)
        assert claim["id"] == found
        assert desk.claim(claim["uid"].upper(), question) == claim
    with pytest.raises(NotFound, match="'only-in-capitals'"):
        desk.claim("only-in-capitals", question)
