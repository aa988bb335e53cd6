"""What the store holds, as metrics: asked when they are, and of a release only once."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Gauge

from graph.dates import parse_instant
from graph.desk import Desk
from graph.errors import ParleyError
from graph.model import Release


class Facts:
    """Whether the store answers, its release, and its claims by dossier."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._release: Release | None = None
        self._claims: dict[str, int] = {}

    def registry(self) -> CollectorRegistry:
        """The facts as they are now; of a store that is away, that it is."""
        found = CollectorRegistry()
        up = Gauge("parley_store_up", "Whether the store answers", registry=found)
        try:
            release = self._desk.release()
            claims = self._counted(release)
        except ParleyError:
            up.set(0)
            return found
        up.set(1)
        if release is not None:
            _tell(found, release, claims)
        return found

    def _counted(self, release: Release | None) -> dict[str, int]:
        if release != self._release:
            rows = self._desk.status()["dossiers"] if release else []
            self._claims = {row["id"]: row["claims"] for row in rows}
            self._release = release
        return self._claims


def _tell(registry: CollectorRegistry, release: Release, claims: dict[str, int]) -> None:
    number = Gauge("parley_release", "The number of the current release", registry=registry)
    number.set(release.number)
    published = Gauge(
        "parley_release_published_timestamp_seconds",
        "When the current release was published, in seconds since 1970",
        registry=registry,
    )
    published.set(parse_instant(release.published_at).timestamp())
    counts = Gauge(
        "parley_claims",
        "Claims of the current release, by dossier",
        ("dossier",),
        registry=registry,
    )
    for dossier, count in claims.items():
        counts.labels(dossier).set(count)
