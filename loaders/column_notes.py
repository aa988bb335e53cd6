"""What each column of the six tables is for, in a line: for editors and spreadsheets alike."""

from __future__ import annotations

_ID = "a short id of small letters, digits and hyphens, unique in the dossier"
_ALIASES = "other names, each of which may stand where the id is due"
_WIKIDATA = "its item in Wikidata, such as Q212"
_WIKIDATA_SOURCE = "the source that says that it is this item"
_NOTE = "a remark for other curators"

COLUMN_NOTES: dict[str, dict[str, str]] = {
    "dossier": {
        "id": _ID,
        "title": "what the dossier is about",
        "description": "what it covers, and what it leaves out",
        "licence": "the licence of its content",
        "maintainer": "who answers for it",
    },
    "parties": {
        "id": _ID,
        "name": "the name that answers show",
        "kind": "what sort of party it is",
        "aliases": _ALIASES,
        "wikidata": _WIKIDATA,
        "wikidata_source": _WIKIDATA_SOURCE,
        "wording_note": "why this name was chosen, where names are disputed",
    },
    "assets": {
        "id": _ID,
        "name": "what is negotiated over; a seat at the table is one",
        "kind": "what sort of asset it is",
        "aliases": _ALIASES,
        "part_of": "the assets that it is part of",
        "wikidata": _WIKIDATA,
        "wikidata_source": _WIKIDATA_SOURCE,
        "latitude": "degrees north, from -90 to 90",
        "longitude": "degrees east, from -180 to 180",
        "note": _NOTE,
    },
    "demands": {
        "id": _ID,
        "text": "a neutral proposition on which parties take stances, as a sentence",
        "aliases": _ALIASES,
        "concerns": "the assets that it is about",
        "excludes": "demands that cannot be met together with it, each with the reason",
        "note": _NOTE,
    },
    "events": {
        "id": _ID,
        "name": "what it is called",
        "kind": "what sort of event it is",
        "start": "its first day, as precisely as known",
        "end": "its last day; left empty where it is the first",
        "place": "where it took place",
    },
    "sources": {
        "id": _ID,
        "title": "its title as it is printed",
        "publisher": "who published it",
        "author": "who wrote it",
        "published": "when it was published: a year, a month or a day",
        "published_inferred": "true where that follows from the text and is not printed on it",
        "url": "where it can be read",
        "language": "its language, as a tag such as en or pt-BR",
        "kind": "what sort of source it is",
        "note": _NOTE,
    },
    "claims": {
        "id": "a short id of letters, digits, dots, hyphens and underscores, unique in the dossier",
        "subject": "who says or does it: an id, a name or an alias",
        "relation": "what the subject says or does",
        "object": "what it is said of or done to: an id, a name or an alias",
        "said_on": "when it was said: a year, a month or a day",
        "sources": "who says so: sources, each with the place in it and perhaps a short quotation",
        "paraphrase": "what the sources say, in your own words",
        "about": "the assets that it is about, beside those that its demand concerns",
        "addressed_to": "the parties of whom it is demanded",
        "in_favour_of": "the parties who gain by it, or whose the recognised asset is",
        "said_at": "the event at which it was said",
        "valid_from": "when it began to hold, where that is not when it was said",
        "valid_to": "when it ceased to hold",
        "leaning": "where one who considers a demand leans",
        "condition": "on what condition it is said",
        "reported_by": "who reports it, in words",
        "report_kind": "what sort of report that is",
        "certainty": "how sure you are that it was said so",
        "note": _NOTE,
    },
}
