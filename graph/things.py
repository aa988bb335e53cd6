"""Lists of parties, assets, demands, events and sources, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from graph.model import Thing
from graph.names import fold
from graph.opened import Listing, Opened
from graph.questions import ThingsQuestion
from graph.thing_answers import AssetInList, DemandInList, EventInList, PartyInList, SourceInList
from graph.vocabulary import Label
from graph.words import word_index

Item = TypeVar("Item")


def known_things(opened: Opened, label: Label) -> Iterable[Thing]:
    """The things of a label that were known then and that the dossier asked for lists."""
    return filter(_is_known(opened, label), opened.snapshot.things_of(label))


def bearing(opened: Opened, label: Label, words: Sequence[str]) -> Iterable[Thing]:
    """Those of the known things in whose names, aliases and id every one of some words stands."""
    found = word_index(opened.snapshot).things(label).holding(words)
    return filter(_is_known(opened, label), map(opened.snapshot.thing, found))


def _is_known(opened: Opened, label: Label) -> Callable[[Thing], bool]:
    snapshot, view = opened.snapshot, opened.view
    listed = snapshot.listed_in(view.dossier, label) if view.dossier else None

    def known(thing: Thing) -> bool:
        recorded_at = str(thing.properties.get("recorded_at") or "")
        return recorded_at <= view.known_at and (listed is None or thing.id in listed)

    return known


def things_listing(
    opened: Opened,
    question: ThingsQuestion,
    label: Label,
    show: Callable[[Opened, Thing], Item],
) -> Listing[Item]:
    """The things of a label that a question asks for, by name."""
    kind = getattr(question, "kind", None)
    words = fold(question.q or "").split()
    things = bearing(opened, label, words) if words else known_things(opened, label)
    found = [thing for thing in things if kind in (None, thing.kind)]
    index = word_index(opened.snapshot)
    found.sort(key=lambda thing: (index.names(thing)[0][0], thing.id))

    def answers(rows: Sequence[Any]) -> list[Item]:
        return [show(opened, thing) for thing in rows]

    return Listing(found, answers)


def party_in_list(_: Opened, thing: Thing) -> PartyInList:
    """A party as lists have it."""
    return {
        "id": thing.id,
        "name": thing.name,
        "kind": thing.kind,
        "aliases": list(thing.aliases),
        "wikidata": thing.properties.get("wikidata"),
        "wording_note": thing.properties.get("wording_note"),
    }


def asset_in_list(_: Opened, thing: Thing) -> AssetInList:
    """An asset as lists have it."""
    return {
        "id": thing.id,
        "name": thing.name,
        "kind": thing.kind,
        "aliases": list(thing.aliases),
        "wikidata": thing.properties.get("wikidata"),
        "latitude": thing.properties.get("latitude"),
        "longitude": thing.properties.get("longitude"),
        "note": thing.properties.get("note"),
    }


def demand_in_list(opened: Opened, thing: Thing) -> DemandInList:
    """A demand as lists have it."""
    return {
        "id": thing.id,
        "text": thing.name,
        "aliases": list(thing.aliases),
        "note": thing.properties.get("note"),
        "assets": opened.writer.references(sorted(opened.view.structure.assets_of(thing.id))),
    }


def event_in_list(_: Opened, thing: Thing) -> EventInList:
    """An event as lists have it."""
    return {
        "id": thing.id,
        "name": thing.name,
        "kind": thing.kind,
        "start": thing.start.text if thing.start else None,
        "end": thing.end.text if thing.end else None,
        "place": thing.properties.get("place"),
    }


def source_in_list(_: Opened, thing: Thing) -> SourceInList:
    """A source as lists have it."""
    row = thing.properties
    return {
        "id": thing.id,
        "title": thing.name,
        "publisher": row.get("publisher"),
        "author": row.get("author"),
        "published": row.get("published"),
        "published_inferred": bool(row.get("published_inferred", False)),
        "url": thing.url,
        "language": row.get("language"),
        "kind": thing.kind,
        "note": row.get("note"),
    }
