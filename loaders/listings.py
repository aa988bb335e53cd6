"""Things that several dossiers share: their listings united, or what they disagree on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Listing = Mapping[str, Any]


def unite(listings: Iterable[Listing]) -> tuple[dict[str, Any], list[str]]:
    """The fields of a thing from all that list it, and the fields on which they disagree.

    Aliases are united and sorted; every other field must agree, or be missing in all but one.
    """
    united: dict[str, Any] = {}
    disputed: list[str] = []
    aliases: set[str] = set()
    for listing in listings:
        for name, value in listing.items():
            if name == "aliases":
                aliases.update(value)
            elif united.setdefault(name, value) != value and name not in disputed:
                disputed.append(name)
    if aliases:
        united["aliases"] = sorted(aliases)
    return united, disputed
