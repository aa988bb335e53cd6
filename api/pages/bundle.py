"""The picture's scripts as one classic script: one request instead of one for each module.

It is also what a file on a disk can hold, from which modules cannot be loaded.

Each module becomes a function that gives what it exports; what it imports it takes from these. The
modules keep to the plainest form of both: `import { a, b } from "./c.js";` on one line, and
`export` before a function or class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class) (\w+))", re.MULTILINE)


def bundled(modules: Mapping[str, str], entry: str) -> str:
    """A module with all that it needs; `modules` are the sources by name, without the ending."""
    parts = [_wrapped(name, modules[name]) for name in _in_order(modules, entry, set())]
    return '"use strict";\n' + "\n".join(parts)


def _in_order(modules: Mapping[str, str], name: str, seen: set[str]) -> Iterator[str]:
    """A module after those that it imports, each once."""
    if name in seen:
        return
    seen.add(name)
    for _, other in _IMPORT.findall(modules[name]):
        yield from _in_order(modules, other, seen)
    yield name


def _wrapped(name: str, source: str) -> str:
    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const { \1 } = module_\2;", source))
    return f"const module_{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"
