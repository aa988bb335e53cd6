"""JSON-LD: each claim a reified statement with its provenance, and the plain triple beside it.

Things are typed nodes; sources are schema.org's creative works, cited by locator. The plain triple
(`parley:demands`, ...) is what a SPARQL query asks first, as the direct edge is in Cypher; who says
so hangs on the statement. The context is inside: nothing is fetched to read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.dates import Period
from graph.model import Claim, Thing
from loaders.exports.as_json import dump
from loaders.exports.material import Material

_VOCABULARY = "urn:parley:vocabulary:"
_CONTEXT: dict[str, Any] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "parley": _VOCABULARY,
    "id": "@id",
    "type": "@type",
}
_TYPES = {
    "Party": ["parley:Party", "prov:Agent"],
    "Asset": ["parley:Asset"],
    "Demand": ["parley:Demand"],
    "Event": ["parley:Event", "schema:Event"],
    "Source": ["parley:Source", "schema:CreativeWork", "prov:Entity"],
}
_PLAIN = (
    *("kind", "wording_note", "note", "place", "language", "published_inferred"),
    *("latitude", "longitude"),
)
_SCHEMA = {"publisher": "schema:publisher", "author": "schema:author"}
_SCHEMA_DATES = {
    "published": "schema:datePublished",
    "start": "schema:startDate",
    "end": "schema:endDate",
}
_WORDS = (
    *("leaning", "condition", "because", "reported_by", "report_kind", "certainty"),
    *("paraphrase", "note"),
)
_DATES = ("said_on", "valid_from", "valid_to")
_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def write(material: Material) -> Iterator[str]:
    """One graph: the dataset, its dossiers, the things, then the claims."""
    yield f'{{"@context": {dump(_CONTEXT)},\n"@graph": [\n{dump(_dataset(material))}'
    for _, things in material.by_label():
        for thing in things:
            yield ",\n" + dump(_thing(thing))
    for claim in material.claims():
        yield ",\n" + dump(_claim(material, claim))
        plain = {_relation(claim): {"id": thing_urn(claim.object)}}
        yield ",\n" + dump({"id": thing_urn(claim.subject), **plain})
    yield "\n]}\n"


def thing_urn(name: str) -> str:
    """The name of a thing in the graph."""
    return f"urn:parley:thing:{name}"


def claim_urn(uid: str) -> str:
    """The name of a claim in the graph."""
    return f"urn:parley:claim:{uid}"


def _relation(claim: Claim) -> str:
    return f"parley:{claim.relation}"


def _dataset(material: Material) -> dict[str, Any]:
    header = material.header()
    return {
        "id": f"urn:parley:release:{header['release'] or 0}",
        "type": ["schema:Dataset", "prov:Entity"],
        "schema:version": header["release"],
        "schema:license": header["licences"],
        "parley:as_of": _typed(header["as_of"]),
        "parley:known_at": {"@value": header["known_at"], "@type": "xsd:dateTime"},
        "parley:filters": dump(header["filters"]),
        "schema:hasPart": [_dossier(dict(row)) for row in material.dossiers],
    }


def _dossier(row: dict[str, Any]) -> dict[str, Any]:
    found = {
        "schema:name": row.get("title"),
        "schema:description": row.get("description"),
        "schema:license": row.get("licence"),
        "schema:maintainer": row.get("maintainer"),
    }
    kept = {name: text for name, text in found.items() if text}
    return {"id": f"urn:parley:dossier:{row['id']}", "type": "schema:Dataset", **kept}


def _thing(thing: Thing) -> dict[str, Any]:
    row = thing.properties
    node: dict[str, Any] = {"id": thing_urn(thing.id), "type": _TYPES[thing.label]}
    node["schema:name"] = thing.name
    node["schema:identifier"] = thing.id
    if thing.aliases:
        node["schema:alternateName"] = list(thing.aliases)
    node |= {f"parley:{name}": row[name] for name in _PLAIN if row.get(name) is not None}
    node |= {name: row[column] for column, name in _SCHEMA.items() if row.get(column)}
    if row.get("wikidata"):
        node["owl:sameAs"] = {"id": f"http://www.wikidata.org/entity/{row['wikidata']}"}
    if thing.url:
        node["schema:url"] = thing.url
    dates = {
        "published": "schema:datePublished",
        "start": "schema:startDate",
        "end": "schema:endDate",
    }
    return node | {name: _typed(row[key]) for key, name in dates.items() if row.get(key)}


def _claim(material: Material, claim: Claim) -> dict[str, Any]:
    node: dict[str, Any] = {
        "id": claim_urn(claim.uid),
        "type": ["rdf:Statement", "parley:Claim"],
        "rdf:subject": {"id": thing_urn(claim.subject)},
        "rdf:predicate": {"id": _VOCABULARY + claim.relation},
        "rdf:object": {"id": thing_urn(claim.object)},
        "schema:identifier": claim.id,
        "schema:text": material.sentence(claim),
        "schema:isPartOf": {"id": f"urn:parley:dossier:{claim.dossier}"},
        "parley:recorded_at": {"@value": claim.recorded_at, "@type": "xsd:dateTime"},
    }
    links = {"about": claim.about, "addressed_to": claim.addressed_to}
    links |= {"in_favour_of": claim.in_favour_of, "said_at": _one(claim.said_at)}
    for name, ends in links.items():
        if ends:
            node[f"parley:{name}"] = [{"id": thing_urn(end)} for end in ends]
    node |= {f"parley:{name}": text for name in _WORDS if (text := getattr(claim, name))}
    dates: dict[str, Period | None] = {name: getattr(claim, name) for name in _DATES}
    node |= {f"parley:{name}": _typed(row.text) for name, row in dates.items() if row}
    return node | _provenance(claim)


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _provenance(claim: Claim) -> dict[str, Any]:
    """The sources, and for each citation where in it and in which words."""
    if not claim.citations:
        return {}
    derived = [{"id": thing_urn(row.source)} for row in claim.citations]
    citations = [
        {
            "type": "parley:Citation",
            "parley:source": {"id": thing_urn(row.source)},
            **({"parley:locator": row.locator} if row.locator else {}),
            **({"parley:quote": row.quote} if row.quote else {}),
        }
        for row in claim.citations
    ]
    return {"prov:wasDerivedFrom": derived, "schema:citation": citations}


def _typed(date: str) -> dict[str, str]:
    return {"@value": date, "@type": _DATE_TYPES[len(date)]}
