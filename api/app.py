"""The service: one factory, one store opened when it starts and closed when it ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api import cypher, docs, export, problems, routes
from api.access.install import guard
from api.access.turns import Turns
from api.manners import Manners
from api.observing.audit import Audit
from api.observing.facts import Facts
from api.observing.metrics import Counted, Metrics
from api.observing.routes import router as operating
from api.openapi import document
from api.pages.ready import lay_ready
from api.pages.routers import ROUTERS
from api.settings import ServiceSettings
from api.shelf import Shelf
from api.warming import Warming
from graph.desk import Desk
from graph.store import Store

_DESCRIPTION = (
    "Who demands what, of whom, over which asset, since when, who objects, and says who? "
    "Every answer carries its claims, their sources, and a pin with which it can be asked again."
)

# Threads of the embedded engine and of Neo4j that people's own queries may take at once.
QUERIES_AT_ONCE = 16


def create_app(settings: ServiceSettings, store: Store, key: bytes | None = None) -> FastAPI:
    """The service over an open store, which it closes when it ends.

    `key` signs sessions where several processes must agree on it.
    """
    metrics = Metrics()
    store.observe, store.count_sessions = metrics.asked, metrics.sessions.inc
    desk = Desk(store)
    warming = Warming(desk, lambda: lay_ready(app.state.shelf, desk), wanted=settings.warm)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming.begin()
        yield
        warming.end()
        store.close()

    app = FastAPI(
        title="Parley",
        version=version("parley"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.desk = desk
    app.state.store = store
    app.state.allows_cypher = settings.allows_cypher
    app.state.turns = Turns(settings.client_queries, QUERIES_AT_ONCE)
    app.state.audit = Audit.of(store, settings.audit)
    app.state.metrics, app.state.facts = metrics, Facts(desk)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    app.state.shelf = Shelf(desk, settings.answers_megabytes, warming.begin)
    problems.install(app)
    app.include_router(routes.router)
    app.include_router(export.router)
    app.include_router(cypher.router)
    app.include_router(operating)
    app.include_router(docs.router)
    for part in ROUTERS:
        app.include_router(part)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    guard(app, settings, key)
    app.add_middleware(Counted, metrics=metrics)
    app.add_middleware(Manners)
    return app
