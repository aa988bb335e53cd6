"""`%%cypher` in a notebook: a cell of Cypher, with completion. `connect()` provides it."""

from __future__ import annotations

import sys
from argparse import ArgumentError, ArgumentParser
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from graph.errors import BadParameter, SetupError
from graph.notebook.completion import completions
from graph.notebook.failures import plainly
from graph.notebook.results import Result
from graph.store.statement import tokens

if TYPE_CHECKING:
    from graph.notebook.bench import Graph

_CELL = "%%cypher"


class _Words(ArgumentParser):
    """The words behind `%%cypher`; what is wrong with them is one of Parley's errors."""

    def error(self, message: str) -> NoReturn:
        """BadParameter instead of the end of the kernel."""
        raise BadParameter("%%cypher", f"{message}; {self.format_usage().strip()}")


def _words() -> _Words:
    words = _Words(prog=_CELL, add_help=False, exit_on_error=False)
    words.add_argument("variable", nargs="?", help="the variable to keep the result in")
    words.add_argument("--as-of", metavar="DAY", help="the query's $as_of, or what held then")
    words.add_argument("--graph", metavar="NAME", help="the variable of the graph to ask")
    return words


class CypherCells:
    """What a shell needs to know for its cells of Cypher: which graph they ask."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.graph: Graph | None = None

    def run(self, line: str, cell: str) -> Result | None:
        """Asks what a cell says; shows the result, or keeps it in the variable that is named."""
        with plainly():
            try:
                words = _words().parse_args(line.split())
            except ArgumentError as error:
                raise BadParameter(_CELL, str(error)) from None
            if words.variable and not words.variable.isidentifier():
                raise BadParameter(_CELL, f"{words.variable!r} cannot be a variable's name")
            values = self._values(cell)
            if words.as_of:
                values["as_of"] = words.as_of
            result = self._asked(words.graph).cypher(cell, values)
        if not words.variable:
            return result
        self.shell.user_ns[words.variable] = result
        return None

    def _asked(self, name: str | None) -> Graph:
        from graph.notebook.bench import Graph  # noqa: PLC0415 - it is heavy, and needs this module
        from graph.notebook.connecting import connect  # noqa: PLC0415 - see above

        if name is not None:
            found = self.shell.user_ns.get(name)
            if not isinstance(found, Graph):
                raise BadParameter("--graph", f"{name!r} is no graph: {name} = connect()")
            return found
        if self.graph is None:
            self.graph = connect()
        return self.graph

    def _values(self, cell: str) -> dict[str, Any]:
        """The values of the query's `$` parameters: the variables of these names."""
        found = tokens(cell)
        names = [name for sign, name in pairwise(found) if sign == "$"]
        space: Mapping[str, Any] = self.shell.user_ns
        return {name: space[name] for name in names if name in space}

    def matches(self, context: Any) -> Any:
        """The completions in a cell of Cypher, for IPython; nothing in other cells."""
        from IPython.core.completer import SimpleCompletion  # noqa: PLC0415 - it is optional

        before = _before_cursor(context)
        if not context.full_text.startswith(_CELL) or "\n" not in before:
            return {"completions": []}
        found = completions(before.partition("\n")[2], self._parameters())
        fragment = before[len(before) - found.length :]
        return {
            "completions": [SimpleCompletion(word, type=kind) for word, kind in found.words],
            "matched_fragment": fragment,
            "suppress": True,
            "ordered": True,
        }

    def _parameters(self) -> list[str]:
        kept = (str, int, float, list, tuple)
        space: Mapping[str, Any] = self.shell.user_ns
        known = [name for name, value in space.items() if isinstance(value, kept)]
        return [*sorted(name for name in known if name[0] != "_"), "as_of"]


def _before_cursor(context: Any) -> str:
    lines = context.full_text.split("\n")
    return "\n".join([*lines[: context.cursor_line], context.text_until_cursor])


def load_ipython_extension(shell: Any) -> None:
    """Provides `%%cypher`: `%load_ext graph`. A cell connects as `connect()` does if none has."""
    _cells_of(shell)


def use_in_cells(graph: Graph) -> None:
    """Lets cells of Cypher ask this graph from now on; nothing outside of IPython."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        _cells_of(shell).graph = graph


def _cells_of(shell: Any) -> CypherCells:
    """The cells of a shell, provided once."""
    known = getattr(shell, "parley_cells", None)
    if isinstance(known, CypherCells):
        return known
    if shell is None or not hasattr(shell, "register_magic_function"):
        raise SetupError("%%cypher needs IPython: run it in a notebook or in `ipython`")
    cells = CypherCells(shell)
    shell.parley_cells = cells

    def cypher(line: str, cell: str) -> Result | None:
        """Ask in Cypher: %%cypher [VARIABLE] [--as-of DAY] [--graph NAME]."""
        return cells.run(line, cell)

    def parley_matcher(context: Any) -> Any:
        return cells.matches(context)

    parley_matcher.matcher_api_version = 2  # type: ignore[attr-defined]
    parley_matcher.matcher_identifier = "parley_matcher"  # type: ignore[attr-defined]
    shell.register_magic_function(cypher, magic_kind="cell", magic_name="cypher")
    shell.Completer.custom_matchers.append(parley_matcher)
    return cells
