"""Small dossiers for tests, written as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]

PARTIES: Rows = [
    {"id": "aster", "name": "Aster", "kind": "state", "aliases": ["The Port", "Shared"]},
    {"id": "basil", "name": "Basil", "kind": "state", "aliases": ["Shared"]},
]
ASSETS: Rows = [{"id": "a-pier", "name": "The pier", "kind": "facility"}]
DEMANDS: Rows = [
    {"id": "d-open", "text": "The harbour opens.", "concerns": ["a-pier"], "excludes": ["d-shut"]},
    {"id": "d-shut", "text": "The harbour shuts."},
]
EVENTS: Rows = [{"id": "e-talks", "name": "Talks", "kind": "talks", "start": "2030-01-02"}]
SOURCES: Rows = [{"id": "s-one", "title": "The Gazette", "url": "https://example.org/one"}]
CLAIMS: Rows = [
    {
        "id": "c1",
        "subject": "Aster",
        "relation": "demands",
        "object": "d-open",
        "said_on": "2030-01-02",
        "sources": [{"id": "s-one", "locator": "page 1"}],
        "paraphrase": "Aster wants it open.",
        "about": ["a-pier"],
        "said_at": "e-talks",
        "certainty": "high",
    },
    {
        "id": "c2",
        "subject": "basil",
        "relation": "rejects",
        "object": "d-open",
        "said_on": "2030-02",
        "sources": ["s-one"],
        "paraphrase": "Basil does not.",
    },
]
TABLES: dict[str, Rows] = {
    "parties": PARTIES,
    "assets": ASSETS,
    "demands": DEMANDS,
    "events": EVENTS,
    "sources": SOURCES,
    "claims": CLAIMS,
}


def write_dossier(
    folder: Path,
    name: str = "harbour",
    *,
    tables: dict[str, Rows] | None = None,
    title: str = "The harbour",
) -> Path:
    """A dossier of YAML tables; those given replace the usual ones."""
    folder.mkdir(parents=True, exist_ok=True)
    head = f"id: {name}\ntitle: {json.dumps(title)}\n"
    (folder / "dossier.yaml").write_text(head, "utf-8")
    for table, rows in {**TABLES, **(tables or {})}.items():
        # JSON is YAML, and keeps a row to a line.
        lines = "".join(f"- {json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (folder / f"{table}.yaml").write_text(lines or "[]\n", "utf-8")
    return folder


def changed(rows: Rows, row_id: str, **fields: Any) -> Rows:
    """The rows, one of them with other fields."""
    return [{**row, **fields} if row["id"] == row_id else row for row in rows]


def without(rows: Rows, name: str) -> Rows:
    """The rows but for one."""
    return [row for row in rows if row["id"] != name]
