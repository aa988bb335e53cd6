"""The table of the base article's paragraphs, and what a locator names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).parent / "data" / "article_paragraphs.yaml"
SOURCE = "s-seed"


def paragraphs() -> list[dict[str, Any]]:
    """The rows of the table: paragraph, says, claims."""
    rows: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))
    return rows


def named_by(locator: str) -> set[int]:
    """The paragraphs that a locator such as 'paragraphs 1-4, 7 and 9' names."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", locator):
        found.update(range(int(first), int(last or first) + 1))
    return found
