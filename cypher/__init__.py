"""Every line of Cypher that Parley sends: one named query a file, checked when it is read.

A file begins with its header, in comments:

    // name: query/claims_of_demands
    // answers: the claims whose object is one of these demands
    // parameters: demands: list[str]
    // slots: TYPE: relation type

`parameters` and `slots` may be missing or stand on several lines. The parameters declared must be
those used. A slot is a word in capitals between « and », filled with a label or a relation type of
the vocabulary, since no engine takes these as parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_HEADER = re.compile(r"^// (name|answers|parameters|slots): *(.*)$")
_USED = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_SLOT = re.compile(r"«([A-Z_]+)»")
_WORD = re.compile(r"[A-Za-z][A-Za-z_]*")


class QueryFileError(Exception):
    """A query file that does not keep to the form above: a mistake of Parley's own."""


@dataclass(frozen=True, slots=True)
class Query:
    """One named query: its text, its parameters with their types, and the slots left to fill."""

    name: str
    answers: str
    text: str
    parameters: tuple[tuple[str, str], ...]
    slots: tuple[str, ...]

    def fill(self, **words: str) -> Query:
        """The query with its slots filled by labels or relation types."""
        if set(words) != set(self.slots):
            raise QueryFileError(f"{self.name} has the slots {self.slots}, not {sorted(words)}")
        text = self.text
        for slot, word in words.items():
            if not _WORD.fullmatch(word):
                raise QueryFileError(f"{word!r} is neither a label nor a relation type")
            text = text.replace(f"«{slot}»", word)
        return replace(self, text=text, slots=())


@cache
def named(name: str) -> Query:
    """The query of that name (`query/claims_of_demands`); QueryFileError if there is none."""
    source = files("cypher").joinpath(f"{name}.cypher")
    try:
        return parse(name, source.read_text("utf-8"))
    except FileNotFoundError:
        raise QueryFileError(f"there is no file cypher/{name}.cypher") from None


def names(folder: str) -> Iterator[str]:
    """The names of a folder's queries (`schema`, `write`, `query`), in order."""
    place: Traversable = files("cypher").joinpath(folder)
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".cypher"):
            yield f"{folder}/{entry.name.removesuffix('.cypher')}"


def parse(name: str, text: str) -> Query:
    """Reads one query file; QueryFileError where header and body disagree."""
    header, body = _split(text)
    if header["name"] != [name]:
        raise QueryFileError(f"cypher/{name}.cypher calls itself {header['name']}")
    if not header["answers"] or not body:
        raise QueryFileError(f"cypher/{name}.cypher lacks 'answers' or its query")
    query = Query(name, " ".join(header["answers"]), body, _declared(header, "parameters"), ())
    _agree(name, "parameters", {word for word, _ in query.parameters}, set(_USED.findall(body)))
    slots = tuple(word for word, _ in _declared(header, "slots"))
    _agree(name, "slots", set(slots), set(_SLOT.findall(body)))
    return replace(query, slots=slots)


def _split(text: str) -> tuple[dict[str, list[str]], str]:
    header: dict[str, list[str]] = {"name": [], "answers": [], "parameters": [], "slots": []}
    body = []
    for line in text.splitlines():
        match = _HEADER.match(line)
        if match:
            header[match[1]].append(match[2].strip())
        elif not line.startswith("//"):
            body.append(line)
    return header, "\n".join(body).strip()


def _declared(header: dict[str, list[str]], part: str) -> tuple[tuple[str, str], ...]:
    pairs = [pair for line in header[part] for pair in line.split(";") if pair.strip()]
    split = [pair.partition(":") for pair in pairs]
    return tuple((word.strip(), kind.strip()) for word, _, kind in split)


def _agree(name: str, part: str, declared: set[str], used: set[str]) -> None:
    if declared != used:
        raise QueryFileError(
            f"cypher/{name}.cypher declares the {part} {sorted(declared)} and uses {sorted(used)}"
        )
