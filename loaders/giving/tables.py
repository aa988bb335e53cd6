"""A dossier's tables, row by row, from its staged things and claims: what a format writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from graph.vocabulary import VOCABULARY
from loaders.columns import TABLES
from loaders.staging import DossierHead, Staging

TableRow = dict[str, Any]

_STRUCTURE = sorted(VOCABULARY.names("structure"))


@dataclass(frozen=True, slots=True)
class Tables:
    """The dossier of a staging under a head, which may call it otherwise, and its rows by table.

    A row has the columns of its table in their order, those that are empty left out: texts, lists
    of texts, lists of mappings (`sources`, `excludes`), numbers and booleans.
    """

    head: DossierHead
    staging: Staging
    dossier: str

    def heading(self) -> dict[str, str]:
        """What `dossier.yaml` says."""
        head = self.head
        fields = {
            "id": head.id,
            "title": head.title,
            "description": head.description,
            "licence": head.licence,
            "maintainer": head.maintainer,
        }
        return {name: text for name, text in fields.items() if text}

    def rows(self, name: str) -> Iterator[TableRow]:
        """The rows of a table, by id."""
        found = self._claims() if name == "claims" else self._things(name)
        columns = TABLES[name].columns
        for row in found:
            yield {column: row[column] for column in columns if row.get(column) not in (None, [])}

    def _claims(self) -> Iterator[TableRow]:
        for claim in self.staging.claims(self.dossier):
            if claim.relation not in _STRUCTURE:
                yield {**claim.content, "id": claim.id, "sources": _sources(claim.content)}

    def _things(self, name: str) -> Iterator[TableRow]:
        structure = self._structure() if TABLES[name].structure else {}
        for thing in self.staging.things(self.dossier):
            if thing.label == TABLES[name].label:
                yield {**thing.fields, **structure.get(thing.id, {}), "id": thing.id}

    def _structure(self) -> Mapping[str, dict[str, list[Any]]]:
        """The columns of structure by the thing whose row they stand in."""
        found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for claim in self.staging.claims_of(self.dossier, _STRUCTURE, "object"):
            content = claim.content
            part: Any = content["object"]
            if claim.relation == "excludes":
                because = {"because": content["because"]} if "because" in content else {}
                part = {"id": part, **because}
            found[content["subject"]][claim.relation].append(part)
        return found


def _sources(content: Mapping[str, Any]) -> list[dict[str, str]]:
    rows = zip_longest(
        content["sources"], content.get("locators", ()), content.get("quotes", ()), fillvalue=""
    )
    parts = ({"id": name, "locator": place, "quote": quote} for name, place, quote in rows)
    return [{key: text for key, text in part.items() if text} for part in parts]
