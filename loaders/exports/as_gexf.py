"""GEXF 1.3, as Gephi reads it: things as nodes, claims as edges, their relation as kind.

Dates are columns, since GEXF's own time cannot say that a day is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.exports.material import Material
from loaders.exports.xml_text import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Attributes,
    about_export,
    attribute,
    edge_attributes,
    node_attributes,
    shown,
    text,
)

_OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
"""


def write(material: Material) -> Iterator[str]:
    """What it rests on, the columns, the nodes, then the edges."""
    yield _OPENING
    yield f'<meta lastmodifieddate="{material.pin.known_at[:10]}"><creator>Parley</creator>'
    yield f"<description>{text(about_export(material))}</description></meta>\n"
    yield '<graph defaultedgetype="directed" mode="static">\n'
    yield from _columns("node", NODE_COLUMNS)
    yield from _columns("edge", EDGE_COLUMNS)
    yield "<nodes>\n"
    for _, things in material.by_label():
        for thing in things:
            shape = f"id={attribute(thing.id)} label={attribute(thing.name)}"
            yield f"<node {shape}>{_values(node_attributes(thing))}</node>\n"
    yield "</nodes>\n<edges>\n"
    for claim in material.claims():
        ends = f"source={attribute(claim.subject)} target={attribute(claim.object)}"
        kind = f'kind="{claim.relation}" label="{claim.relation}"'
        values = _values(edge_attributes(material, claim))
        yield f"<edge id={attribute(claim.uid)} {ends} {kind}>{values}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _columns(kind: str, columns: Mapping[str, str]) -> Iterator[str]:
    yield f'<attributes class="{kind}">\n'
    for name, sort in columns.items():
        yield f'<attribute id="{name}" title="{name}" type="{sort}"/>\n'
    yield "</attributes>\n"


def _values(attributes: Attributes) -> str:
    values = (
        f'<attvalue for="{name}" value={attribute(shown(value))}/>'
        for name, value in attributes.items()
    )
    return f"<attvalues>{''.join(values)}</attvalues>"
