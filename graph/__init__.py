"""Parley's domain. `from graph import connect` is the way in from a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.notebook import Graph, connect, load_ipython_extension

__all__ = ["Graph", "connect", "load_ipython_extension"]


def __getattr__(name: str) -> Any:
    """What notebooks take from here, imported when it is wanted: the domain itself needs none."""
    if name not in __all__:
        raise AttributeError(f"module 'graph' has no attribute {name!r}")
    from graph import notebook  # noqa: PLC0415 - see above

    return getattr(notebook, name)


def __dir__() -> list[str]:
    """The names above too, so that they are completed."""
    return [*globals(), *__all__]
