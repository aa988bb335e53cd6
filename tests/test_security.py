"""SECURITY.md is true: every promise names a test, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
PROMISES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and "promise | held by" not in line
]


def named_in(path: Path) -> set[str]:
    """The tests of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise[0][:50])
def test_every_promise_names_tests_that_exist(promise: list[str]) -> None:
    named = re.findall(r"`((?:tests|stress)/[\w/]+\.py)::(test_\w+)`", promise[1])
    assert named
    for file, name in named:
        assert name in named_in(ROOT / file)
    assert re.sub(r"`[^`]+`|, ", "", promise[1]) == ""


def test_there_are_promises_and_what_is_not_promised() -> None:
    assert len(PROMISES) > 20
    assert "## What Parley does not promise" in TEXT


def test_every_metric_is_documented() -> None:
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    for path in (ROOT / "api" / "observing").glob("*.py"):
        for name in re.findall(r'"(parley_[a-z_]+)"', path.read_text("utf-8")):
            assert f"`{name}`" in page or f"`{name}_total`" in page
