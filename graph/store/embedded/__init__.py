"""The embedded engine: a database that belongs to a folder and needs no server to be installed.

Whoever comes first starts it, with a small keeper beside it. Every user of the folder finds its
Bolt address there and holds a shared lock while at work; the keeper ends the engine when nobody
holds the lock. The kernel releases the lock of a process that dies, however it dies.
"""

import sys

from graph.errors import SetupError

if sys.platform == "win32":
    raise SetupError(
        "the embedded store needs Linux or macOS: run Parley inside WSL, or set PARLEY_NEO4J_URI "
        "to use a Neo4j server"
    )

from graph.store.embedded.attachment import Attachment, attach
from graph.store.embedded.folder import Account, default_folder
from graph.store.embedded.hold import Hold

__all__ = ["Account", "Attachment", "Hold", "attach", "default_folder"]
