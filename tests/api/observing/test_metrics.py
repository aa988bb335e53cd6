"""Metrics as Prometheus reads them, of one process and of several."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from tests.api.closed import away

ROOT = Path(__file__).parents[3]
Numbers = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def numbers(text: str) -> Numbers:
    """The samples of an exposition, by name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_never_by_address() -> None:
    client = TestClient(create_app(ServiceSettings(), away()))
    for number in range(50):
        client.get(f"/v1/claims/c{number}")
        client.get(f"/nothing/{number}")
    client.request("BREW", "/docs")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = numbers(answer.text)
    claims = (("method", "GET"), ("route", "/v1/claims/{id}"), ("status", "503"))
    assert found["parley_requests_total", claims] == 50
    nowhere = (("method", "GET"), ("route", "none"), ("status", "404"))
    assert found["parley_requests_total", nowhere] == 50
    assert found["parley_request_seconds_count", (("route", "/v1/claims/{id}"),)] == 50
    assert found["parley_query_failures_total", (("query", "query/release_at"),)] >= 50
    assert found["parley_store_up", ()] == 0
    assert found["parley_requests_under_way", ()] == 1
    assert found["parley_store_sessions", ()] == 0
    assert "/nothing/" not in answer.text
    assert "BREW" not in answer.text


SHARED = """
import os
from api.observing.metrics import Metrics
metrics = Metrics()
scope = {"method": "GET", "route": None}
for _ in range(3):
    metrics.answered(scope, 200, 0.1)
metrics.sessions.inc(2)
print(metrics.text().decode()) if os.environ.get("SHOW") else None
"""


def shared(folder: Path, **environment: str) -> str:
    """What a process says of all that share a folder."""
    done = subprocess.run(
        [sys.executable, "-c", SHARED],
        env={"PATH": os.environ["PATH"], "PROMETHEUS_MULTIPROC_DIR": str(folder), **environment},
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
        text=True,
    )
    return done.stdout


def test_several_processes_add_up(tmp_path: Path) -> None:
    shared(tmp_path)
    found = numbers(shared(tmp_path, SHOW="1"))
    labels = (("method", "GET"), ("route", "none"), ("status", "200"))
    assert found["parley_requests_total", labels] == 6
    assert found["parley_request_seconds_count", (("route", "none"),)] == 6
    assert len([name for name, _ in found if name == "parley_worker_resident_bytes"]) == 2
