"""GraphML: things as nodes, claims as edges that bear all their columns; parallel edges stay.

What no character of XML can stand for becomes a replacement sign.
"""

from __future__ import annotations

from collections.abc import Iterator

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
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""


def write(material: Material) -> Iterator[str]:
    """The keys, what it rests on as data of the graph, the nodes, then the edges."""
    yield _OPENING
    for kind, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        for name, sort in columns.items():
            yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{sort}"/>\n'
    yield '<key id="parley" for="graph" attr.name="parley" attr.type="string"/>\n'
    yield '<graph id="parley" edgedefault="directed">\n'
    yield f'<data key="parley">{text(about_export(material))}</data>\n'
    for _, things in material.by_label():
        for thing in things:
            yield f"<node id={attribute(thing.id)}>{_data('node', node_attributes(thing))}</node>\n"
    for claim in material.claims():
        ends = f"source={attribute(claim.subject)} target={attribute(claim.object)}"
        data = _data("edge", edge_attributes(material, claim))
        yield f"<edge id={attribute(claim.uid)} {ends}>{data}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(kind: str, attributes: Attributes) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{text(shown(value))}</data>'
        for name, value in attributes.items()
    )
