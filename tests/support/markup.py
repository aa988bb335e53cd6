"""Pages as tests look at them: elements, links and text, and whether the markup is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset({"meta", "link", "input", "img", "br", "hr", "source", "wbr", "path", "line"})


@dataclass(slots=True)
class Element:
    """A start tag: its name and attributes, and the text inside it so far."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


class Markup(HTMLParser):
    """A page, parsed; AssertionError where a tag is not closed, or closed without being open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.text = ""
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert self._open == [], [element.tag for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes a start tag."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Takes an end tag, which closes the last that is open."""
        if tag not in _VOID:
            assert self._open, tag
            assert self._open[-1].tag == tag, (self._open[-1].tag, tag)
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Takes text; that of scripts is kept with the script alone."""
        for element in self._open:
            element.text += data
        if not any(element.tag in ("script", "style") for element in self._open):
            self.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a name with these attributes; `data_part` is `data-part`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def with_class(self, name: str) -> list[Element]:
        """The elements of a class."""
        return [row for row in self.elements if name in row.attributes.get("class", "").split()]

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [row.attributes["id"] for row in self.elements if "id" in row.attributes]

    @property
    def links(self) -> list[str]:
        """Where the links lead."""
        return [row.attributes["href"] for row in self.all("a") if "href" in row.attributes]

    @property
    def lead(self) -> str:
        """The sentence that answers."""
        [lead] = self.with_class("lead")
        return " ".join(lead.text.split())

    @property
    def drawing(self) -> dict[str, Any]:
        """What the page gives its picture's script."""
        [data] = self.all("script", id="picture-data")
        content: dict[str, Any] = json.loads(data.text)
        return content
