"""The analyst's bench: `connect()` gives the graph to ask, in Cypher or in Parley's own terms.

from graph import connect
g = connect()
g.positions(demand="d-europe-at-table", as_of="2025-03-18").df()
"""

from __future__ import annotations

from graph.notebook.bench import Graph
from graph.notebook.connecting import connect
from graph.notebook.ipython import load_ipython_extension

__all__ = ["Graph", "connect", "load_ipython_extension"]
