"""A server on the loopback with a certificate that nobody should trust, and one that hangs up."""

from __future__ import annotations

import socket
import ssl
import struct
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

Serve = Callable[[socket.socket], None]


def self_signed(folder: Path, name: str) -> ssl.SSLContext:
    """The TLS of a server whose certificate for a name it signed itself."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def shakes_hands(context: ssl.SSLContext) -> Serve:
    """Begins TLS, and bears that the other side breaks it off."""

    def serve(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                secure.recv(1_024)
        except OSError:
            return

    return serve


def resets(connection: socket.socket) -> None:
    """Reads the request, answers half a line and resets the connection."""
    connection.recv(1_024)
    connection.sendall(b"HTTP/1.1 200 O")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def resets_at_once(connection: socket.socket) -> None:
    """Resets the connection without reading."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hangs_up(connection: socket.socket) -> None:
    """Reads the request and closes the connection without a word."""
    connection.recv(1_024)


@contextmanager
def listening(serve: Serve) -> Iterator[int]:
    """The port of a server that treats every connection so, one after another."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    serve(connection)

        thread = Thread(target=run, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
