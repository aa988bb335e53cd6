"""What was found out about links, kept in one file (SQLite), link by link as it is found.

So a run that is interrupted goes on where it was, and the next one has something to compare with.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import platformdirs

from graph.errors import SetupError
from loaders.links.outcome import Outcome

_TABLE = "CREATE TABLE IF NOT EXISTS outcome (url TEXT PRIMARY KEY, content TEXT NOT NULL)"


def default_file() -> Path:
    """Where outcomes are kept unless another file is named."""
    return platformdirs.user_cache_path("parley") / "links.sqlite"


class Memory:
    """The outcomes in a file, which is made where there is none; SetupError where it cannot be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._run(_TABLE)
        except (OSError, sqlite3.Error) as error:
            raise SetupError(f"{path} cannot keep what is found out about links: {error}") from None

    def of(self, url: str) -> Outcome | None:
        """What was last found out about a link."""
        rows = self._run("SELECT content FROM outcome WHERE url = ?", url)
        return Outcome(**json.loads(rows[0][0])) if rows else None

    def keep(self, outcome: Outcome) -> None:
        """Notes an outcome."""
        content = json.dumps(outcome.as_dict(), ensure_ascii=False)
        self._run("INSERT OR REPLACE INTO outcome VALUES (?, ?)", outcome.url, content)

    def _run(self, statement: str, *values: str) -> list[tuple[str]]:
        with closing(sqlite3.connect(self._path, timeout=30)) as database, database:
            return database.execute(statement, values).fetchall()
