"""Finding the store that a notebook asks, and saying what is the matter where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from graph.errors import NotFound, SetupError
from graph.notebook.bench import Graph
from graph.notebook.failures import plainly
from graph.notebook.ipython import use_in_cells
from graph.store import StoreSettings
from graph.store.read_only import Limits

SECONDS = 30.0
ROWS = 100_000
BYTES = 512_000_000


def connect(  # noqa: PLR0913 - an address has that many parts
    store: str | Path | None = None,
    *,
    uri: str | None = None,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    writable: bool = False,
    seconds: float = SECONDS,
    rows: int = ROWS,
) -> Graph:
    """A graph to ask, of the store that the environment names or the arguments do.

    Without arguments it is the store that the environment names, as for every command: Neo4j where
    PARLEY_NEO4J_URI is set, else the embedded store at PARLEY_STORE or in the user's data folder,
    beside whoever else uses it. `store` is the folder of an embedded one; `uri`, `user`,
    `password` and `database` a Neo4j database. A writable one can be loaded into.

    `seconds` and `rows` limit each Cypher query. In a notebook it also provides `%%cypher`.

    SetupError or StoreError where nothing can be connected to, NotFound where nothing is loaded.
    """
    with plainly():
        settings = _settings(store, uri=uri, user=user, password=password, database=database)
        graph = Graph(settings, Limits(seconds, rows, BYTES), writable=writable)
        try:
            if not writable:
                _must_be_loaded(graph)
        except BaseException:
            graph.close()
            raise
    use_in_cells(graph)
    return graph


def _settings(store: str | Path | None, **neo4j: str | None) -> StoreSettings:
    given: dict[str, Any] = {name: value for name, value in neo4j.items() if value is not None}
    if store is not None and given:
        raise SetupError("store is the folder of an embedded store: give it, or uri and the like")
    if store is not None:
        return StoreSettings(store=Path(store).expanduser()).model_copy(update={"neo4j_uri": None})
    found = StoreSettings()
    if not given:
        return found
    if "password" in given:
        given["password"] = SecretStr(given["password"])
    # an account of its own for reading belongs to the server of the environment
    kept = {} if "uri" not in given else {"reader_user": None, "reader_password": None}
    update = {f"neo4j_{name}": value for name, value in {**kept, **given}.items()}
    settings = found.model_copy(update=update)
    if settings.neo4j_uri is None:
        raise SetupError("uri is missing: give the address of a Neo4j server, or set one")
    return settings


def _must_be_loaded(graph: Graph) -> None:
    if graph.status()["release"] is None:
        raise NotFound(
            f"nothing is loaded in the {graph.store.describe()}: `parley load --shipped` loads the "
            "dossiers that come with Parley, `parley load PATH` your own; then connect again"
        )
