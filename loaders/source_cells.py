"""What claims cite, many cells at once: texts divided by `;`, or lists of texts or mappings.

It means what `loaders.columns.SOURCES` makes of each cell; whatever that might refuse, or drop, is
left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import pyarrow as pa
from pyarrow import compute

from loaders.columns import SOURCES
from loaders.rows import MAX_TEXT

DIVIDER, AT = ";", SOURCES.divider
_PARTS = (SOURCES.first, *SOURCES.second)

Cited = tuple[list[str], list[str], list[str]]


def cited_by(cells: Sequence[Any], resolve: Callable[[str], Any]) -> dict[str, str] | None:
    """The ids of the sources that cells name, by how they name them; None where one is odd."""
    names = _names_in_lists(cells) if list in set(map(type, cells)) else _names_in_texts(cells)
    if names is None:
        return None
    cited = {name: resolve(name) for name in names}
    return cited if all(cited.values()) else None


def taken_apart(cell: Any, cited: dict[str, str]) -> Cited:
    """The sources, locators and quotes of a cell that is not odd."""
    if isinstance(cell, str):
        cell = cell.split(DIVIDER)
    if isinstance(cell[0], str):
        parts = [part.partition(AT) for part in cell]
        return (
            [cited[name] for name, _, _ in parts],
            [locator.strip() for _, _, locator in parts],
            [""] * len(parts),
        )
    name, *rest = _PARTS
    locators, quotes = ([(part.get(key) or "").strip() for part in cell] for key in rest)
    return [cited[part[name]] for part in cell], locators, quotes


def _are_plain(texts: Sequence[str]) -> bool:
    return all(map(str.isprintable, texts)) and max(map(len, texts), default=0) <= MAX_TEXT


def _names_in_texts(cells: Sequence[str]) -> list[str] | None:
    if not _are_plain(cells):
        return None
    pieces = compute.split_pattern(pa.array(cells, pa.string()), DIVIDER).flatten()
    names: list[str] = compute.unique(
        compute.replace_substring_regex(pieces, f"{AT}.*", "")
    ).to_pylist()
    # A cell that begins with a bracket is JSON, also where a source's title does.
    return None if any(name.lstrip().startswith("[") for name in names) else names


def _names_in_lists(cells: Sequence[list[Any]]) -> set[str] | None:
    """Names in lists that hold texts only, or mappings only."""
    parts = list(chain.from_iterable(cells))
    kinds = set(map(type, parts))
    if kinds == {str}:
        return {part.partition(AT)[0] for part in parts} if _are_plain(parts) else None
    if kinds != {dict} or not set(chain.from_iterable(parts)) <= set(_PARTS):
        return None
    texts = [text for part in parts for text in part.values() if text is not None]
    return {part[SOURCES.first] for part in parts} if _are_plain(texts) else None
