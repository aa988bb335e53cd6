"""Serving: the port is taken before anything else, and let go of whatever happens."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from api.app import create_app
from api.cli.printing import hint, progress, say
from api.settings import ServiceSettings
from graph.errors import SetupError
from graph.store import Store, StoreSettings, open_store

GRACE_SECONDS = 5


def serve(*, host: str | None, port: int | None, public: bool, load_first: Sequence[Path]) -> None:
    """Serves until interrupted; `load_first` are dossiers to load before.

    SetupError where the port is taken or the address cannot be listened on.
    """
    given = {"host": host, "port": port}
    settings = ServiceSettings.model_validate(
        ServiceSettings().model_dump() | {key: row for key, row in given.items() if row is not None}
    )
    settings.check_public(public=public)
    _log_as_lines()
    with _listening(settings) as listener:
        if load_first:
            _load(load_first)
        store = open_store(StoreSettings())
        try:
            _serve(settings, store, listener)
        finally:
            store.close()


def _load(paths: Sequence[Path]) -> None:
    from loaders.load import load  # noqa: PLC0415 - only where something is loaded

    with open_store(StoreSettings(), writable=True) as store, progress() as report:
        summary = load(store, paths, report=report)
    say(*summary.lines())


def _listening(settings: ServiceSettings) -> socket.socket:
    """A socket that listens, so that a taken port is told before any work is done."""
    try:
        family, *_, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except (OSError, UnicodeError) as error:
        raise _refused(settings, error) from None
    return listener


def _refused(settings: ServiceSettings, error: Exception) -> SetupError:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return SetupError(
            f"port {settings.port} on {settings.host} is taken: end what listens there, or choose "
            f"another, as in PARLEY_PORT={settings.port + 1 if settings.port < 65_535 else 8000}"
        )
    if number == errno.EACCES:
        return SetupError(f"port {settings.port} is for the system alone: choose one above 1023")
    return SetupError(f"{settings.host} is no address of this machine: set PARLEY_HOST to one")


def _serve(settings: ServiceSettings, store: Store, listener: socket.socket) -> None:
    shown, port = listener.getsockname()[:2]
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    say(
        f"Parley answers from the {store.describe()}.",
        f"  {address}/  what is contested, by whom, since when, and who says so",
        f"  {address}/docs  what programs can ask, such as",
        f"  {address}/v1/positions?demand=d-europe-at-table&as_of=2025-03-18",
        "Ctrl-C ends it.",
    )
    sys.stdout.flush()
    config = uvicorn.Config(
        create_app(settings, store),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    server.run(sockets=[listener])
    if not server.started:
        hint("parley: the service did not start")


def _log_as_lines() -> None:
    """Access as JSON lines and errors as text, on standard error; PARLEY_LOG=0 silences access."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for name in ("parley.access", "parley.errors"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO)
    if os.environ.get("PARLEY_LOG") == "0":
        logging.getLogger("parley.access").setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
