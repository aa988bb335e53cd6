"""Tables as YAML: a list of mappings, read item by item from the parser's events.

The file is never composed as a whole, so memory stays bounded; aliases, which could explode, are
refused; and scalars keep their text, so that the year 2014 stays one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from loaders.decode import opened
from loaders.rows import Row, Rows, Unreadable, Value

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_DEPTH = 6


def read_yaml(path: Path, file: str) -> Rows:
    """The rows of a YAML list; Unreadable where it cannot be read on."""
    with opened(path) as text:
        reader = _Reader(yaml.parse(text, Loader=_LOADER))
        with _explained(reader):
            yield from reader.rows(file)


def read_mapping(path: Path, file: str) -> Row | None:
    """The one mapping that a YAML file holds, such as `dossier.yaml`; None where it is empty."""
    with opened(path) as text:
        reader = _Reader(yaml.parse(text, Loader=_LOADER))
        with _explained(reader):
            return reader.mapping(file)


class _Reader:
    """Walks the events of one file; `line` is where it has come to, counted from 1."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self.line = 1

    def rows(self, file: str) -> Iterator[Row]:
        """The items of the file's one list."""
        first = self._first()
        if first is None:
            return
        if not isinstance(first, SequenceStartEvent):
            raise Unreadable(self.line, "is not a list: begin each row with '- id: ...'")
        while not isinstance(event := self._next(), SequenceEndEvent):
            if not isinstance(event, MappingStartEvent):
                raise Unreadable(self.line, "a row is a mapping: write '- id: ...' and so on")
            yield self._row(file)
        self._last()

    def mapping(self, file: str) -> Row | None:
        """The file's one mapping."""
        first = self._first()
        if first is None:
            return None
        if not isinstance(first, MappingStartEvent):
            raise Unreadable(self.line, "is not a mapping: write 'id: ...', 'title: ...' and so on")
        row = self._row(file)
        self._last()
        return row

    def _next(self) -> Event:
        event = next(self._events)
        self.line = _line(event)
        if isinstance(event, AliasEvent):
            raise Unreadable(self.line, f"has the alias *{event.anchor}: write the value out")
        if isinstance(event, NodeEvent) and event.anchor:
            raise Unreadable(self.line, f"has the anchor &{event.anchor}: take it out")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise Unreadable(self.line, f"has the tag {tag}: take it out")
        return event

    def _first(self) -> Event | None:
        """The first event of the content; None where there is none."""
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                first = self._next()
                nothing = isinstance(first, ScalarEvent) and first.value in _NOTHING
                return None if nothing else first
            if isinstance(event, StreamEndEvent):
                break
        return None

    def _last(self) -> None:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                raise Unreadable(_line(event), "a second document begins: keep one to a file")

    def _row(self, file: str) -> Row:
        began, values, lines = self.line, dict[str, Value](), dict[str, int]()
        for name, line in self._keys(values):
            lines[name] = line
            values[name] = self._value(self._next(), 1)
        return Row(file, began, values, lines)

    def _keys(self, values: dict[str, Any]) -> Iterator[tuple[str, int]]:
        """The keys of the mapping that has begun; the caller reads the value after each."""
        while not isinstance(event := self._next(), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise Unreadable(self.line, "a column's name is a word")
            if event.value in values:
                raise Unreadable(self.line, f"{event.value}: stands twice in one row: keep one")
            if event.value == "<<":
                raise Unreadable(self.line, "has a merge key <<: write the values out")
            yield event.value, self.line

    def _value(self, event: Event, depth: int) -> Value:
        if depth > _DEPTH:
            raise Unreadable(self.line, "is nested too deeply")
        if isinstance(event, ScalarEvent):
            plain = event.implicit[0] and not event.style  # the C parser says "" for none
            return None if plain and event.value in _NOTHING else event.value or None
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(item := self._next(), SequenceEndEvent):
                items.append(self._value(item, depth + 1))
            return items
        values: dict[str, Any] = {}
        for name, _ in self._keys(values):
            values[name] = self._value(self._next(), depth + 1)
        return values


@contextmanager
def _explained(reader: _Reader) -> Iterator[None]:
    """Says what the parser's errors mean, with the line."""
    try:
        yield
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else reader.line
        raise Unreadable(line, _why(error.problem or "")) from None
    except yaml.YAMLError:
        raise Unreadable(reader.line, "has a character that YAML does not allow") from None


def _line(event: Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _why(problem: str) -> str:
    if "\\t" in problem or "tab" in problem:
        return "is not YAML: a tab stands where spaces must: indent with spaces"
    if "mapping values are not allowed" in problem:
        return "is not YAML: put quotes around a text that holds ': '"
    if "expected <block end>" in problem or "block" in problem:
        return "is not YAML: the indentation does not fit the lines above"
    if "end of stream" in problem or "quoted scalar" in problem:
        return "is not YAML: a quote or a bracket is not closed"
    return f"is not YAML: {problem or 'it cannot be read'}"
