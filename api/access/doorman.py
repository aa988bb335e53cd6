"""Under which names Parley is served, and whose pages may send it something.

A page of another site can make a browser send requests to this machine: by a name of its own that
it has pointed here (DNS rebinding), which the check of `Host` ends, or by a form or script, which
the check of `Origin` and `Sec-Fetch-Site` ends wherever a request is more than reading.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.asking import SAFE_METHODS, headers_of, refuse
from graph.errors import AccessError, WrongHost, WrongOrigin

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?")
# Whoever looks whether the process lives calls it by whatever name it has in a network.
ALIVE = "/healthz"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Names:
    """Under which names the service is reached.

    `served` are host names; with `any_address` every IP address will do too, since no foreign page
    can have one for its name.
    """

    served: Collection[str]
    any_address: bool

    def allow(self, host: str) -> bool:
        """Whether this is one of them; `host` is without a port."""
        name = host.lower().rstrip(".")
        if name == "localhost" or name in self.served:
            return True
        try:
            address = ip_address(name.strip("[]"))
        except ValueError:
            return False
        return self.any_address or address.is_loopback


class Doorman:
    """ASGI middleware: host and origin. `origins` are those of other sites that may ask."""

    def __init__(self, app: ASGIApp, names: Names, origins: Collection[str]) -> None:
        self._app = app
        self._names = names
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request in or refuses it."""
        if scope["type"] == "http" and scope["path"] != ALIVE and (error := self._refusal(scope)):
            await refuse(error, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> AccessError | None:
        headers = headers_of(scope)
        hosts = headers.getlist("host")
        match = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if match is None or not self._names.allow(match[1]):
            return WrongHost(
                "Parley is not served under this name: whoever runs it can add the name to "
                "PARLEY_HOSTS"
            )
        if scope["method"] in SAFE_METHODS or self._is_own(scope, hosts[0]):
            return None
        return WrongOrigin(
            "a page of another site may not ask this: whoever runs Parley can add the site to "
            "PARLEY_CORS_ORIGINS"
        )

    def _is_own(self, scope: Scope, host: str) -> bool:
        """Whether a request comes from a page of our own, of an allowed site, or of no page."""
        headers = headers_of(scope)
        origins = headers.getlist("origin")
        if not origins:
            return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        if len(origins) > 1:
            return False
        if origins[0] in self._origins:
            return True
        return _place(origins[0]) == _place(f"{scope['scheme']}://{host}")


def _place(origin: str) -> tuple[str, int] | None:
    """Host and port of an origin.

    The scheme is left to what it says of the port, since a proxy may have ended the encryption.
    """
    try:
        parts = urlsplit(origin)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or parts.path or parts.query:
        return None
    return host, 443 if port in (None, *_PORTS.values()) else int(port or 0)
