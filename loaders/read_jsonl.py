"""Tables as JSON lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from loaders.decode import opened
from loaders.rows import Row, Rows, Unreadable, Value


def read_jsonl(path: Path, file: str) -> Rows:
    """The rows of a file of JSON lines; Unreadable where it cannot be read on."""
    with opened(path) as text:
        yield from read_lines(text, file)


def read_lines(lines: Iterable[str], file: str, first: int = 1) -> Rows:
    """The rows of some lines, of which the first has the number `first`."""
    for number, line in enumerate(lines, first):
        if line.strip():
            yield Row(file, number, _object(line, number))


def _object(line: str, number: int) -> dict[str, Value]:
    try:
        content = json.loads(
            line, object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=_refuse
        )
    except RecursionError:
        raise Unreadable(number, "is nested too deeply: a row is one flat object") from None
    except json.JSONDecodeError as error:
        raise Unreadable(
            number, f"is not JSON ({error.msg.lower()} at column {error.colno}): one object a line"
        ) from None
    except ValueError as error:
        raise Unreadable(number, str(error)) from None
    if not isinstance(content, dict):
        raise Unreadable(number, 'is not an object: write {"id": ..., ...}, one a line')
    return {name: _value(value) for name, value in content.items()}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice}: stands twice in one object: keep one")
    return content


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no value: write null or a number")


def _value(value: Any) -> Value:
    """Numbers are text already; true and false become text, empty text nothing."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return value
    return value or None
