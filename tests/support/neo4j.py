"""A real Neo4j Community server for the tests: on 127.0.0.1, in a folder of the test's own.

It runs on the Java inside the `arcadedb-embedded` wheel and ends with the process that started
it, however that ends. The jars come from `tests.support.jars`.
"""

import contextlib
import hashlib
import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from neo4j import GraphDatabase
from neo4j.exceptions import Neo4jError, ServiceUnavailable

from tests.support.jars import jar_folder

USER = "neo4j"
START_LIMIT = 120.0
STOP_LIMIT = 20.0
PASSWORD_ROUNDS = 1024
LEASH = Path(__file__).with_name("leash.py")

SETTINGS = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
server.memory.heap.max_size=512m
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
db.shutdown_transaction_end_timeout=0s
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.server.bolt.connection_shutdown_wait_time=1s
internal.server.bolt.thread_pool_shutdown_wait_time=1s
"""


class ServerFailed(Exception):
    """The server did not start; the message ends with what it last said."""


class RunningNeo4j:
    """One server: `uri`, `user`, `password`, `version`, `pid`; ended on leaving the context."""

    def __init__(
        self,
        version: str,
        home: Path,
        settings: Mapping[str, str] | None = None,
        password: str | None = None,
    ) -> None:
        self.version = version
        self.home = home
        self.user = USER
        self.password = password or secrets.token_urlsafe(18)
        self.port = free_port()
        self.uri = f"bolt://127.0.0.1:{self.port}"
        self.pid = 0
        self._leash: subprocess.Popen[bytes] | None = None
        _furnish(home, self.port, self.password, settings or {})
        self._start()

    def stop(self) -> None:
        """End the server in order; do nothing if it is not running."""
        self._end_by(signal.SIGTERM)

    def kill(self) -> None:
        """End the server at once, as a power cut would; do nothing if it is not running."""
        self._end_by(signal.SIGKILL)

    def restart(self) -> None:
        """Stop the server if it runs, and start it on the same port with the same data."""
        self.stop()
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self) -> None:
        command = [sys.executable, "-I", str(LEASH), *_java_command(self.version, self.home)]
        with (self.home / "output.txt").open("ab") as output:
            self._leash = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                start_new_session=True,
                env=_plain_environment(),
            )
        assert self._leash.stdout is not None
        self.pid = int(self._leash.stdout.readline() or 0)
        try:
            self._wait_until_ready(self._leash)
        except BaseException:
            self.kill()
            raise

    def _wait_until_ready(self, leash: subprocess.Popen[bytes]) -> None:
        """Wait until Bolt takes a login and answers a query."""
        deadline = time.monotonic() + START_LIMIT
        while leash.poll() is None and time.monotonic() < deadline:
            if _port_answers(self.port) and self._answers():
                return
            time.sleep(0.05)
        raise ServerFailed(f"Neo4j {self.version} did not start:\n{_last_words(self.home)}")

    def _answers(self) -> bool:
        with GraphDatabase.driver(self.uri, auth=(self.user, self.password)) as driver:
            try:
                driver.execute_query("RETURN 1", database_="neo4j")
            except (ServiceUnavailable, Neo4jError):
                return False
        return True

    def _end_by(self, means: signal.Signals) -> None:
        leash, self._leash = self._leash, None
        if leash is None:
            return
        # The leash has not been waited for, so neither its id nor its child's is another's yet.
        if leash.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, means)
        try:
            leash.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            os.kill(self.pid, signal.SIGKILL)
            leash.wait()
        for pipe in (leash.stdin, leash.stdout):
            if pipe is not None:
                pipe.close()


def start_neo4j(
    version: str,
    home: Path,
    settings: Mapping[str, str] | None = None,
    password: str | None = None,
) -> RunningNeo4j:
    """Start Neo4j `version` with its data in the empty folder `home`; return when it answers.

    `settings` come on top of those of the tests. Raises `JarsMissing` if its jars were not fetched,
    `ServerFailed` if it does not start.
    """
    return RunningNeo4j(version, home, settings, password)


def java_runtime() -> Path:
    """Return the `java` inside the `arcadedb-embedded` wheel, without importing the package."""
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        raise ServerFailed("arcadedb-embedded is not installed: run `make test`.")
    return Path(found.origin).parent / "jre" / "bin" / "java"


def _java_command(version: str, home: Path) -> list[str]:
    main_class = "CommunityEntryPoint" if version.startswith("5.") else "Neo4jCommunity"
    return [
        str(java_runtime()),
        "-Xmx512m",
        # One cheap compiler and one collector thread: quick to start, and tests share few cores.
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "-cp",
        f"{jar_folder(version)}/*",
        f"org.neo4j.server.{main_class}",
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
    ]


def _furnish(home: Path, port: int, password: str, settings: Mapping[str, str]) -> None:
    """Lay out an empty home whose first start takes the settings and the password."""
    for folder in ("conf", "data/dbms", "logs", "run", "import", "plugins"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    lines = [line.partition("=") for line in SETTINGS.format(port=port).splitlines()]
    found = {name: value for name, _, value in lines} | dict(settings)
    text = "".join(f"{name}={value}\n" for name, value in found.items())
    (home / "conf" / "neo4j.conf").write_text(text, "utf-8")
    (home / "data" / "dbms" / "auth.ini").write_text(_account(password), "utf-8")


def _account(password: str) -> str:
    """Return what `neo4j-admin dbms set-initial-password` writes, without its Java start."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(PASSWORD_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{PASSWORD_ROUNDS}:\n"


def _plain_environment() -> dict[str, str]:
    """Return the environment without what would change a Java's or a Neo4j's settings."""
    unwanted = ("NEO4J", "JAVA", "JDK", "_JAVA", "PARLEY")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}


def free_port() -> int:
    """A port of the loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _port_answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _last_words(home: Path) -> str:
    lines = (home / "output.txt").read_text("utf-8", errors="replace").splitlines()
    return "\n".join(lines[-15:])
