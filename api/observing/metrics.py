"""Metrics for Prometheus: requests by route, query times by named query, pool, release, claims.

With several workers each process writes its numbers to files in a folder that they share
(`PROMETHEUS_MULTIPROC_DIR`, made and removed by the parent), and whichever worker is asked adds
them up. What is a fact of the store and not of a process (release, claims) is asked of the store.
"""

from __future__ import annotations

import os
import time

import psutil
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHARED = "PROMETHEUS_MULTIPROC_DIR"
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60)
disable_created_metrics()  # type: ignore[no-untyped-call]
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Metrics:
    """The numbers of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.is_shared = SHARED in os.environ
        labels = ("route", "method", "status")
        self.requests = Counter(
            "parley_requests", "Requests answered", labels, registry=self.registry
        )
        self.seconds = Histogram(
            "parley_request_seconds",
            "Seconds from a request's head to the end of its answer",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.under_way = Gauge(
            "parley_requests_under_way",
            "Requests being answered",
            multiprocess_mode="livesum",
            registry=self.registry,
        )
        self.queries = Histogram(
            "parley_query_seconds",
            "Seconds of a named query, its rows read",
            ("query",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.query_failures = Counter(
            "parley_query_failures", "Named queries that failed", ("query",), registry=self.registry
        )
        self.sessions = Gauge(
            "parley_store_sessions",
            "Sessions with the store in use, of the pool's size in each process",
            multiprocess_mode="livesum",
            registry=self.registry,
        )
        self.memory = Gauge(
            "parley_worker_resident_bytes",
            "Memory of a process that answers, when it last did",
            multiprocess_mode="liveall",
            registry=self.registry,
        )
        self._looked = 0.0
        if not self.is_shared:
            ProcessCollector(registry=self.registry)

    def asked(self, name: str, seconds: float, failed: bool) -> None:
        """Counts a query of the store; `Store.observe` calls it."""
        self.queries.labels(name).observe(seconds)
        if failed:
            self.query_failures.labels(name).inc()

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Counts a request; an address that leads nowhere is one route, whatever it says."""
        route = str(getattr(scope.get("route"), "path", None) or "none")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self.requests.labels(route, method, str(status)).inc()
        self.seconds.labels(route).observe(seconds)
        if time.monotonic() - self._looked > 1:
            self._looked = time.monotonic()
            self.memory.set(psutil.Process().memory_info().rss)

    def text(self, *facts: CollectorRegistry) -> bytes:
        """All numbers as Prometheus reads them: of every process where several share them."""
        if not self.is_shared:
            return b"".join(generate_latest(row) for row in (self.registry, *facts))
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
        return b"".join(generate_latest(row) for row in (everybody, *facts))


class Counted:
    """ASGI middleware that counts requests."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._metrics.under_way.inc()
        try:
            await self._app(scope, receive, sending)
        finally:
            self._metrics.under_way.dec()
            self._metrics.answered(scope, status, time.perf_counter() - began)
