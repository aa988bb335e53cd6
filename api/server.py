"""Serving: the port is taken before anything else, and let go of whatever happens."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from api.access.install import keys_of
from api.access.sessions import session_key
from api.cli.printing import hint, progress, say
from api.observing.audit import Audit
from api.observing.loads import recorded_load
from api.observing.logs import log_as_lines
from api.settings import ServiceSettings
from api.workers import allow_files, answer_alone, answer_together, watched
from graph.errors import SetupError
from graph.store import Store, StoreSettings, open_store


def serve(*, host: str | None, port: int | None, public: bool, load_first: Sequence[Path]) -> None:
    """Serves until interrupted; `load_first` are dossiers to load before.

    SetupError where the port is taken, the address cannot be listened on, or a file of tokens will
    not do.
    """
    given = {"host": host, "port": port}
    settings = ServiceSettings.model_validate(
        ServiceSettings().model_dump() | {key: row for key, row in given.items() if row is not None}
    )
    settings.check_public(public=public)
    key = session_key(settings.session_key.expanduser() if settings.session_key else None)
    keys_of(settings, key)
    log_as_lines()
    allow_files(settings.connections)
    with _listening(settings) as listener:
        if load_first:
            _load(load_first, settings)
        # Held as long as anybody answers, so that an embedded engine does not end in between.
        with open_store(StoreSettings()) as store:
            _greet(settings, store, listener)
            if settings.workers > 1:
                answer_together(settings, key, listener)
            elif not answer_alone(settings, watched(settings, store, key), listener):
                hint("parley: the service did not start")


def _load(paths: Sequence[Path], settings: ServiceSettings) -> None:
    with open_store(StoreSettings(), writable=True) as store, progress() as report:
        summary = recorded_load(store, paths, report=report, audit=Audit.of(store, settings.audit))
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


def _greet(settings: ServiceSettings, store: Store, listener: socket.socket) -> None:
    shown, port = listener.getsockname()[:2]
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    say(
        f"Parley answers from the {store.describe()}.",
        f"  {address}/  what is contested, by whom, since when, and who says so",
        f"  {address}/docs  what programs can ask, such as",
        f"  {address}/v1/positions?demand=d-europe-at-table&as_of=2025-03-18",
        *((f"  {address}/login  for those with a token",) if settings.tokens else ()),
        "Ctrl-C ends it.",
    )
    sys.stdout.flush()
