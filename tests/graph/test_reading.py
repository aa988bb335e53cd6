"""Ranges of uids: every uid lies in exactly one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher import named
from graph import reading
from graph.reading import in_ranges, ranges
from graph.store import Store
from loaders import plan
from loaders.load import load
from tests.loaders.test_load import check_sound, claims
from tests.loaders.write_dossier import CLAIMS, without, write_dossier

UIDS = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(st.integers(1, 5_000), UIDS)
def test_every_uid_lies_in_exactly_one_range(count: int, uid: str) -> None:
    assert sum(first <= uid < last for first, last in ranges(count)) == 1


def test_ranges_read_what_one_query_reads(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CLAIMS_IN_A_RANGE", 1)
    monkeypatch.setattr(plan, "CLAIMS_IN_A_STREAM", 1)
    published_at = load(store, [write_dossier(tmp_path)]).published_at
    asked = {"dossier": "harbour", "known_at": published_at}
    whole = store.read(named("query/claims_of_dossier"), **asked)
    parts = list(in_ranges(store, named("query/claims_of_dossier_in_range"), **asked))
    assert sorted(row["uid"] for row in parts) == sorted(row["uid"] for row in whole)
    assert len(parts) == 4
    edited = write_dossier(tmp_path, tables={"claims": without(CLAIMS, "c2")})
    assert load(store, [edited]).dossiers["harbour"].retracted == 1
    assert len(claims(store)) == 4
    check_sound(store)
