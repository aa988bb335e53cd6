"""CSV that a column reader takes as it is meant: looked at beforehand, then read by pyarrow.

Only a file in which every quote opens or closes a whole cell, and every line is one row, is plain;
all others are read row by row (`loaders.read_csv`), which also says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from loaders.batches import Batch, cells_of
from loaders.decode import opened
from loaders.rows import Header, Unreadable

_BLOCK = 1 << 20
_QUOTE, _NEWLINE, _RETURN, _APOSTROPHE = b"\"\n\r'"
_MARK = b"\xef\xbb\xbf"


class NotPlain(Exception):
    """A file that is not plain after all, from the row on that begins at `line`."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def plain_batches(path: Path, file: str) -> Iterator[Batch] | None:
    """The rows of a plain file in batches; None where it has to be read row by row.

    NotPlain, while they are read, where a row has too few or too many cells or is very long.
    """
    try:
        with opened(path) as text:
            binary = text.buffer
            first = binary.readline().removeprefix(_MARK)
            divider = max((b",", b";", b"\t"), key=first.count)
            names = [name.strip() for name in first.decode("utf-8").split(divider.decode())]
            is_odd = _QUOTE in first or b"'" in first or not all(names)
            if is_odd or len(set(names)) < len(names) or not _is_plain(binary, divider):
                return None
        return _batches(path, file, divider.decode(), tuple(names))
    except (OSError, Unreadable):
        return None


def _is_plain(file: Iterator[bytes] | object, divider: bytes) -> bool:
    """Whether quotes and lines are as simple as a column reader takes them."""
    read = file.read  # type: ignore[union-attr]
    edges = np.zeros(256, dtype=bool)
    edges[[_QUOTE, _NEWLINE, _RETURN, divider[0]]] = True
    carried, inside = b"\n", False
    while block := read(_BLOCK):
        # One byte on either side of each quote is looked at, also across blocks.
        found = _look(np.frombuffer(carried + block, dtype=np.uint8), edges, inside)
        if found is None:
            return False
        inside, carried = found, block[-1:]
    return not inside


def _look(signs: np.ndarray, edges: np.ndarray, inside: bool) -> bool | None:
    """Looks at a block, the last byte of the one before in front; None where it is not plain."""
    quotes = np.flatnonzero(signs[1:] == _QUOTE) + 1
    opening, closing = (quotes[1::2], quotes[::2]) if inside else (quotes[::2], quotes[1::2])
    after = closing[closing + 1 < len(signs)] + 1
    if not (edges[signs[opening - 1]].all() and edges[signs[after]].all()):
        return None
    if signs[0] == _QUOTE and not inside and not edges[signs[1]]:
        return None  # the block before ended in a closing quote
    # A cell that begins with an apostrophe may be text for a spreadsheet's sake.
    if edges[signs[np.flatnonzero(signs[1:] == _APOSTROPHE)]].any():
        return None
    breaks = np.flatnonzero(signs[1:] == _NEWLINE) + 1
    before = np.searchsorted(quotes, breaks)
    if ((before + inside) % 2).any():
        return None
    is_blank = signs[breaks - 1] == _NEWLINE
    returns = np.flatnonzero(signs == _RETURN)
    follows = returns[returns + 1 < len(signs)] + 1
    if is_blank.any() or not (signs[follows] == _NEWLINE).all():
        return None
    return bool(inside) ^ bool(len(quotes) % 2)


def _batches(path: Path, file: str, divider: str, names: tuple[str, ...]) -> Iterator[Batch]:
    header, line = Header(1, names), 2
    try:
        with _opened(path, divider, names) as reader:
            for found in reader:
                columns = [cells_of(found.column(number)) for number in range(len(names))]
                yield Batch(file, header, range(line, line + found.num_rows), columns)
                line += found.num_rows
    except pa.ArrowException:
        raise NotPlain(line) from None


def _opened(path: Path, divider: str, names: tuple[str, ...]) -> csv.CSVStreamingReader:
    """All cells as text, a block of lines at a time."""
    kinds = dict.fromkeys(names, pa.string())
    read = csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names, skip_rows=1)
    parse = csv.ParseOptions(delimiter=divider, newlines_in_values=False, ignore_empty_lines=False)
    convert = csv.ConvertOptions(column_types=kinds, strings_can_be_null=False)
    return csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert)
