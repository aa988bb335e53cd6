"""The services that `benchmarks.positions` compares: `parley`, a `plain` route, and `memory`.

    python -m benchmarks.positions_service parley|plain|memory

It prints its port, then serves on loopback until it is ended.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import neo4j
import uvicorn
from fastapi import FastAPI
from starlette.responses import Response

from api.app import create_app
from api.memory import collect_seldom
from api.problems import dump
from api.settings import ServiceSettings
from benchmarks.positions import PLAIN
from graph.desk import Desk
from graph.questions import PositionsQuestion
from graph.store import Store, StoreSettings, open_store


def plain_app(store: Store) -> FastAPI:
    """One route, one query, the rows as they come: what one writes in ten lines."""
    driver = neo4j.AsyncGraphDatabase.driver(store.endpoint.uri, auth=store.endpoint.reader)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await driver.close()

    app = FastAPI(lifespan=lifespan)

    @app.get("/v1/positions")
    async def positions(asset: str, as_of: str, limit: int) -> dict[str, Any]:
        result = await driver.execute_query(
            PLAIN,
            {"asset": asset, "as_of": as_of},
            database_=store.endpoint.database,
            routing_=neo4j.RoutingControl.READ,
        )
        return {"items": [record.data() for record in result.records][:limit]}

    return app


def memory_app(store: Store) -> FastAPI:
    """A route that gives the bytes of Parley's answers from memory, worked out once each."""
    desk = Desk(store)
    kept: dict[str, bytes] = {}
    app = FastAPI()

    @app.get("/v1/positions")
    async def positions(asset: str, as_of: str, limit: int) -> Response:
        if as_of not in kept:
            asked = {"asset": asset, "as_of": as_of, "limit": limit}
            kept[as_of] = dump(desk.positions(PositionsQuestion.model_validate(asked)))
        return Response(kept[as_of], media_type="application/json")

    return app


def main() -> None:
    """Serves until ended."""
    collect_seldom()
    store = open_store(StoreSettings())
    apps = {"plain": plain_app, "memory": memory_app}
    made = apps.get(sys.argv[1])
    app = made(store) if made else create_app(ServiceSettings(), store)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        sys.stdout.write(f"{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run([listener])
    store.close()


if __name__ == "__main__":
    main()
