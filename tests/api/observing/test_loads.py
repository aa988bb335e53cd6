"""Loads on record: what a load that was killed had left stands in the line of the next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.observing.audit import Audit
from api.observing.loads import recorded_load
from graph.store import Store
from loaders import write
from tests.loaders.write_dossier import write_dossier


class Killed(BaseException):
    """Stands for the end of the process."""


def test_what_a_killed_load_left_stands_in_the_line_of_the_next(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_dossier(tmp_path)
    audit = Audit(tmp_path / "audit.jsonl")

    def load() -> None:
        recorded_load(store, [folder], audit=audit, report=lambda *_: None)

    with monkeypatch.context() as patch:
        patch.setattr(write.Writer, "publish", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            load()
    load()
    load()
    lines = [json.loads(line) for line in audit.path.read_text("ascii").splitlines()]  # type: ignore[union-attr]
    assert [row["outcome"] for row in lines] == ["Killed", "done", "done"]
    # four claims, their dossier, two parties, an asset, two demands, an event and a source
    assert [row.get("taken_back") for row in lines] == [None, 12, None]
