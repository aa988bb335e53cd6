"""The token file: who may come in, by names and digests; the tokens themselves are nowhere.

One JSON object a line: `{"name": "ada", "digest": "<SHA-256 of the token>", "made": "<instant>"}`.
A token is 256 random bits, so a plain digest cannot be turned back into it. The file is read
again when it changes: a line that was struck out is void within a second. A file that cannot be
used any more lets nobody in.
"""

from __future__ import annotations

import errno
import fcntl
import hmac
import json
import logging
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.dates import instant_text
from graph.errors import BadParameter, SetupError
from graph.store.embedded.folder import write_private_text

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
PREFIX = "parley_"
LOOK_SECONDS = 0.5
LARGEST = 1_000_000
_log = logging.getLogger("parley.errors")


@dataclass(frozen=True, slots=True)
class Token:
    """One line of the file: whose token it is, its digest in hexadecimal, and when it was made."""

    name: str
    digest: str
    made: str

    @property
    def fingerprint(self) -> str:
        """What a session names the token by, from which neither it nor its digest follows."""
        return sha256(f"session {self.digest}".encode()).hexdigest()[:32]


class _Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PARLEY_", env_ignore_empty=True, extra="ignore")

    tokens: Path | None = None


def token_file() -> Path:
    """The file that PARLEY_TOKENS names; SetupError where it names none."""
    path = _Settings().tokens
    if path is None:
        raise SetupError(
            "PARLEY_TOKENS is not set: set it to the file of tokens, as in "
            "PARLEY_TOKENS=~/.config/parley/tokens, here and where `parley serve` runs"
        )
    return path.expanduser()


def digest_of(token: str) -> str:
    """The digest under which a token is kept."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def private_text(path: Path, what: str) -> str:
    """What a private file holds, looked at through one handle, so that it cannot change between.

    SetupError where it is missing, no plain file, another user's, or open to others.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise SetupError(_unopened(path, what, error)) from None
    try:
        _check_private(path, what, os.fstat(handle))
        content = os.read(handle, LARGEST + 1)
    finally:
        os.close(handle)
    if len(content) > LARGEST:
        raise SetupError(f"the {what} {path} is larger than {LARGEST:,} bytes: is it the one?")
    return content.decode("utf-8", "replace")


def _check_private(path: Path, what: str, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise SetupError(f"the {what} {path} is no plain file: give one")
    if found.st_uid not in (0, os.geteuid()):
        raise SetupError(f"the {what} {path} belongs to another user: change its owner")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise SetupError(
            f"the {what} {path} has mode {stat.S_IMODE(found.st_mode):04o}, so that others "
            f"may reach it: run `chmod 600 {path}`"
        )


_REMEDIES = {
    "token file": "`parley token NAME` makes one with a first token",
    "session key": "make one, as by `(umask 077; openssl rand -hex 32 >FILE)`",
}


def _unopened(path: Path, what: str, error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return f"there is no {what} at {path}: {_REMEDIES[what]}"
    if error.errno == errno.ELOOP:
        return f"the {what} {path} is a symbolic link: name the file that it leads to"
    return f"the {what} {path} cannot be read: {os.strerror(error.errno or 0)}"


def read_tokens(path: Path) -> dict[str, Token]:
    """The tokens of a file by name; SetupError where it cannot be used."""
    found: dict[str, Token] = {}
    for number, line in enumerate(private_text(path, "token file").splitlines(), 1):
        if not line.strip():
            continue
        token = _token(line)
        if token is None:  # what stands there is not shown: it may be a secret
            raise SetupError(f"{path}:{number}: is no line that `parley token` writes")
        if token.name in found:
            raise SetupError(f"{path}:{number}: {token.name} has a token already: strike one out")
        found[token.name] = token
    return found


def _token(line: str) -> Token | None:
    try:
        row = json.loads(line)
        token = Token(str(row["name"]), str(row["digest"]), str(row["made"]))
    except (ValueError, TypeError, KeyError):
        return None
    sound = NAME.fullmatch(token.name) and re.fullmatch(r"[0-9a-f]{64}", token.digest)
    return token if sound else None


def add_token(path: Path, name: str, *, replace: bool = False) -> str:
    """Adds a new token to the file, which is made where it is missing, and returns the token.

    BadParameter where the name will not do or has a token and it is not to be replaced; SetupError
    where the file cannot be used.
    """
    if not NAME.fullmatch(name):
        raise BadParameter(
            "name", f"{name!r} is no name of a token: letters a-z, digits, '.', '_' and '-' will do"
        )
    with _alone(path):
        tokens = read_tokens(path) if os.path.lexists(path) else {}
        if name in tokens and not replace:
            raise BadParameter("name", f"{name} has a token: say --replace to make it void")
        token = PREFIX + secrets.token_urlsafe(32)
        tokens[name] = Token(name, digest_of(token), instant_text(datetime.now(UTC)))
        _write(path, tokens)
    return token


def remove_token(path: Path, name: str) -> None:
    """Strikes a token out; BadParameter where there is none of that name."""
    with _alone(path):
        tokens = read_tokens(path)
        if tokens.pop(name, None) is None:
            raise BadParameter("name", f"there is no token called {name!r} in {path}")
        _write(path, tokens)


def _write(path: Path, tokens: dict[str, Token]) -> None:
    write_private_text(path, "".join(json.dumps(asdict(row)) + "\n" for row in tokens.values()))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keeps other commands from changing the file at the same time, by a lock on its folder."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
    except OSError as error:
        raise SetupError(
            f"the token file {path} cannot be written: {os.strerror(error.errno or 0)}"
        ) from None


class TokenFile:
    """The tokens as the file has them now; looked at no more often than each half second."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tokens = read_tokens(path)
        self._state = self._look()
        self._looked = time.monotonic()
        if not self._tokens:
            raise SetupError(
                f"the token file {path} holds no token: add one by `parley token NAME`"
            )

    def holder(self, token: str) -> Token | None:
        """Whose token this is. Every line is compared, in a time that does not tell which fits."""
        digest = digest_of(token)
        found = None
        for row in self._current().values():
            if hmac.compare_digest(row.digest, digest):
                found = row
        return found

    def named(self, name: str) -> Token | None:
        """The token of a name."""
        return self._current().get(name)

    def _current(self) -> dict[str, Token]:
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            state = self._look()
            if state != self._state:
                self._state, self._tokens = state, self._read()
        return self._tokens

    def _read(self) -> dict[str, Token]:
        try:
            return read_tokens(self.path)
        except SetupError as error:
            _log.error("nobody is let in: %s", error.message)
            return {}

    def _look(self) -> tuple[int, ...] | None:
        try:
            found = self.path.lstat()
        except OSError:
            return None
        return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_mode)
