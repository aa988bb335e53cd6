"""What stands in one cell of a table: words, each with what is said when pointed at, and a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neo4j.graph import Node, Path, Relationship

from graph.notebook.rows import plain_name
from graph.store.plain import plain


@dataclass(frozen=True, slots=True)
class Part:
    """Some words; `title` is shown when pointed at, `href` is an address on the web."""

    text: str
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The parts of a cell, shown one after the other."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The cell without HTML."""
        return ", ".join(part.text for part in self.parts)


def cell_of(value: Any) -> Cell:
    """The cell of a field of one of Parley's rows."""
    values = value if isinstance(value, list) else [value]
    return Cell(tuple(_part(part) for part in values if part is not None and part != ""))


def _part(value: Any) -> Part:
    if not isinstance(value, Mapping):
        return _plain_part(value)
    if "uid" in value:
        return Part(value["id"], f"{value['text']} {_sources(value)}".strip(), _first_url(value))
    if "claims" in value and "text" in value:
        return Part(value["text"])
    if "url" in value:
        return Part(plain_name(value), str(value.get("locator") or ""), _web(value["url"]))
    named = [part for part in value.values() if isinstance(part, Mapping)]
    if not plain_name(value) and named:
        return Part(" · ".join(plain_name(part) for part in named))
    return Part(plain_name(value), str(value.get("id", "")))


def _plain_part(value: Any) -> Part:
    if isinstance(value, bool):
        return Part("yes" if value else "no")
    text = str(value)
    return Part(text, "", _web(text))


def _sources(claim: Mapping[str, Any]) -> str:
    titles = [source["title"] for source in claim.get("sources", ())]
    return f"[{'; '.join(titles)}]" if titles else ""


def _first_url(claim: Mapping[str, Any]) -> str:
    urls = (_web(source.get("url")) for source in claim.get("sources", ()))
    return next((url for url in urls if url), "")


def _web(url: Any) -> str:
    """An address that may be followed; other schemes could run something."""
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""


def graph_cell(value: Any) -> Cell:
    """The cell of a value of a Cypher result."""
    if isinstance(value, Node):
        return Cell((_node(value),))
    if isinstance(value, Relationship):
        return Cell((Part(value.type.lower().replace("_", " "), _facts(value)),))
    if isinstance(value, Path):
        names = [_node(node).text for node in value.nodes]
        verbs = [edge.type.lower().replace("_", " ") for edge in value.relationships]
        steps = (f" · {verb} · {name}" for verb, name in zip(verbs, names[1:], strict=True))
        return Cell((Part(names[0] + "".join(steps)),))
    if isinstance(value, list):
        return Cell(tuple(part for item in value for part in graph_cell(item).parts))
    return cell_of(value if isinstance(value, str | int | float) else _words(plain(value)))


def _words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_words(part)}" for name, part in value.items())
    return value


def _node(node: Node) -> Part:
    names = ("name", "text", "title", "paraphrase", "id", "number")
    called = next((str(node[name]) for name in names if node.get(name)), node.element_id)
    return Part(called, f"{':'.join(sorted(node.labels))} {node.get('uid') or node.get('id', '')}")


def _facts(edge: Relationship) -> str:
    return "; ".join(f"{name}: {value}" for name, value in edge.items())
