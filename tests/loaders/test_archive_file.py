"""An archive as a file: whatever is not as it was written is refused, and nothing else."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadArchive
from loaders.archive.believe import believe
from loaders.archive.form import FORMAT, Contents, Header, Line
from loaders.archive.pack import packed
from loaders.archive.unpack import Unpacking, is_archive

HEADER = Header(
    parley="0.1.0",
    schema=1,
    release=1,
    published_at="2030-01-01T00:00:00.000000Z",
    made_at="2030-01-02T00:00:00.000000Z",
    claims=1,
)
CLAIM: dict[str, Any] = {
    "uid": "0" * 32,
    "id": "c1",
    "dossier": "harbour",
    "relation": "demands",
    "subject": "aster",
    "object": "d-open",
    "said_on": "2030-01-02",
    "sources": ["s-one"],
    "locators": [""],
    "quotes": ["Öffnen!"],
    "recorded_at": "2030-01-01T00:00:00.000000Z",
}
LINES: list[Line] = [
    {"kind": "dossier", "fields": {"id": "harbour"}},
    {"kind": "thing", "label": "Party", "fields": {"id": "aster"}, "listings": {}},
    {"kind": "thing", "label": "Demand", "fields": {"id": "d-open"}, "listings": {}},
    {"kind": "thing", "label": "Source", "fields": {"id": "s-one"}, "listings": {}},
    {"kind": "release", "fields": {"number": 1}},
    {"kind": "claim", "fields": CLAIM},
]


def archive(lines: Iterable[Line] = LINES, header: Header = HEADER) -> bytes:
    """The bytes of an archive of some lines."""
    kept = list(lines)
    count = sum(line["kind"] == "claim" for line in kept)
    return b"".join(packed(Contents(replace(header, claims=count)), kept))


def unpacked(content: bytes) -> list[Line]:
    """All lines of an archive, or BadArchive."""
    return list(Unpacking(io.BytesIO(content)))


def believed(content: bytes) -> Contents:
    """What a restore finds in an archive before it writes anything."""
    with TemporaryFile() as file:
        file.write(content)
        return believe(file, lambda _stage, _done, _of: None)


def pressed(*lines: Any) -> bytes:
    """A gzip file of lines, as somebody else might write it."""
    text = b"".join(orjson.dumps(line) + b"\n" for line in lines)
    pressing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = pressing.compress(text) + pressing.flush()
    tail = zlib.crc32(text).to_bytes(4, "little") + len(text).to_bytes(4, "little")
    return archive()[:10] + body + tail


def test_what_is_packed_is_unpacked_and_any_gzip_reads_it() -> None:
    content = archive()
    assert unpacked(content) == LINES
    assert believed(content).counts.total() == len(LINES)
    lines = gzip.decompress(content).splitlines()
    assert len(lines) == len(LINES) + 2
    assert is_archive(io.BytesIO(content))


def test_every_changed_bit_is_noticed() -> None:
    content = archive()
    unnoticed = []
    for place in range(len(content)):
        for bit in range(8):
            damaged = bytearray(content)
            damaged[place] ^= 1 << bit
            try:
                assert unpacked(bytes(damaged)) == LINES
            except BadArchive:
                continue
            unnoticed.append(place)
    # The bits that fill up the last byte of what is compressed mean nothing.
    assert set(unnoticed) <= {len(content) - 9}


def test_every_cut_is_noticed() -> None:
    content = archive()
    for length in range(len(content)):
        with pytest.raises(BadArchive):
            unpacked(content[:length])


@given(st.binary(min_size=1, max_size=30))
def test_whatever_follows_the_end_is_noticed(more: bytes) -> None:
    with pytest.raises(BadArchive):
        unpacked(archive() + more)


@given(st.binary(max_size=200))
def test_any_other_file_is_refused(content: bytes) -> None:
    assert not is_archive(io.BytesIO(content))
    with pytest.raises(BadArchive):
        unpacked(content)


@given(st.lists(st.text(), max_size=30))
def test_any_texts_come_back(texts: list[str]) -> None:
    lines: list[Line] = [{"kind": "claim", "fields": {"note": text}} for text in texts]
    assert unpacked(archive(lines)) == lines


def test_a_long_archive_comes_back_piece_by_piece() -> None:
    lines: list[Line] = [
        {"kind": "claim", "fields": {"note": f"{number} " * 40}} for number in range(20_000)
    ]
    assert unpacked(archive(lines)) == lines


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no backup"),
        (b"PK\x03\x04", "no backup"),
        (pressed({"a": 1}), "no backup"),
        (pressed([1]), "no backup"),
        (pressed({"parley_backup": FORMAT + 1, "parley": "9.9.9"}), "Parley 9.9.9"),
        (archive(header=replace(HEADER, schema=999)), "schema"),
        (pressed({"parley_backup": FORMAT}), "first line"),
        (archive(LINES[::-1]), "out of place"),
        (archive([{"kind": "song", "fields": {}}]), "out of place"),
        (pressed(orjson.loads(orjson.dumps(HEADER))), "its end is missing"),
    ],
)
def test_a_foreign_or_newer_archive_is_refused_with_its_reason(content: bytes, says: str) -> None:
    with pytest.raises(BadArchive, match=says):
        unpacked(content)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([*LINES[:-1], {"kind": "claim", "fields": {**CLAIM, "relation": "sings"}}], "'sings'"),
        ([*LINES[:-1], {"kind": "claim", "fields": {**CLAIM, "uid": "z" * 32}}], "uid"),
        ([*LINES[:-1], {"kind": "claim", "fields": {**CLAIM, "object": "aster"}}], "Demand aster"),
        ([*LINES[:-1], {"kind": "claim", "fields": {**CLAIM, "quotes": []}}], "places"),
        ([*LINES[:-1], {"kind": "claim", "fields": {"uid": "0" * 32}}], "lacks what every"),
        ([*LINES[:3], *LINES[4:]], "Source s-one"),
        (LINES[1:], "Dossier harbour"),
        ([{"kind": "thing", "label": "Song", "fields": {}}], "'Song'"),
        ([{"kind": "dossier"}], "no fields"),
    ],
)
def test_an_archive_that_would_lose_a_claim_is_refused(lines: list[Line], says: str) -> None:
    with pytest.raises(BadArchive, match=says):
        believed(archive(lines))


def test_memory_stays_bounded_where_a_small_file_expands_to_much(tmp_path: Path) -> None:
    pressing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = b"".join(pressing.compress(b" " * 1_000_000) for _ in range(200)) + pressing.flush()
    with pytest.raises(BadArchive, match="too long"):
        unpacked(archive()[:10] + body)
