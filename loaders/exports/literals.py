r"""Values as Cypher literals, safe for whatever text they hold.

A backslash before a `u` ends its string, since some servers read `\u` in two passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_SIGNS = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(value: Any) -> str:
    """A text, number, truth, list or map as Cypher; None is null."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(name)}: {literal(part)}' for name, part in value.items())}}}"
    if isinstance(value, str):
        return _text(value)
    return rows(value)


def rows(values: Iterable[Any]) -> str:
    """A list."""
    return f"[{', '.join(map(literal, values))}]"


def _key(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _text(value: str) -> str:
    plain = "".join(_SIGNS.get(sign, sign) for sign in value)
    return "'" + plain.replace("\\\\u", "\\\\' + 'u") + "'"
