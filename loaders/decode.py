"""Files as text: UTF-8 alone, read line by line, with the place of the first bad byte."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from loaders.rows import Unreadable

_BLOCK = 1 << 20


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The file as text; Unreadable where it is not UTF-8 or cannot be opened.

    It is read through once beforehand, in blocks, so that a bad byte is found before any row is.
    """
    try:
        with path.open("rb") as binary:
            _check(binary)
        with path.open("r", encoding="utf-8-sig", newline="") as text:
            yield text
    except IsADirectoryError:
        raise Unreadable(1, "is a folder: a table is a file") from None
    except PermissionError:
        raise Unreadable(1, "cannot be read: give yourself the right to read it") from None
    except OSError as error:
        raise Unreadable(1, f"cannot be read: {error.strerror or 'the disk failed'}") from None


def _check(binary: BinaryIO) -> None:
    rest, line, position = b"", 1, 0
    while block := binary.read(_BLOCK):
        chunk = rest + block
        if position == 0 and 0 in chunk[:2]:
            _refuse(chunk, chunk.index(0), line, position)
        try:
            chunk.decode("utf-8")
            rest = b""
        except UnicodeDecodeError as error:
            if error.start < len(chunk) - 3:
                _refuse(chunk, error.start, line, position)
            rest = chunk[error.start :]
            chunk = chunk[: error.start]
        line += chunk.count(b"\n")
        position += len(chunk)
    if rest:
        _refuse(rest, 0, line, position)


def _refuse(chunk: bytes, start: int, line: int, position: int) -> None:
    line += chunk[:start].count(b"\n")
    hint = (
        "UTF-16, as some spreadsheets save it"
        if chunk[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in chunk[:2]
        else ("perhaps it is Windows-1252")
    )
    raise Unreadable(
        line,
        f"is not UTF-8 (byte 0x{chunk[start]:02X} at offset {position + start}; {hint}): save it "
        "as UTF-8 (in Excel: CSV UTF-8)",
    )
