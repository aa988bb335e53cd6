"""Claims column by column: many at once, as long as nothing is wrong with any of them.

It decides nothing of its own. The parsers of the columns and the references of the dossier are
those of the row-by-row check, asked once for each different cell; where one of them objects, or
anything is out of the ordinary, the batch goes back to be checked row by row, which says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from operator import eq
from typing import Any

from graph.dates import Period
from graph.vocabulary import VOCABULARY, Label
from loaders.batches import Batch
from loaders.cells import CLAIM_ID, LONGEST_ID
from loaders.check_cells import of_cells
from loaders.columns import LIST_COLUMNS, TABLES
from loaders.references import References
from loaders.rows import MAX_TEXT
from loaders.source_cells import cited_by

Column = list[Any]

_TABLE = TABLES["claims"]
_OWN_WORDS = {"paraphrase", "note", "condition"}
_PLAIN = ("said_on", "valid_from", "valid_to", "leaning", "reported_by", "report_kind", "certainty")
_STRUCTURE = VOCABULARY.names("structure")
_STANCES = VOCABULARY.names("stance")
_REMEMBERED = 50_000
_ENDS = ("subject", "object")


class OutOfTheOrdinary(Exception):
    """A batch has to be checked row by row."""


@dataclass(slots=True)
class Checked:
    """A sound batch: the claims' ids, and their content by column; None where a cell is empty.

    `sources` are the cells as they are; `cited` says which source a part of one names
    (`loaders.source_cells`).
    """

    ids: Column
    columns: dict[str, Column]
    sources: Column
    cited: dict[str, str]
    stood_on: set[str]


class ColumnsCheck:
    """Checks batches of claims of one dossier; what it made of a cell it remembers."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._sources = _Memory(lambda name: references.resolve(name.strip(), ("Source",)))
        self._ends = {end: _Memory(self._resolving_end(end)) for end in _ENDS}
        self._parsed = {name: _Memory(_TABLE.columns[name]) for name in (*_PLAIN, "relation")}
        self._resolved = {
            name: _Memory(self._resolving(name, labels))
            for name, labels in _TABLE.references.items()
        }

    def check(self, batch: Batch) -> Checked:
        """The batch with its names resolved; OutOfTheOrdinary where rows have to be looked at."""
        if not set(_TABLE.required) <= set(batch.header.names) <= _TABLE.columns.keys():
            raise OutOfTheOrdinary
        cells = dict(zip(batch.header.names, batch.columns, strict=True))
        filled = {name: column for name, column in cells.items() if any(column)}
        try:
            return self._checked(filled)
        except (KeyError, ValueError, TypeError, AttributeError):
            raise OutOfTheOrdinary from None

    def _checked(self, cells: dict[str, Sequence[Any]]) -> Checked:
        for name in _TABLE.required:
            _demand(all(cells[name]))
        ids = _ids(cells["id"])
        columns: dict[str, Column] = {}
        for memory in (self._parsed, self._resolved):
            for name in memory.keys() & cells.keys():
                columns[name] = list(map(memory[name].__getitem__, _to_remember(cells[name])))
        for name in _OWN_WORDS & cells.keys():
            columns[name] = _texts(cells[name])
        _demand(all(columns["paraphrase"]) and all(columns["relation"]) and all(columns["said_on"]))
        relations = columns["relation"]
        _demand(_STRUCTURE.isdisjoint(relations))
        for end, known in self._ends.items():
            columns[end] = list(map(known.__getitem__, zip(relations, cells[end], strict=True)))
        _demand(not any(map(eq, columns["subject"], columns["object"])))
        _fit(columns)
        cited = cited_by(cells["sources"], self._sources.__getitem__)
        if cited is None:
            raise OutOfTheOrdinary
        stood_on = set(compress(columns["object"], map(_STANCES.__contains__, relations)))
        return Checked(ids, columns, list(cells["sources"]), cited, stood_on)

    def _resolving_end(self, end: str) -> Callable[[tuple[str, str]], str]:
        """What a claim's end is made into: a name may mean a party here and an asset there."""
        labels = {name: getattr(row, end) for name, row in VOCABULARY.relations.items()}

        def resolved(found: tuple[str, str]) -> str:
            relation, cell = found
            return self._references.resolve(_TABLE.columns[end](cell), labels[relation])

        return resolved

    def _resolving(self, name: str, labels: tuple[Label, ...]) -> Callable[[Any], Any]:
        """What a cell that refers to other things is made into."""
        parse = _TABLE.columns[name]
        if name not in LIST_COLUMNS:
            return lambda cell: self._references.resolve(parse(cell), labels)
        parse_list = of_cells(parse)
        return lambda cell: self._references.resolve_all(
            parse_list(list(cell) if isinstance(cell, tuple) else cell), labels
        )


class _Memory(dict[Any, Any]):
    """What was made of the cells so far; as many as it has room for."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: Any) -> Any:
        made = (self._make(cell) or None) if cell else None
        if len(self) < _REMEMBERED:
            self[cell] = made
        return made


def _demand(sound: bool) -> None:
    if not sound:
        raise OutOfTheOrdinary


def _ids(cells: Sequence[str]) -> Column:
    """The ids; one of structure has two hyphens: whether it is taken is looked up row by row."""
    together = "".join(cells)
    _demand(together.isprintable() and "--" not in "\n".join(cells))
    ids = list(map(str.strip, cells))
    _demand(all(map(CLAIM_ID.fullmatch, ids)) and max(map(len, ids)) <= LONGEST_ID)
    return ids


def _to_remember(cells: Sequence[Any]) -> Iterable[Any]:
    """Cells of which none is a list, which cannot be looked up."""
    if list not in set(map(type, cells)):
        return cells
    return (tuple(cell) if isinstance(cell, list) else cell for cell in cells)


def _texts(cells: Sequence[Any]) -> Column:
    """Texts, each its own: stripped, and looked at one by one where one has an odd sign."""
    texts = [cell or "" for cell in cells]
    if not all(map(str.isprintable, texts)) or max(map(len, texts)) > MAX_TEXT:
        return [_TABLE.columns["note"](text) or None for text in texts]
    return [text.strip() or None for text in texts]


def _fit(columns: dict[str, Column]) -> None:
    """Whether columns go together, row by row where two of them are filled."""
    nothing: Iterable[Any] = repeat(None)
    for leaning, relation in zip(columns.get("leaning", ()), columns["relation"], strict=False):
        _demand(not leaning or relation == "considers")
    begins, ends = columns.get("valid_from", nothing), columns.get("valid_to", ())
    for begin, end in zip(begins, ends, strict=False):
        if begin and end:
            _demand(not Period.parse(end).certainly_before(Period.parse(begin)))
