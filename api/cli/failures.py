"""How a command fails: one sentence, one exit status, never a traceback.

| status | meaning |
|---|---|
| 0 | done |
| 1 | the dossier has errors, or something unexpected happened |
| 2 | wrong use: an option, a parameter, a query |
| 3 | no such thing, or an ambiguous name |
| 4 | the store is away, busy or full |
| 5 | the machine lacks something |
| 130 | interrupted |
"""

from __future__ import annotations

import os
import sys
import traceback

import typer
from pydantic import ValidationError

from api.problems import dump, problem_of
from graph.errors import ParleyError, SetupError
from graph.parameters import invalid

WRONG_USE = 2
INTERRUPTED = 130


def run_safely(app: typer.Typer) -> int:
    """Runs the command that the arguments name; returns the exit status."""
    try:
        # Without its standalone mode typer gives back the status of an Exit.
        status = app(standalone_mode=False, prog_name="parley")
    except typer.Exit as error:
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except typer.TyperException as error:
        return _misused(error)
    except BrokenPipeError:
        return 0
    except Exception as error:
        return _told(_explained(error))
    return status if isinstance(status, int) else 0


def _misused(error: typer.TyperException) -> int:
    """What is wrong with the words of a command; without any, the help that typer gives."""
    message = error.format_message()
    context = getattr(error, "ctx", None)
    command = context.command if context else None
    if "unexpected extra argument" in message and any(
        "--q" in option.opts for option in getattr(command, "params", ())
    ):
        message += ": words to look for are given with --q"
    help_of = context.command_path if context else "parley"
    helped = message.startswith("Usage:")
    sys.stderr.write(message if helped else f"parley: {message}\nSee `{help_of} --help`.\n")
    return WRONG_USE


def _explained(error: Exception) -> ParleyError:
    if isinstance(error, ParleyError):
        return error
    if isinstance(error, ValidationError):
        return _settings_error(error)
    if os.environ.get("PARLEY_DEBUG"):
        traceback.print_exception(error)
    return ParleyError(
        f"something went wrong inside Parley ({type(error).__name__}): set PARLEY_DEBUG=1 to see "
        "where, and tell its maintainers"
    )


def _settings_error(error: ValidationError) -> ParleyError:
    """A variable of the environment that is wrong, by its name."""
    rows = error.errors()
    names = ", ".join(f"PARLEY_{str(row['loc'][-1]).upper()}: {row['msg']}" for row in rows)
    return SetupError(f"the environment is wrong: {names}")


def _told(error: ParleyError) -> int:
    """Says an error on standard error: as a sentence, or as a problem where JSON was asked for."""
    if "--json" in sys.argv:
        sys.stderr.buffer.write(dump(problem_of(error)))
    elif error.slug == "dossier":
        sys.stderr.write(f"{error.message}\nparley: nothing was written\n")
    else:
        sys.stderr.write(f"parley: {error.message}\n")
    return error.exit_status


def checked_question(error: ValidationError, known: list[str]) -> ParleyError:
    """What is wrong with a question, by the names of its options."""
    return invalid(error.errors(include_url=False), known)
