"""Sessions of people who logged in: a signed cookie, and nothing kept on the server.

The cookie names the token and its fingerprint, so that striking the token out ends its sessions.
It is signed with a key that is made anew at each start, or, so that several hosts share it and
a restart does not end sessions, read from PARLEY_SESSION_KEY.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from api.access.tokens import Token, TokenFile, private_text
from graph.errors import SetupError

COOKIE = "parley_session"
SECURE_COOKIE = "__Host-parley_session"
SHORTEST_KEY = 32


def session_key(path: Path | None) -> bytes:
    """The key of a file, or a new one; SetupError where the file will not do."""
    if path is None:
        return secrets.token_bytes(32)
    text = private_text(path, "session key").strip()
    if len(text) < SHORTEST_KEY:
        raise SetupError(
            f"the session key {path} has {len(text)} characters: give {SHORTEST_KEY} or more, as "
            "`openssl rand -hex 32` prints them"
        )
    return text.encode()


class Sessions:
    """Makes cookies and reads them; a session lasts `seconds`."""

    def __init__(self, tokens: TokenFile, key: bytes, seconds: int) -> None:
        self._tokens = tokens
        self.seconds = seconds
        self._serializer = URLSafeTimedSerializer(
            key,
            salt="parley session",
            signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
        )

    def begin(self, token: Token) -> str:
        """The content of the cookie of a new session."""
        return str(self._serializer.dumps([token.name, token.fingerprint]))

    def holder(self, cookie: str) -> Token | None:
        """Whose session a cookie's content is, if it lasts and its token is still good."""
        try:
            name, fingerprint = self._serializer.loads(cookie, max_age=self.seconds)
            token = self._tokens.named(str(name))
        except (BadData, ValueError, TypeError):
            return None
        if token is None or not hmac.compare_digest(token.fingerprint, str(fingerprint)):
            return None
        return token


def cookie_line(content: str, *, seconds: int, secure: bool) -> str:
    """A Set-Cookie header: no script reads it, no other site's form sends it."""
    name = SECURE_COOKIE if secure else COOKIE
    ends = "; Secure" if secure else ""
    return f"{name}={content}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{ends}"


def cookie_of(header: str, *, secure: bool) -> str | None:
    """The content of the session's cookie in a Cookie header."""
    wanted = SECURE_COOKIE if secure else COOKIE
    for part in header.split(";"):
        name, _, content = part.strip().partition("=")
        if name == wanted:
            return content.strip('"')
    return None
