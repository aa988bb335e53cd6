"""The service as it runs: a uvicorn server on a loopback port, in a thread of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api.app import create_app
from api.settings import ServiceSettings
from graph.store import StoreSettings, open_store

SECONDS = 60.0


@contextmanager
def serving(settings: StoreSettings, service: ServiceSettings | None = None) -> Iterator[str]:
    """The service over a store; its address, such as `http://127.0.0.1:40123`."""
    app = create_app(service or ServiceSettings(), open_store(settings))
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + SECONDS
        while not server.started and thread.is_alive() and time.monotonic() < until:
            time.sleep(0.02)
        assert server.started, "the service did not start"
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(SECONDS)
        listening.close()
