"""Requests go to public addresses only, unless private ones are allowed.

A name is resolved once, its addresses are checked, and the connection goes to the address that was
checked: a name that resolves otherwise a moment later (DNS rebinding) leads nowhere else. Each step
of a redirect comes by here too.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from loaders.links.outcome import Trouble

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
_NAT64 = ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system knows them; OSError where there are none."""
    loop = asyncio.get_running_loop()
    rows = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in rows]


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet, also where it wraps an older one."""
    address = ip_address(text.partition("%")[0])
    return all(row.is_global and not row.is_multicast for row in _unwrapped(address))


def _unwrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """An address, or those that it stands for."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    inner: list[IPv4Address | IPv6Address] = [address]
    if address.sixtofour:
        inner.append(address.sixtofour)
    if address.teredo:
        inner += address.teredo
    if address in _NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return inner


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends each request to a checked address; the name goes into Host and TLS as ever.

    Connections are not kept: one for an address could otherwise serve another name there.
    Trouble where the name has no address, or a private one.
    """

    def __init__(self, *, allow_private: bool = False, resolver: Resolve = resolve) -> None:
        self._allow_private = allow_private
        self._resolve = resolver
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(limits=limits, trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response, of the address that was checked."""
        host = request.url.raw_host.decode("ascii")
        port = request.url.port or _PORTS.get(request.url.scheme, 0)
        address = await self._address(host, port)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._inner.handle_async_request(pinned)

    async def _address(self, host: str, port: int) -> str:
        if not 0 < port < 65_536:
            raise Trouble("failing", f"names the port {port}, which there is not")
        try:
            addresses = await self._resolve(host.strip("[]"), port)
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise Trouble("no-host", f"there is no machine called {host}")
        if not self._allow_private and not all(map(is_public, addresses)):
            raise Trouble("private", f"{host} is at the private address {addresses[0]}")
        return addresses[0]

    async def aclose(self) -> None:
        """Closes what is open."""
        await self._inner.aclose()
