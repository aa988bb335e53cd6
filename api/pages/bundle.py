"""The picture's scripts as one classic script: modules cannot be loaded from a file on a disk.

Each module becomes a function that gives what it exports; what it imports it takes from these. The
modules keep to the plainest form of both: `import { a, b } from "./c.js";` on one line, and
`export` before a function or class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from api.pages.static import static_files

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class) (\w+))", re.MULTILINE)
_FOLDER = "picture/"


@cache
def bundle() -> str:
    """All modules that `main.js` needs, in one script."""
    parts = [_wrapped(name) for name in _in_order("main", set())]
    return '"use strict";\n' + "\n".join(parts)


def _source(name: str) -> str:
    return static_files()[f"{_FOLDER}{name}.js"].body.decode("utf-8")


def _in_order(name: str, seen: set[str]) -> Iterator[str]:
    """A module after those that it imports, each once."""
    if name in seen:
        return
    seen.add(name)
    for _, other in _IMPORT.findall(_source(name)):
        yield from _in_order(other, seen)
    yield name


def _wrapped(name: str) -> str:
    source = _source(name)
    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const { \1 } = module_\2;", source))
    return f"const module_{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"
