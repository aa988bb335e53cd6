"""A person's Cypher as words: what it begins with and what it calls, strings and comments aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import BadQuery, QueryRefused

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})")
# What may follow the word CALL where it calls no procedure: a subquery, or it is a variable.
_AFTER_CALL = ("", *"({,)]}.=<>+-*/%^|:")
STARTS = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
PROCEDURES = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys"})
_OPENING, _CLOSING, _SIGNS = frozenset("([{"), frozenset(")]}"), frozenset("+-*/%^")
MOST_BRACKETS, MOST_SIGNS = 100, 2_000
_NAMESPACES = frozenset(
    {"date", "datetime", "localdatetime", "localtime", "time", "duration", "point", "vector"}
)


def tokens(text: str) -> list[str]:
    """The words and signs of a query; a string is `''`, a quoted name keeps its quotes."""
    return [token for token in _tokens(text) if token]


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match["string"] is not None:
            yield "''"
        elif match["space"] is None:
            yield match[0]


def check_prefix(text: str) -> None:
    """QueryRefused for an empty query, several at once, and for EXPLAIN, PROFILE or CYPHER.

    A backslash outside a string is refused, since a server may read a letter in it.
    """
    found = tokens(text)
    while found and found[-1] == ";":
        found.pop()
    if not found:
        raise QueryRefused("the query is empty: write one; docs/graph.md has an example")
    if ";" in found:
        raise QueryRefused("there are several queries: send them one by one")
    if "\\" in found:
        raise QueryRefused("a backslash stands outside a string: take it out")
    if found[0].upper() in ("EXPLAIN", "PROFILE", "CYPHER"):
        raise QueryRefused(f"{found[0].upper()} is not offered: send the query itself")


def check_depth(text: str) -> None:
    """BadQuery for what a server would take long to parse, which no time limit of a query stops."""
    found = tokens(text)
    depth = deepest = 0
    for token in found:
        depth += (token in _OPENING) - (token in _CLOSING)
        deepest = max(deepest, depth)
    if deepest > MOST_BRACKETS:
        raise BadQuery(f"brackets stand deeper than {MOST_BRACKETS} in each other: use fewer")
    if sum(token in _SIGNS for token in found) > MOST_SIGNS:
        raise BadQuery(f"there are more than {MOST_SIGNS:,} signs of arithmetic: use parameters")


def check_words(text: str) -> None:
    """The gate of the embedded engine, whose reader account may look at what others run.

    QueryRefused for what does not begin with a reading clause, for procedures and for functions of
    a namespace that are not on a list. Writing, the account itself refuses.
    """
    found = tokens(text)
    if found[0].upper() not in STARTS:
        raise QueryRefused(
            f"only reading is allowed here: a query begins with {', '.join(sorted(STARTS))}, "
            f"not with {found[0].upper()[:40]}"
        )
    for place, token in enumerate(found):
        if token.upper() == "CALL" and not _is_name(found, place):
            _check_procedure(found, place + 1)
    check_functions(text)


def check_functions(text: str) -> None:
    r"""QueryRefused for functions of a namespace that are not on a list.

    Looks at the text with its `\u` escapes replaced too, as older servers do before they read it.
    """
    for form in {text, _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)}:
        _check_functions(tokens(form))


def _is_name(found: list[str], place: int) -> bool:
    """Whether a word is a property, a label or a parameter rather than a clause."""
    before, earlier = ["", "", *found[:place]][-1:-3:-1]
    return before in (":", "$", "|", "&") or (before == "." and not earlier.isdigit())


def _check_procedure(found: list[str], place: int) -> None:
    name = _dotted(found, place)
    if not name and "".join(found[place : place + 1]) in _AFTER_CALL:
        return
    if name.lower() not in PROCEDURES:
        raise QueryRefused(
            f"the procedure {name} is not offered: use one of {', '.join(sorted(PROCEDURES))}"
        )


def _check_functions(found: list[str]) -> None:
    for place, sign in enumerate(found):
        if sign == "(" and place and "." in found[place - 1][1:]:
            raise QueryRefused(f"the function {found[place - 1]} is not offered")
        if sign == "(" and place >= 3 and found[place - 2] == ".":
            start = place - 1
            while start >= 2 and found[start - 1] == ".":
                start -= 2
            name = _dotted(found, start)
            called = start > 0 and found[start - 1].upper() == "CALL"
            if not called and found[start].lower() not in _NAMESPACES:
                raise QueryRefused(f"the function {name} is not offered")


def _dotted(found: list[str], place: int) -> str:
    """The dotted name that begins at a place; empty where none does."""
    parts: list[str] = []
    while place < len(found) and re.fullmatch(r"[^\W\d]\w*|`.*`", found[place], re.DOTALL):
        parts.append(found[place].strip("`"))
        if found[place + 1 : place + 2] != ["."]:
            break
        place += 2
    return ".".join(parts)
