"""Failed attempts to get in, by client: after some of them a client has to wait."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

MOST = 10
WINDOW_SECONDS = 300.0
CLIENTS_KEPT = 10_000


def client_of(address: str) -> str:
    """The client that an address is counted as: of IPv6 the network of 64 bits, which one has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return ":".join(found.exploded.split(":")[:4])
    return str(found)


class Attempts:
    """Counts failures; `most` in `window` seconds are too many. Bounded in memory."""

    def __init__(
        self,
        most: int = MOST,
        window: float = WINDOW_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._window = window
        self._clock = clock
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def failed(self, client: str) -> None:
        """Notes a failure."""
        times = self._failures.setdefault(client, deque(maxlen=self._most))
        times.append(self._clock())
        self._failures.move_to_end(client)
        while len(self._failures) > CLIENTS_KEPT:
            self._failures.popitem(last=False)

    def wait(self, client: str) -> int:
        """How many seconds the client has to wait; 0 where it may try."""
        times = self._failures.get(client)
        if times is None or len(times) < self._most:
            return 0
        return max(0, int(self._window - (self._clock() - times[0]) + 0.999))
