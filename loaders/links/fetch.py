"""One request: what a server answers, within limits of time and size, or why it does not."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from loaders.links.guard import GuardedTransport
from loaders.links.manners import Manners, Turns
from loaders.links.outcome import Trouble

AGENT = "parley"
_HEADERS = {
    "User-Agent": f"{AGENT}/{version('parley')} (checks whether cited links still stand)",
    "Accept": "*/*",
    # As it is: what is sent compressed could unpack to any size.
    "Accept-Encoding": "identity",
}
_BREAKS_OFF = "breaks the connection off before it has answered"
_LATER = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, headers, and at most so many bytes of the body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def leads_to(self) -> str | None:
        """Where a redirect leads; None where it is none."""
        place = self.headers.get("location")
        if self.status not in (301, 302, 303, 307, 308) or not place:
            return None
        return str(httpx.URL(self.url).join(place).copy_with(fragment=None))


class Fetcher:
    """Asks for addresses in turn; Trouble where no answer comes."""

    def __init__(self, transport: GuardedTransport, manners: Manners) -> None:
        self.turns = Turns(manners)
        self._manners = manners
        timeout = httpx.Timeout(manners.timeout)
        self._client = httpx.AsyncClient(
            transport=transport, timeout=timeout, headers=_HEADERS, follow_redirects=False
        )

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """The answer; asked again, a few times, where the server says how soon it may be."""
        host = httpx.URL(url).host
        for _ in range(self._manners.retries):
            reply = await self._once(url, host, headers or {})
            wait = _retry_after(reply)
            if wait is None:
                return reply
            if wait > self._manners.patience:
                raise Trouble("busy", f"asks to come back in {wait:,.0f} seconds", reply.status)
            self.turns.wait_for(host, wait)
        return await self._once(url, host, headers or {})

    async def _once(self, url: str, host: str, headers: Mapping[str, str]) -> Reply:
        async with self.turns.turn(host):
            try:
                async with asyncio.timeout(self._manners.timeout):
                    return await self._read(url, headers)
            except (TimeoutError, httpx.TimeoutException):
                seconds = self._manners.timeout
                raise Trouble("slow", f"did not answer whole within {seconds:g} seconds") from None
            except (httpx.TransportError, httpx.InvalidURL, ValueError, OverflowError) as error:
                raise _trouble(error) from None

    async def _read(self, url: str, headers: Mapping[str, str]) -> Reply:
        async with self._client.stream("GET", url, headers=dict(headers)) as response:
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) >= self._manners.most_bytes:
                    break
            kept = bytes(body[: self._manners.most_bytes])
            return Reply(url, response.status_code, response.headers, kept)

    async def close(self) -> None:
        """Closes what is open."""
        await self._client.aclose()


def _retry_after(reply: Reply) -> float | None:
    """In how many seconds a server wants to be asked again; None where it does not say so."""
    text = reply.headers.get("retry-after", "").strip()
    if reply.status not in _LATER or not text:
        return None
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _trouble(error: Exception) -> Trouble:
    """What a failure of the connection means."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Trouble("certificate", f"its certificate is not valid: {cause.verify_message}")
        # A server that hangs up while TLS is agreed upon says nothing of its certificate.
        if isinstance(cause, ssl.SSLEOFError | ConnectionResetError | BrokenPipeError):
            return Trouble("failing", _BREAKS_OFF)
        if isinstance(cause, ssl.SSLError):
            return Trouble("certificate", "does not speak TLS as it should")
    return _otherwise(error)


def _otherwise(error: Exception) -> Trouble:
    """What a failure means in which nothing is wrong with the certificate."""
    if isinstance(error, httpx.ConnectError):
        return Trouble("unreachable", "nothing answers at the address")
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return Trouble("failing", "leads to what is no web address")
    if isinstance(error, httpx.NetworkError):
        return Trouble("failing", _BREAKS_OFF)
    return Trouble("failing", "breaks off, or answers something that is not HTTP")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
