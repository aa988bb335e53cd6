"""A picture as one HTML file that needs no network: styles, library, scripts and data are inside.

Its own policy lets nothing else in: each script and style is named by its hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from api.pages.rows import Rows
from api.pages.static import PICTURE, static_files
from api.pages.templates import render

_STYLES = ("parley.css", "picture/picture.css")
_LIBRARY = "vis-network.min.js"


def self_contained(drawing: Mapping[str, Any], search: str) -> bytes:
    """The file; `search` is the query of the view at that time, as `permalink.js` reads it."""
    style = "\n".join(_text(name) for name in _STYLES)
    library, script = _inside(_text(_LIBRARY)), _inside(_text(PICTURE))
    hashes = [_hash(library), _hash(script)]
    return render(
        "offline.html",
        drawing={**drawing, "left_out": _without_links(drawing), "offline": {"search": search}},
        pin={"as_of": drawing["day"]},
        rows=Rows([], 1),
        policy=(
            f"default-src 'none'; script-src {' '.join(hashes)}; style-src {_hash(style)}; "
            "img-src data: blob:; base-uri 'none'; form-action 'none'"
        ),
        style=Markup(style),  # noqa: S704 - Parley's own
        library=Markup(library),  # noqa: S704 - pyvis's own
        script=Markup(script),  # noqa: S704 - Parley's own
    )


def _text(name: str) -> str:
    """A static file with the line ends that a browser makes of any, since hashes are of these."""
    text = static_files()[name].body.decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _inside(script: str) -> str:
    """A script as it can stand within an element: nothing in it ends the element early."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"


def _without_links(drawing: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{**row, "href": None} for row in drawing["left_out"]]
