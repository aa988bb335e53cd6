"""What the loader is measured against: plain `UNWIND ... MERGE` in batches, nothing checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import Store
from graph.vocabulary import VOCABULARY
from loaders.plan import batches
from loaders.staging import Staging
from loaders.write import uid_of

BATCH = 5_000
Rows = list[dict[str, Any]]
_THINGS = {"about": "Asset", "addressed_to": "Party", "in_favour_of": "Party"}


class Plain:
    """The nodes and edges that a staged dossier becomes, grouped by the statement that merges them.

    `rows` counts them; `write` merges them, by an index for each look-up.
    """

    def __init__(self, staging: Staging) -> None:
        self._groups: dict[str, Rows] = defaultdict(list)
        labels = {}
        for thing in staging.things():
            labels[thing.id] = thing.label
            text = f"MERGE (n:{thing.label} {{id: row.id}}) SET n += row"
            self._groups[text].append({**thing.fields, "id": thing.id})
        for claim in staging.claims():
            uid = uid_of(claim.dossier, claim.id, claim.digest, 0)
            row = {**claim.content, "uid": uid, "id": claim.id, "digest": claim.digest}
            self._groups["MERGE (c:Claim {uid: row.uid}) SET c += row"].append(row)
            self._evidence(uid, claim.dossier, claim.content, labels)
        for head in staging.heads:
            self._groups["MERGE (n:Dossier {id: row.id})"].append({"id": head.id})

    @property
    def rows(self) -> int:
        """How many nodes and edges there are."""
        return sum(len(rows) for rows in self._groups.values())

    def write(self, store: Store) -> None:
        """Merges nodes, then edges."""
        for text in sorted(self._groups, key=lambda text: text.startswith("MATCH")):
            for batch in batches(self._groups[text], BATCH):
                with store.session("WRITE") as session:
                    session.run(f"UNWIND $rows AS row {text}", rows=batch).consume()

    def _evidence(
        self, uid: str, dossier: str, content: Mapping[str, Any], labels: Mapping[str, str]
    ) -> None:
        subject, thing = content["subject"], content["object"]
        self._edge(uid, "SUBJECT", labels[subject], subject)
        self._edge(uid, "OBJECT", labels[thing], thing)
        self._edge(uid, "IN", "Dossier", dossier)
        for column, label in _THINGS.items():
            self._edges(uid, column.upper(), label, content.get(column, ()))
        self._edges(uid, "CITES", "Source", content.get("sources", ()))
        if "said_at" in content:
            self._edge(uid, "SAID_AT", "Event", content["said_at"])
        relation = VOCABULARY.relations[content["relation"]].type
        text = (
            f"MATCH (s:{labels[subject]} {{id: row.subject}}) "
            f"MATCH (o:{labels[thing]} {{id: row.object}}) "
            f"MERGE (s)-[r:{relation} {{uid: row.uid}}]->(o) SET r.said_on = row.said_on"
        )
        said_on = content.get("said_on")
        row = {"uid": uid, "subject": subject, "object": thing, "said_on": said_on}
        self._groups[text].append(row)

    def _edges(self, uid: str, kind: str, label: str, names: Sequence[str]) -> None:
        for name in names:
            self._edge(uid, kind, label, name)

    def _edge(self, uid: str, kind: str, label: str, name: str) -> None:
        text = (
            f"MATCH (c:Claim {{uid: row.uid}}) MATCH (n:{label} {{id: row.id}}) "
            f"MERGE (c)-[:{kind}]->(n)"
        )
        self._groups[text].append({"uid": uid, "id": name})
