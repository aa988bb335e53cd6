"""Lines into a gzip file, piece by piece, with a checksum of all of them at the end."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

import orjson

from loaders.archive.form import GZIP_HEAD, Contents, Line

_LEVEL = 5
_PIECE = 1 << 18


def packed(contents: Contents, lines: Iterable[Line]) -> Iterator[bytes]:
    """The bytes of an archive; `contents` is filled in on the way."""
    yield from _compressed(_texts(contents, lines))


def _texts(contents: Contents, lines: Iterable[Line]) -> Iterator[bytes]:
    digest = sha256()
    yield _text(asdict(contents.header))
    for line in lines:
        contents.counts[line["kind"]] += 1
        text = _text(line)
        digest.update(text)
        yield text
    contents.sha256 = digest.hexdigest()
    yield _text({"kind": "end", "counts": dict(contents.counts), "sha256": contents.sha256})


def _text(content: Any) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS)


def _compressed(texts: Iterable[bytes]) -> Iterator[bytes]:
    """A gzip file of the texts; its head is written here, so that it is the same everywhere."""
    pressing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    check, size = 0, 0
    waiting = bytearray(GZIP_HEAD)
    for text in texts:
        check = zlib.crc32(text, check)
        size += len(text)
        waiting += pressing.compress(text)
        if len(waiting) > _PIECE:
            yield bytes(waiting)
            waiting.clear()
    waiting += pressing.flush()
    yield bytes(waiting) + check.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
