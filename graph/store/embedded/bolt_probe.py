"""Whether something at an address speaks Bolt: one handshake, without logging in."""

from __future__ import annotations

import socket

# The Bolt preamble, and the versions 5.4 to 5.0 and 4.4 as a range each; the rest is empty.
_HANDSHAKE = bytes.fromhex("6060b017 00040405 00000404 00000000 00000000")


def speaks_bolt(port: int, seconds: float = 1.0) -> bool:
    """Whether a server on this loopback port answers a Bolt handshake in time."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
            connection.sendall(_HANDSHAKE)
            answer = connection.recv(4)
    except OSError:
        return False
    return len(answer) == 4 and any(answer)
