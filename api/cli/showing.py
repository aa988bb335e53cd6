"""Answers as a person at a terminal reads them: tables, and what stands behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.cli.printing import hint, print_table, say
from api.offers import Offer
from graph.errors import NOTHING_LOADED

Answer = Mapping[str, Any]
Column = tuple[str, Callable[[Answer], Any]]


def show(offer: Offer, answer: Answer) -> None:
    """Prints an answer: a list as a table, a single thing as facts and tables."""
    if "items" in answer:
        _show_page(offer, answer)
    else:
        _show_thing(answer)


def _named(name: str) -> Callable[[Answer], Any]:
    """The names in a field: of one thing, of several, or the field itself."""

    def cell(item: Answer) -> Any:
        value = item.get(name)
        parts = value if isinstance(value, list) else [value]
        return ", ".join(_word(part) for part in parts)

    return cell


def _word(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("text") or value.get("title") or "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _ids(name: str) -> Callable[[Answer], Any]:
    return lambda item: ", ".join(str(row["id"]) for row in item[name])


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple((name.replace("_", " "), _named(name)) for name in names)


_CLAIMS: Column = ("claims", _ids("claims"))
_THING = _columns("id", "name", "kind", "aliases")
_COLUMNS: dict[str, tuple[Column, ...]] = {
    "positions": (*_columns("party", "stance", "demand", "since", "said_on", "objectors"), _CLAIMS),
    "conflicts": (*_columns("kind", "text"), _CLAIMS),
    "paths": _columns("length", "text"),
    "timeline": (*_columns("first", "last", "kind", "text"), _CLAIMS),
    "changes": (*_columns("day", "change", "kind", "text"), _CLAIMS),
    "search": _columns("label", "id", "name", "text"),
    "claims": _columns("id", "said_on", "text"),
    "parties": _THING,
    "assets": _THING,
    "demands": _columns("id", "text", "assets"),
    "events": _columns("id", "name", "kind", "start", "end", "place"),
    "sources": _columns("id", "title", "publisher", "published", "url"),
}
_ROWS: dict[str, tuple[Column, ...]] = {
    "claims": _columns("id", "said_on", "text"),
    "sources": _columns("id", "title", "locator", "url"),
    "holdings": (*_columns("party", "relation", "asset", "since", "until", "holds"), _CLAIMS),
    "ties": (*_columns("party", "relation", "other", "since", "until", "holds"), _CLAIMS),
    "stances": (*_columns("party", "stance", "polarity", "first", "last", "holds"), _CLAIMS),
    "excludes": _columns("demand", "because"),
    "rivals": _COLUMNS["conflicts"],
    "gaps": _columns("first", "last"),
}
_SKIPPED = {"id", "uid", "name", "text", "title", "pin", "next", "total", "quotes"}


def _show_page(offer: Offer, page: Answer) -> None:
    columns = _COLUMNS[offer.command]
    rows = [[cell(item) for _, cell in columns] for item in page["items"]]
    print_table([heading for heading, _ in columns], rows)
    pin = page["pin"]
    if pin["release"] is None:
        hint(NOTHING_LOADED)
        return
    hint(f"{len(rows)} of {page['total']}, as of {pin['as_of']}, release {pin['release']}")
    if page.get("cut"):
        hint("time ran out before all were found: ask for fewer, or for fewer steps")
    if page["next"]:
        hint(f"next page: --cursor {page['next']}")


def _show_thing(thing: Answer) -> None:
    say(str(thing.get("text") or thing.get("name") or thing.get("title")))
    for name, value in thing.items():
        if name not in _SKIPPED and not _is_table(name, value) and (word := _named(name)(thing)):
            say(f"  {name.replace('_', ' ')}: {word}")
    for name, value in thing.items():
        if _is_table(name, value) and value:
            columns: Sequence[Column] = _ROWS.get(name, _ROWS["claims"])
            say("", f"{name.replace('_', ' ')}:")
            print_table(
                [heading for heading, _ in columns],
                [[cell(row) for _, cell in columns] for row in value],
            )
    if thing.get("next"):
        hint(f"next page: --cursor {thing['next']}")


def _is_table(name: str, value: Any) -> bool:
    """Whether a field is a list that has columns of its own, or of claims."""
    if not isinstance(value, list) or not value or not isinstance(value[0], Mapping):
        return False
    return name in _ROWS or "uid" in value[0]
