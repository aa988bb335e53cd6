"""What is wrong with the parameters of a question, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from graph.errors import BadParameter
from graph.names import nearest

# What is wrong between two parameters is said by a text that begins with one of them.
_NAMED = re.compile(r"([a-z_]+): (.*)", re.DOTALL)


def invalid(errors: Iterable[Mapping[str, Any]], known: Iterable[str] = ()) -> BadParameter:
    """The error for what pydantic says is wrong: each parameter, and what would be right."""
    rows = [_row(error, list(known)) for error in errors]
    first = rows[0] if rows else {"parameter": "query", "detail": "is wrong"}
    rest = "".join(f"; {row['parameter']}: {row['detail']}" for row in rows[1:])
    return BadParameter(first["parameter"], first["detail"] + rest, errors=rows)


def _row(error: Mapping[str, Any], known: list[str]) -> dict[str, str]:
    name = str(error["loc"][-1]) if error.get("loc") else "query"
    text = str(error.get("msg", "is wrong")).removeprefix("Value error, ")
    if name == "query" and (named := _NAMED.fullmatch(text)):
        name, text = named.groups()
    if error.get("type") == "extra_forbidden":
        near = nearest(name, known, 1)
        hint = f"the nearest is '{near[0]}'" if near else f"there are {', '.join(sorted(known))}"
        return {"parameter": clean(name), "detail": f"there is no such parameter; {hint}"}
    return {"parameter": clean(name), "detail": clean(text[:1].lower() + text[1:])}


def clean(text: str) -> str:
    """A text that JSON can hold, whatever was sent."""
    return text.encode("utf-8", "replace").decode("utf-8")[:500]
