"""Errors as a server would send them."""

from __future__ import annotations

from neo4j.exceptions import Neo4jError


def server_error(code: str, message: str) -> Neo4jError:
    """What the driver raises when a server answers with a code and a message."""
    return Neo4jError._hydrate_neo4j(code=code, message=message)
