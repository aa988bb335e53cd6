"""Putting the guards around the service, as its settings say."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from api.access import login
from api.access.attempts import Attempts
from api.access.doorman import Doorman, Names
from api.access.gate import Gate, Keys
from api.access.limits import Bounds, Limits
from api.access.sessions import Sessions, session_key
from api.access.tokens import TokenFile
from api.settings import ServiceSettings


def keys_of(settings: ServiceSettings, key: bytes | None = None) -> Keys | None:
    """What lets people in; None where there are no tokens.

    `key` signs the sessions where several processes answer and no file gives one. SetupError where
    a file cannot be used.
    """
    if settings.tokens is None:
        return None
    tokens = TokenFile(settings.tokens.expanduser())
    given = settings.session_key
    key = session_key(given.expanduser() if given else None) if given or key is None else key
    return Keys(tokens, Sessions(tokens, key, settings.session_hours * 3_600), Attempts())


def guard(app: FastAPI, settings: ServiceSettings, key: bytes | None = None) -> None:
    """Adds the guards, the innermost first; what is added later stands before them."""
    keys = keys_of(settings, key)
    if keys:
        app.state.keys = keys
        app.include_router(login.router)
        app.add_middleware(Gate, keys=keys)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Authorization", "Content-Type"],
        )
    bounds = Bounds(
        body=settings.body_bytes,
        answer=settings.answer_seconds,
        client_requests=settings.client_requests,
    )
    app.add_middleware(Limits, bounds=bounds)
    names = Names(settings.host_names, any_address=not settings.is_loopback)
    app.add_middleware(Doorman, names=names, origins=settings.origins)
