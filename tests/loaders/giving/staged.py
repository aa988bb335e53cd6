"""What files stage, to compare formats with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loaders.check import check
from loaders.giving import give_back
from loaders.giving.tables import Tables
from loaders.plan import listing_text
from loaders.staging import Staging

Content = dict[str, Any]


def content_of(folder: Path) -> Content:
    """All that a dossier's files stage, but for where it stands."""
    with Staging() as staging:
        check([folder], staging)
        return content_in(staging)


def content_in(staging: Staging) -> Content:
    """All that is staged, but for where it stands: fields as text show types, too."""
    [head] = staging.heads
    return {
        "head": Tables(head, staging, head.id).heading(),
        "things": {
            thing.id: (thing.label, listing_text(thing.fields)) for thing in staging.things()
        },
        "claims": {
            claim.id: (claim.digest, claim.relation, claim.content) for claim in staging.claims()
        },
    }


def written(folder: Path, target: Path, as_format: str) -> Content:
    """Writes a dossier's files in a format; returns what they staged themselves."""
    with Staging() as staging:
        check([folder], staging)
        [head] = staging.heads
        give_back(Tables(head, staging, head.id), target, as_format)
        return content_in(staging)
