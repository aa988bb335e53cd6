"""Logs as JSON lines on standard error, each with the id of the request that it belongs to."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from contextvars import ContextVar

REQUEST: ContextVar[str | None] = ContextVar("request", default=None)
LOGGERS = ("parley.access", "parley.errors", "parley.audit")


class AsLine(logging.Formatter):
    """A record as one JSON line; what already is one stays as it is."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: `time`, `level`, `log`, `message`, and `request` and `trace` where known."""
        if record.name in ("parley.access", "parley.audit"):
            return record.getMessage()
        fields = {
            "time": utc(record.created),
            "level": record.levelname.lower(),
            "log": record.name,
            "message": record.getMessage(),
            "request": REQUEST.get(),
            "trace": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({name: value for name, value in fields.items() if value is not None})


def utc(seconds: float) -> str:
    """An instant as the logs write it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def log_as_lines() -> None:
    """Sends all logs of the service to standard error; PARLEY_LOG=0 silences access."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AsLine())
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO)
    if os.environ.get("PARLEY_LOG") == "0":
        logging.getLogger("parley.access").setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    uvicorn = logging.getLogger("uvicorn.error")
    uvicorn.handlers[:] = [handler]
    uvicorn.propagate = False
