"""The connection is cut after each single request of a load was done and before its answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.store import Store
from loaders import write
from stress.conftest import Tell
from tests.loaders.test_faults import CLAIMS, check_cut, requests_of_a_load
from tests.loaders.test_load_processes import many_claims
from tests.loaders.write_dossier import write_dossier


def test_every_answer_of_a_load_is_lost_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    monkeypatch.setattr(write, "CLAIMS_AT_ONCE", 8)
    first, second = write_dossier(tmp_path / "first"), many_claims(tmp_path / "second", CLAIMS)
    requests, commits = requests_of_a_load(store, first, second)
    cuts = Counter(
        check_cut(store, first, second, cut_commit=number) for number in range(1, commits + 1)
    )
    assert set(cuts) == {"published"}
    tell(
        f"cut after COMMIT and before the answer, at each of {commits} commits",
        "the batch is repeated and does nothing twice",
        _counted(cuts),
    )
    ends = Counter(
        check_cut(store, first, second, cut_request=number) for number in range(1, requests + 1)
    )
    assert set(ends) <= {"published", "store-unavailable"}
    tell(
        f"the answer to each of {requests} requests lost",
        "published, or an error and the last release; run again, it completes",
        _counted(ends),
    )


def _counted(ends: Counter[str]) -> str:
    return ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
