"""The vocabulary by column: which words a cell may hold, and what each column is for."""

from __future__ import annotations

from graph.vocabulary import VOCABULARY
from loaders.columns import TABLES

NOTES = {
    "id": "A short name that never changes: small letters, digits and hyphens.",
    "name": "As it is shown.",
    "aliases": "Other names, divided by semicolons; they may stand where the id is due.",
    "wikidata": "The item of Wikidata, such as Q212.",
    "wikidata_source": "The source by which the item was found.",
    "wording_note": "How the wording was chosen, where it is disputed.",
    "part_of": "The assets that this one is a part of, divided by semicolons.",
    "latitude": "Degrees north, from -90 to 90.",
    "longitude": "Degrees east, from -180 to 180.",
    "note": "Anything else; in your own words.",
    "text": "A neutral proposition on which parties take stances.",
    "concerns": "The assets that the demand is about, divided by semicolons.",
    "excludes": "Demands that cannot be met together with this one: d-x: reason; d-y: reason.",
    "start": "A year, a month or a day: 2014, 2014-03, 2014-03-18.",
    "end": "The last day, month or year.",
    "place": "Where it was.",
    "title": "The title, as it stands there.",
    "publisher": "Who published it.",
    "author": "Who wrote it.",
    "published": "A year, a month or a day: 2014, 2014-03, 2014-03-18.",
    "published_inferred": "true where the source itself gives no date.",
    "url": "The web address, with https://.",
    "language": "A language tag, such as en or pt-BR.",
    "subject": "Who says or does it: an id, a name or an alias.",
    "relation": "What the subject says of the object or does with it.",
    "object": "The demand, asset, party or event.",
    "said_on": "The day it was said or done, as exact as the source: 2014, 2014-03, 2014-03-18.",
    "sources": "Who says so: s-x @ paragraph 3; s-y.",
    "paraphrase": "What the source says, in your own words.",
    "about": "Assets that the claim is about, divided by semicolons.",
    "addressed_to": "Parties of whom it is asked, divided by semicolons.",
    "in_favour_of": "Parties that gain by it; with recognises, whose the asset is.",
    "said_at": "The event at which it was said.",
    "valid_from": "From when it holds: a year, a month or a day.",
    "valid_to": "Until when it holds.",
    "leaning": "With considers alone: to which side.",
    "condition": "On what condition.",
    "reported_by": "Who reports it, where the source is not the speaker.",
    "report_kind": "What kind of report it is.",
    "certainty": "high: an official text or two independent reports; medium: one; low: copies.",
}
_CLAIMED = tuple(name for name, row in VOCABULARY.relations.items() if row.group != "structure")
_WORDS = {
    "relation": _CLAIMED,
    "leaning": VOCABULARY.leanings,
    "report_kind": VOCABULARY.report_kinds,
    "certainty": VOCABULARY.certainties,
    "published_inferred": ("true", "false"),
}


def words_of(table: str, column: str) -> tuple[str, ...]:
    """The words that a column takes; none where it takes any text."""
    label = TABLES[table].label
    if column == "kind" and label is not None:
        return VOCABULARY.kinds[label.lower()]
    return _WORDS.get(column, ())


def note_on(table: str, column: str) -> str:
    """What a column is for."""
    if column == "kind":
        return f"What kind of {(TABLES[table].label or '').lower()} it is."
    return NOTES[column]
