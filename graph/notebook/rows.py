"""Rows of answers: HTTP's JSON, whose fields are attributes too, and which can be cited.

A row equals the item that HTTP gives (`row == item`), and is a dictionary wherever one is wanted.
Its class says which fields it has and of what kind; they are filled in by these annotations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from keyword import iskeyword
from types import UnionType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from graph.citing import Citation, Cited, cite
from graph.names import nearest

Records = Callable[[Iterable[str]], Mapping[str, Mapping[str, Any]]]
RowType = TypeVar("RowType", bound="Row")


class Row(dict[str, Any]):
    """One item of an answer. `row.party.name` and `row["party"]["name"]` are the same.

    A field whose name is a word of Python's has an underscore behind it: `edge.from_`.
    """

    _records: Records

    @classmethod
    def of(cls, item: Mapping[str, Any], records: Records) -> Self:
        """The row of an item; `records` fetches the sources to cite by their ids."""
        kinds = _kinds(cls)
        row = cls({name: _wrapped(kinds.get(name), item[name], records) for name in item})
        object.__setattr__(row, "_records", records)
        return row

    def cite(self, form: str = "text") -> Citation:
        """The sources behind this row, each once: as "text", "bibtex" or "csl-json"."""
        return cite(cited_in([self], self._records), form)

    if not TYPE_CHECKING:  # a checker takes the annotations at their word

        def __getattr__(self, name: str) -> Any:
            """A field as an attribute; AttributeError with the nearest where there is none."""
            field = name[:-1] if name.endswith("_") and iskeyword(name[:-1]) else name
            if field in self:
                return self[field]
            if name.startswith("_"):
                raise AttributeError(name)
            near = nearest(name, self, 1) or sorted(self)
            raise AttributeError(f"there is no field {name!r} here; there is {', '.join(near)}")

    def __dir__(self) -> list[str]:
        """The fields too, so that they are completed."""
        fields = [f"{name}_" if iskeyword(name) else name for name in self]
        return [*fields, "cite", *(name for name in super().__dir__() if name.startswith("_"))]

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied and pickled as the plain dictionary that it equals."""
        return dict, (dict(self),)

    def _repr_html_(self) -> str:
        from graph.notebook.display import row_html  # noqa: PLC0415 - display knows rows

        return row_html(self)


def plain_name(value: Any) -> str:
    """What a thing is called: its name, text or title; of a claim its sentence."""
    if isinstance(value, Mapping):
        words = (value.get(key) for key in ("name", "text", "title", "id"))
        return next((str(word) for word in words if word), "")
    return "" if value is None else str(value)


def cited_in(rows: Iterable[Any], records: Records) -> list[Cited]:
    """All sources that rows cite, in the order in which they first stand there."""
    places: dict[str, dict[str, None]] = {}
    for source, locator in _sources_of(list(rows)):
        places.setdefault(source, {}).update({locator: None} if locator else {})
    known = records(places)
    return [Cited(name, known.get(name, {}), tuple(found)) for name, found in places.items()]


def _sources_of(value: Any) -> Iterator[tuple[str, str | None]]:
    """Each source that stands anywhere in a value, with the place in it."""
    if isinstance(value, Mapping):
        if "title" in value and "url" in value:
            yield value["id"], value.get("locator")
        for part in value.values():
            yield from _sources_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _sources_of(part)


@cache
def _kinds(row: type[Row]) -> dict[str, type[Row] | None]:
    """The class of rows that stands in each field of a row; None where it is a plain value."""
    hints = get_type_hints(row)
    return {name.rstrip("_"): _row_in(hint) for name, hint in hints.items() if name[0] != "_"}


def _row_in(hint: Any) -> type[Row] | None:
    if isinstance(hint, type) and issubclass(hint, Row):
        return hint
    if get_origin(hint) in (list, Union, UnionType):
        return next((row for part in get_args(hint) if (row := _row_in(part))), None)
    return None


def _wrapped(kind: type[Row] | None, value: Any, records: Records) -> Any:
    if isinstance(value, list):
        return [_wrapped(kind, part, records) for part in value]
    if isinstance(value, Mapping):
        return (kind or Row).of(value, records)
    return value
