"""Static files, under an address that names their content, so that browsers may keep them for ever.

The style sheet and the scripts are Parley's own; vis-network is the build that pyvis brings along.
"""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.answering import is_known
from api.pages.bundle import bundled

router = APIRouter(include_in_schema=False)

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FOLDER = "picture/"
PICTURE = "picture/picture.js"
_FOR_EVER = "public, max-age=31536000, immutable"
_AN_HOUR = "max-age=3600"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file as it is served."""

    body: bytes
    zipped: bytes
    media_type: str

    @property
    def tag(self) -> str:
        """Its entity tag."""
        return f'"{sha256(self.body).hexdigest()[:32]}"'


@cache
def static_files() -> dict[str, StaticFile]:
    """All static files by path below `/static/<version>/`."""
    found = dict(_walk(files("api").joinpath("static"), ""))
    library = files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js")
    found["vis-network.min.js"] = _file("vis-network.min.js", library.read_bytes())
    found[PICTURE] = _file(PICTURE, bundled(_modules(found), "main").encode("utf-8"))
    return found


def _modules(found: Mapping[str, StaticFile]) -> dict[str, str]:
    """The sources of the picture's modules, by name."""
    return {
        path.removeprefix(_FOLDER).removesuffix(".js"): file.body.decode("utf-8")
        for path, file in found.items()
        if path.startswith(_FOLDER) and path.endswith(".js")
    }


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, StaticFile]]:
    for item in sorted(folder.iterdir(), key=lambda row: row.name):
        if item.is_dir():
            yield from _walk(item, f"{path}{item.name}/")
        elif (ending := item.name[item.name.rfind(".") :]) in _TYPES or ending == ".png":
            yield f"{path}{item.name}", _file(item.name, item.read_bytes())


def _file(name: str, body: bytes) -> StaticFile:
    ending = name[name.rfind(".") :]
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return StaticFile(body, gzip.compress(body, 9, mtime=0), kind)


@cache
def version() -> str:
    """What all static files together are called: another content has another name."""
    digest = sha256()
    for name, file in sorted(static_files().items()):
        digest.update(f"{name}\0{file.tag}\0".encode())
    return digest.hexdigest()[:12]


def static(path: str) -> str:
    """The address of a static file; KeyError where there is none."""
    static_files()[path]
    return f"/static/{version()}/{path}"


@router.api_route("/static/parley.css", methods=["GET", "HEAD"])
async def style(request: Request) -> Response:
    """The style sheet under a name that stays."""
    return _served(request, static_files()["parley.css"], _AN_HOUR)


@router.api_route("/static/{name}/{path:path}", methods=["GET", "HEAD"])
async def static_file(request: Request, name: str, path: str) -> Response:
    """One static file; under the name of another version it may not be kept."""
    file = static_files().get(path)
    if file is None:
        raise HTTPException(404)
    return _served(request, file, _FOR_EVER if name == version() else "no-cache")


def _served(request: Request, file: StaticFile, caching: str) -> Response:
    headers = {"ETag": file.tag, "Cache-Control": caching, "Vary": "Accept-Encoding"}
    if is_known(request, file.tag):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(file.zipped, headers=headers, media_type=file.media_type)
    return Response(file.body, headers=headers, media_type=file.media_type)
