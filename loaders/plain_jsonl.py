"""JSON lines many at once: read by orjson, as long as each line is one object of plain cells.

A block in which anything is out of the ordinary becomes a batch without columns, whose rows
`loaders.read_jsonl` reads; it also says what is wrong.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from loaders.batches import Batch
from loaders.columns import LIST_COLUMNS
from loaders.decode import opened
from loaders.read_jsonl import read_lines
from loaders.rows import Header, Rows

_BLOCK = 1 << 20
_MARK = b"\xef\xbb\xbf"
_CELL = {str, type(None)}
_SPACED = (b" :", b"\t:", b"\r:", b"\n:")
_SPACED_KEY = re.compile(rb'"[ \t\r\n]+:')
_NO_COLUMNS = Header(0, ())

Objects = list[dict[str, Any]]


def jsonl_batches(path: Path, file: str) -> Iterator[Batch]:
    """The rows of a file in batches; Unreadable where it cannot be read on."""
    with opened(path) as text:
        line = 1
        for block in _blocks(text.buffer):
            count = _count(block)
            lines = range(line, line + count)
            objects = _objects(block)
            names, columns = _columns(objects) if objects else ((), None)
            header = Header(0, names) if columns is not None else _NO_COLUMNS
            again = partial(_rows, block, file, line)
            yield Batch(file, header, lines, columns or (), again)
            line += count


def _blocks(binary: BinaryIO) -> Iterator[bytes]:
    """Whole lines, about a mebibyte of them at a time."""
    block = binary.read(_BLOCK) + binary.readline()
    block = block.removeprefix(_MARK)
    while block:
        yield block
        block = binary.read(_BLOCK) + binary.readline()


def _text_lines(block: bytes) -> io.StringIO:
    return io.StringIO(block.decode(), newline="")


def _count(block: bytes) -> int:
    """How many lines a block has; a carriage return alone ends one, too."""
    if block.count(b"\r") != block.count(b"\r\n"):
        return sum(1 for _ in _text_lines(block))
    return block.count(b"\n") + (not block.endswith(b"\n"))


def _rows(block: bytes, file: str, first: int) -> Rows:
    return read_lines(_text_lines(block), file, first)


def _objects(block: bytes) -> Objects | None:
    """The objects of a block, one a line; None where a line is anything else."""
    if block.count(b"\r") != block.count(b"\r\n"):
        return None
    try:
        found = list(map(orjson.loads, block.rstrip(b" \t\r\n").splitlines()))
    except orjson.JSONDecodeError:
        return None
    return found if set(map(type, found)) == {dict} and _keys_once(block, found) else None


def _keys_once(block: bytes, objects: Objects) -> bool:
    """Whether certainly no key stands twice in an object: orjson takes the last.

    A key is a quote before a colon. Where there are as many of these as keys were read, none was
    dropped; in text there may be more of them.
    """
    if any(sign in block for sign in _SPACED) and _SPACED_KEY.search(block):
        return False
    kept = sum(map(len, objects))
    for name in LIST_COLUMNS:
        for cell in [row[name] for row in objects if name in row]:
            if isinstance(cell, list):
                kept += sum(len(part) for part in cell if isinstance(part, dict))
    return kept == block.count(b'":')


def _columns(objects: Objects) -> tuple[tuple[str, ...], list[Sequence[Any]] | None]:
    """The names of all columns, and the cells; no cells where one is neither text nor a list."""
    shapes = set(map(tuple, objects))
    names = tuple(dict.fromkeys(chain.from_iterable(shapes)))
    columns: list[Sequence[Any]] = (
        list(zip(*map(dict.values, objects), strict=True))
        if len(shapes) == 1
        else [[row.get(name) for row in objects] for name in names]
    )
    found: list[Sequence[Any]] = []
    for name, column in zip(names, columns, strict=False):
        kinds = set(map(type, column))
        if name in LIST_COLUMNS and kinds <= _CELL | {list}:
            # Text is one item here, and is not divided.
            found.append([[cell] if isinstance(cell, str) and cell else cell for cell in column])
        elif kinds <= _CELL:
            found.append(column)
        else:
            return names, None
    return names, found
