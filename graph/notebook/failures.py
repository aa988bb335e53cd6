"""How a question fails in a notebook: Parley's own sentences, and nothing from below."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from graph.errors import BadQuery, ParleyError, SetupError

_QUOTED = re.compile(r"[`'\"](\$?\w+)[`'\"]")
_INSTALL = {
    "pandas": "pip install 'parley[notebook]'",
    "matplotlib": "pip install 'parley[notebook]'",
    "IPython": "pip install 'parley[notebook]'",
    "polars": "pip install polars",
}


def needed(module: str, what: str) -> Any:
    """An optional package; SetupError with the command that installs it where it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        command = _INSTALL[module.partition(".")[0]]
        package = module.partition(".")[0]
        raise SetupError(
            f"{what} needs {package}, which is not installed here: run `{command}` and try again"
        ) from None


@contextmanager
def plainly() -> Iterator[None]:
    """Lets Parley's errors through without what caused them; all else becomes one of them.

    PARLEY_DEBUG=1 shows everything as it is.
    """
    try:
        yield
    except ParleyError as error:
        if os.environ.get("PARLEY_DEBUG"):
            raise
        raise error from None
    except Exception as error:
        if os.environ.get("PARLEY_DEBUG"):
            raise
        raise ParleyError(
            f"something went wrong inside Parley ({type(error).__name__}): set PARLEY_DEBUG=1 to "
            "see where, and tell its maintainers"
        ) from None


def placed(error: BadQuery, query: str) -> BadQuery:
    """The error with the line of the query at fault and a mark under the place."""
    # some servers quote the line themselves, cut to a window and without its number
    text = error.message.partition("\n")[0].rstrip()
    line, column = error.details.get("line"), error.details.get("column")
    if line is None:
        line, column = _place_of(text, query)
    rows = query.splitlines()
    if line is None or column is None or not 0 < line <= len(rows):
        return BadQuery(text, **error.details)
    lead = f"line {line}: "
    mark = " " * (len(lead) + column - 1) + "^"
    return BadQuery(f"{text}\n{lead}{rows[line - 1]}\n{mark}", line=line, column=column)


def _place_of(text: str, query: str) -> tuple[int | None, int | None]:
    """Where the name stands that a complaint quotes, if it stands in the query as a word."""
    for name in _QUOTED.findall(text):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", query)
        if found:
            before = query[: found.start()]
            return before.count("\n") + 1, found.start() - before.rfind("\n")
    return None, None
