"""What may stand where the cursor is in a piece of Cypher."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.notebook.schema import EDGE_PROPERTIES, KEYWORDS, PROPERTIES, TYPES
from graph.vocabulary import VOCABULARY

_WORD = re.compile(r"[\w$]*$")
_NAMED_NODE = re.compile(r"\(\s*(\w+)\s*:\s*(\w+)")
_NAMED_EDGE = re.compile(r"\[\s*(\w+)\s*:\s*(\w+)")
_VARIABLE = re.compile(r"[(\[]\s*([A-Za-z]\w*)|\bAS\s+(\w+)", re.IGNORECASE)
_ALL_PROPERTIES = tuple(
    dict.fromkeys(
        name for rows in (*PROPERTIES.values(), *EDGE_PROPERTIES.values()) for name in rows
    )
)
# A value that the graph has few of, by the property that it is compared with.
_VALUES = {
    "kind": sorted({kind for kinds in VOCABULARY.kinds.values() for kind in kinds}),
    "relation": sorted(VOCABULARY.relations),
    "certainty": list(VOCABULARY.certainties),
    "report_kind": list(VOCABULARY.report_kinds),
}
_COMPARED = re.compile(r"(\w+)\s*(?:=|:|<>)\s*['\"]([\w-]*)$")


@dataclass(frozen=True, slots=True)
class Completions:
    """Words that may stand in place of the last `length` signs, each with what it is."""

    length: int
    words: tuple[tuple[str, str], ...]


def completions(text: str, names: Iterable[str] = ()) -> Completions:
    """What may follow a text, with the cursor at its end; `names` are values for parameters."""
    compared = _COMPARED.search(text)
    if compared and compared[1] in _VALUES:
        return _beginning(compared[2], [(word, "value") for word in _VALUES[compared[1]]])
    word = _WORD.search(text)
    begun = word[0] if word else ""
    before = text[: len(text) - len(begun)].rstrip(" ")
    if begun.startswith("$"):
        return _beginning(begun, [(f"${name}", "parameter") for name in names])
    if before.endswith((":", "|", "&")) and _is_in_pattern(before):
        return _beginning(begun, _after_colon(before))
    if text[: len(text) - len(begun)].endswith("."):
        return _beginning(begun, [(name, "property") for name in _properties(text, before)])
    variables = [(name, "variable") for name in _variables(text[: len(text) - len(begun)])]
    return _beginning(begun, [*variables, *((name, "keyword") for name in KEYWORDS)])


def _beginning(begun: str, words: Iterable[tuple[str, str]]) -> Completions:
    """The words that begin so, those in the same case first."""
    wanted = begun.casefold()
    found = [row for row in words if row[0].casefold().startswith(wanted)]
    return Completions(len(begun), tuple(dict.fromkeys(found)))


def _opened(before: str) -> str:
    """The bracket that is open at the end of a text."""
    depth: list[str] = []
    for sign in before:
        if sign in "([{":
            depth.append(sign)
        elif sign in ")]}" and depth:
            depth.pop()
    return depth[-1] if depth else ""


def _is_in_pattern(before: str) -> bool:
    return _opened(before) in ("(", "[") or bool(re.search(r"\b\w+:$", before))


def _after_colon(before: str) -> list[tuple[str, str]]:
    if _opened(before) == "[":
        return [(name, "relation") for name in TYPES]
    return [(name, "label") for name in PROPERTIES]


def _properties(text: str, before: str) -> Iterable[str]:
    """The properties of the variable before the point: of its label where the query names it."""
    variable = re.search(r"(\w+)\.$", before)
    labels = dict(_NAMED_NODE.findall(text))
    types = dict(_NAMED_EDGE.findall(text))
    name = variable[1] if variable else ""
    if labels.get(name) in PROPERTIES:
        return PROPERTIES[labels[name]]
    return EDGE_PROPERTIES.get(types.get(name, ""), _ALL_PROPERTIES)


def _variables(text: str) -> list[str]:
    return [one or other for one, other in _VARIABLE.findall(text)]
