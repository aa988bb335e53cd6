"""Logs are JSON lines that name their request."""

from __future__ import annotations

import json
import logging
import sys

from starlette.testclient import TestClient

from api.app import create_app
from api.observing.logs import REQUEST, AsLine
from api.settings import ServiceSettings
from tests.api.closed import away


def record(name: str, text: str, *arguments: object) -> logging.LogRecord:
    """A record of a log."""
    return logging.LogRecord(name, logging.ERROR, __file__, 1, text, arguments, None)


def test_a_line_is_json_and_names_the_request() -> None:
    token = REQUEST.set("abc")
    try:
        found = json.loads(AsLine().format(record("parley.errors", "no %s", 'a"\nb')))
    finally:
        REQUEST.reset(token)
    assert found["message"] == 'no a"\nb'
    assert (found["request"], found["level"], found["log"]) == ("abc", "error", "parley.errors")


def test_a_trace_is_part_of_its_line() -> None:
    made = record("uvicorn.error", "oh")
    try:
        raise KeyError("x")
    except KeyError:
        made.exc_info = sys.exc_info()
    line = AsLine().format(made)
    assert "\n" not in line
    assert "KeyError" in json.loads(line)["trace"]


def test_a_failure_of_the_store_is_logged_with_its_request() -> None:
    seen: list[str | None] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(json.loads(AsLine().format(record)).get("request"))

    handler = Noting()
    logging.getLogger("parley.errors").addHandler(handler)
    try:
        client = TestClient(create_app(ServiceSettings(), away()))
        client.get("/v1/parties", headers={"X-Request-ID": "mine-1"})
    finally:
        logging.getLogger("parley.errors").removeHandler(handler)
    assert "mine-1" in seen
