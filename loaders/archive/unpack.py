"""A gzip file back into lines, each checked; whatever is not as it was written is refused."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import IO, Any

import orjson
from pydantic import TypeAdapter, ValidationError

from graph.errors import BadArchive
from graph.store.schema import latest_version
from loaders.archive.form import FORMAT, GZIP_HEAD, KINDS, LONGEST_LINE, Contents, Header, Line

_PIECE = 1 << 18
_HEADER = TypeAdapter(Header)


def is_archive(file: IO[bytes]) -> bool:
    """Whether a file begins as an archive does."""
    try:
        return b'"parley_backup":' in next(_texts(file))
    except (BadArchive, StopIteration):
        return False


class Unpacking:
    """The lines of an archive, from the first to the last; `contents` is complete after these.

    BadArchive where the file is none, is damaged or cut, or was made by a newer Parley. What was
    damaged shows at the end at the latest, so that all lines must be read before any is believed.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._texts = _texts(file)
        self._digest = sha256()
        self.contents = Contents(self._header())

    def __iter__(self) -> Iterator[Line]:
        ended = False
        stage = 0
        for text in self._texts:
            if ended:
                raise _damaged("something follows its end")
            line = _parsed(text)
            kind = line.get("kind")
            if kind == "end":
                self._check_end(line)
                ended = True
                continue
            if kind not in KINDS or KINDS.index(kind) < stage:
                raise _damaged(f"its line {self.contents.counts.total() + 2:,} is out of place")
            stage = KINDS.index(kind)
            self._digest.update(text + b"\n")
            self.contents.counts[kind] += 1
            yield line
        if not ended:
            raise _damaged("its end is missing")

    def _header(self) -> Header:
        try:
            text = next(self._texts)
        except StopIteration:
            raise _damaged("it is empty") from None
        line = _parsed(text)
        number = line.get("parley_backup")
        if not isinstance(number, int):
            raise _foreign()
        _check_age("the format", number, FORMAT, line)
        try:
            header = _HEADER.validate_json(text, strict=True)
        except ValidationError:
            raise _damaged("its first line is not as it should be") from None
        _check_age("the schema", header.schema, latest_version(), line)
        return header

    def _check_end(self, line: Line) -> None:
        contents = self.contents
        contents.sha256 = self._digest.hexdigest()
        told = (line.get("sha256"), line.get("counts"), contents.header.claims)
        if told != (contents.sha256, contents.counts, contents.counts["claim"]):
            raise _damaged("its checksum is another")


def _check_age(what: str, number: int, known: int, line: Line) -> None:
    if number > known:
        maker = str(line.get("parley", "later"))[:40]
        raise BadArchive(
            f"the archive has {what} {number}, this Parley knows {known}: restore it with "
            f"Parley {maker}, which made it, or a later one"
        )


def _parsed(text: bytes) -> dict[str, Any]:
    try:
        line = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _damaged("a line of it cannot be read") from None
    if not isinstance(line, dict):
        raise _foreign()
    return line


def _texts(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a gzip file that holds one member and nothing behind it."""
    waiting = bytearray()
    for piece in _pieces(file):
        first, *others = piece.split(b"\n")
        waiting += first
        if others:
            yield bytes(waiting)
            *whole, rest = others
            yield from whole
            waiting = bytearray(rest)
        if len(waiting) > LONGEST_LINE:
            raise _damaged("a line of it is too long")
    if waiting:
        raise _damaged("its last line is cut")


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    head = file.read(len(GZIP_HEAD))
    if head != GZIP_HEAD:
        raise _foreign() if head[:2] != GZIP_HEAD[:2] else _damaged("its first bytes are others")
    file.seek(0)
    expanding = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while not expanding.eof:
        given = expanding.unconsumed_tail or file.read(_PIECE)
        if not given:
            raise _damaged("it is cut")
        try:
            yield expanding.decompress(given, _PIECE * 4)
        except zlib.error:
            raise _damaged("its content does not agree with its checksum") from None
    if expanding.unused_data or file.read(1):
        raise _damaged("something follows its end")


def _damaged(how: str) -> BadArchive:
    return BadArchive(
        f"the archive is damaged: {how}; nothing was written, take another copy of it"
    )


def _foreign() -> BadArchive:
    return BadArchive(
        "the file is no backup of Parley's: give one that `parley backup FILE` wrote; "
        "nothing was written"
    )
