"""The schema: constraints and indexes, applied by the numbered files in `cypher/schema`.

Each statement says IF NOT EXISTS, so applying them twice or from several processes at once does no
harm. The number of the last one is noted in the store.
"""

from __future__ import annotations

from typing import Any, Protocol

from cypher import Query, named, names
from graph.errors import SchemaMismatch


class Writes(Protocol):
    """What applying the schema needs of a store."""

    engine: str

    def read(self, query: Query, /, **parameters: Any) -> list[dict[str, Any]]:
        """The records that a named query returns."""

    def write(self, query: Query, /, **parameters: Any) -> list[dict[str, Any]]:
        """The records that a named query returns, which may write."""


def latest_version() -> int:
    """The number of the last schema file."""
    return max(map(_number, names("schema")))


def stored_version(store: Writes) -> int:
    """The number of the last file that was applied to a store, 0 for a new one.

    SchemaMismatch where it is one that this Parley does not know.
    """
    rows = store.read(named("query/schema_version"))
    version = int(rows[0]["version"]) if rows else 0
    if version > latest_version():
        raise SchemaMismatch(
            f"the store has schema {version}, this Parley knows {latest_version()}: install the "
            "Parley that made it, or use another store"
        )
    return version


def migrate(store: Writes) -> None:
    """Brings a store to the latest schema; one read where it has it already."""
    version = stored_version(store)
    missing = [name for name in names("schema") if _number(name) > version]
    for name in missing:
        store.write(named(name))
    if missing:
        if store.engine == "neo4j":
            store.write(named("write/indexes_online"))
        store.write(named("write/schema_version"), version=latest_version())


def _number(name: str) -> int:
    return int(name.removeprefix("schema/").partition("_")[0])
