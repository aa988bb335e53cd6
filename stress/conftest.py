"""The fixtures of tests/, and a way to tell the report what was seen."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_generate_tests,
    session_store,
    settings,
    shipped,
    store,
    store_environment,
)

__all__ = [
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_generate_tests",
    "session_store",
    "settings",
    "shipped",
    "store",
    "store_environment",
]

Tell = Callable[[str, str, str], None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Notes a case, what was expected and what was seen, for the report."""

    def noted(case: str, expected: str, seen: str) -> None:
        record_property("case", json.dumps([case, expected, seen]))

    return noted
