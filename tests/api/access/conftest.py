"""Stores that a test opened are closed after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.closed import OPENED


@pytest.fixture(autouse=True)
def _closes_stores() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()
