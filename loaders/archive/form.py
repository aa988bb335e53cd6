"""What an archive's lines are, as both sides know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

Kind = Literal["dossier", "thing", "release", "claim"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Line = Mapping[str, Any]

FORMAT = 1
# The ten bytes that gzip begins with, without a name, a time and a system: the same everywhere, so
# that a file whose first bytes are damaged is known by them.
GZIP_HEAD = bytes.fromhex("1f8b 0800 0000 0000 00ff")
LONGEST_LINE = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line: who made the archive and when, as of which release, with how many claims.

    `release` and `published_at` are None where nothing had been loaded.
    """

    parley_backup: int = FORMAT
    parley: str
    schema: int
    release: int | None
    published_at: str | None
    made_at: str
    claims: int


@dataclass(slots=True)
class Contents:
    """What an archive holds: its header, its lines by kind, and their SHA-256."""

    header: Header
    counts: Counter[Kind] = field(default_factory=Counter)
    sha256: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The contents as JSON has them."""
        head = asdict(self.header)
        return {
            "release": head["release"],
            "published_at": head["published_at"],
            "made_at": head["made_at"],
            "parley": head["parley"],
            **{f"{kind}s": self.counts[kind] for kind in KINDS},
            "sha256": self.sha256,
        }

    def words(self) -> str:
        """How much it is, as a person reads it."""
        return ", ".join(f"{self.counts[kind]:,} {kind}s" for kind in KINDS)
