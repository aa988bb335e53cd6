"""The command line: `parley`, with HTTP's questions, answers and errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def main() -> None:
    """Runs one command; whatever goes wrong ends as a sentence and an exit status."""
    try:
        with _without("pandas"):
            import neo4j  # noqa: F401, PLC0415 - see below
        from api.cli.commands import app  # noqa: PLC0415 - so that a missing module is a sentence
    except ModuleNotFoundError as error:
        sys.stderr.write(
            f"parley: the Python module {error.name} is missing: run `make run` again after "
            "`rm -rf .venv`, or `pip install parley`\n"
        )
        sys.exit(5)
    except KeyboardInterrupt:  # Ctrl-C may come before the command has begun
        sys.exit(130)
    from api.cli.failures import run_safely  # noqa: PLC0415 - see above
    from api.memory import collect_seldom  # noqa: PLC0415 - see above

    collect_seldom()
    status = run_safely(app)
    # What was printed is flushed here, so that a closed pipe is no traceback at the very end.
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Hides an optional module for a while.

    The driver imports pandas wherever it is installed, as with Parley's notebooks it is, and needs
    it for results as data frames alone: no command has any, and each would wait for it.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]
