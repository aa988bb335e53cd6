"""Names to ids: wherever an id is taken, a name or an alias is too."""

from __future__ import annotations

from graph.errors import Ambiguous, NotFound
from graph.names import nearest
from graph.sentences import listed
from graph.snapshot import Snapshot
from graph.vocabulary import Label

# So many dossiers are listed where a name is like none of them.
MOST_DOSSIERS = 10


def resolve(snapshot: Snapshot, label: Label, text: str, parameter: str) -> str:
    """The id of the one thing of a label that is called so.

    NotFound with the nearest names where nothing is, Ambiguous with the candidates where several
    are; `parameter` is what the error names.
    """
    found = snapshot.names.find(text, (label,))
    if len(found) == 1:
        return found[0]
    if found:
        raise several(parameter, label, text, found)
    known = [thing for thing in snapshot.things.values() if thing.label == label]
    words = [word for thing in known for word in (thing.id, thing.name, *thing.aliases)]
    raise missing(parameter, label, text, nearest(text, words))


def resolve_dossier(snapshot: Snapshot, text: str) -> str:
    """The id of the dossier of that id or title; NotFound with those like it, or that there are."""
    for name, row in snapshot.dossiers.items():
        if text in (name, row.get("title")):
            return str(name)
    titles = (str(row.get("title") or "") for row in snapshot.dossiers.values())
    near = nearest(text, [*snapshot.dossiers, *titles])
    if near or not snapshot.dossiers:
        raise missing("dossier", "dossier", text, near)
    there = sorted(snapshot.dossiers)
    more = len(there) - MOST_DOSSIERS
    if more > 0:
        there = [*there[:MOST_DOSSIERS], f"{more} more"]
    raise NotFound(
        f"dossier: there is no dossier called {text!r}; there is {listed(there)}",
        parameter="dossier",
        nearest=[],
    )


def missing(parameter: str, kind: str, text: str, near: list[str]) -> NotFound:
    """The error for a name that nothing bears."""
    hint = f"; the nearest is {listed([repr(word) for word in near])}" if near else ""
    return NotFound(
        f"{parameter}: there is no {kind.lower()} called {text!r}{hint}",
        parameter=parameter,
        nearest=near,
    )


def several(parameter: str, kind: str, text: str, candidates: list[str]) -> Ambiguous:
    """The error for a name that several things bear."""
    return Ambiguous(
        f"{parameter}: {text!r} may mean {listed(sorted(candidates))}; "
        f"give the id of the {kind.lower()}",
        parameter=parameter,
        candidates=sorted(candidates),
    )


def find_source(snapshot: Snapshot, name: str) -> str:
    """The id of the source of that id or title; NotFound or Ambiguous where it is not one."""
    if snapshot.sources([name]):
        return name
    titled = snapshot.sources_titled(name)
    if len(titled) > 1:
        raise several("source", "source", name, titled)
    if not titled:
        raise missing("source", "source", name, nearest(name, snapshot.source_ids()))
    return titled[0]
