"""The dossiers that Parley ships, wherever it is installed."""

from __future__ import annotations

from pathlib import Path

from graph.errors import SetupError
from loaders.dossier_files import HEAD


def shipped_dossiers() -> list[Path]:
    """The folders of the shipped dossiers; SetupError where the installation lacks them."""
    root = Path(__file__).parent / "dossiers"
    found = sorted(path.parent for path in root.glob(f"*/{HEAD}"))
    if not found:
        raise SetupError(f"the dossiers are missing in {root}: install Parley again")
    return found
