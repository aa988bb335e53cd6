"""Starting and ending ArcadeDB as a process of its own, on loopback, with Parley's accounts.

The accounts reach it as salted hashes in its own configuration file, so that no password stands in
its arguments or environment.
"""

from __future__ import annotations

import ctypes
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import pbkdf2_hmac
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

from graph.errors import SetupError
from graph.store.embedded.folder import DATABASE, Account, StoreFolder, write_private_text
from graph.store.embedded.processes import ProcessMark

HASH_ROUNDS = 65_536
QUERY_MILLISECONDS = 30_000
STOP_SECONDS = 10.0
_EVERYTHING = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_ADMIN = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]


def wheel_folder() -> Path:
    """Where the engine's package lies; SetupError where it is not installed."""
    found = find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        raise SetupError(
            "the Python module arcadedb_embedded is missing: install it with "
            "`pip install arcadedb-embedded`, or set PARLEY_NEO4J_URI to use a Neo4j server"
        )
    return Path(found.origin).parent


def free_port() -> int:
    """A port on loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def default_heap() -> int:
    """The engine's heap in megabytes: an eighth of the memory, between 512 and 4096."""
    return max(512, min(4_096, psutil.virtual_memory().total // 8 // 2**20))


def start_engine(
    folder: StoreFolder, bolt_port: int, heap_megabytes: int
) -> subprocess.Popen[bytes]:
    """Starts the engine on a port; its process is noted in the folder before anything else."""
    _write_security(folder)
    with folder.engine_output.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the wheel's own java, with fixed arguments
            _command(folder, bolt_port, heap_megabytes),
            cwd=folder.engine,
            env={"LANG": "C.UTF-8", "HOME": str(folder.engine)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509 - the keeper has one thread
        )
    mark = ProcessMark.of(process.pid)
    write_private_text(folder.engine_process, json.dumps(mark.as_dict()))
    return process


def stop_engine(process: subprocess.Popen[bytes]) -> None:
    """Asks the engine to end, so that it closes its files, and ends it if it does not."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _command(folder: StoreFolder, bolt_port: int, heap_megabytes: int) -> list[str]:
    wheel = wheel_folder()
    settings = {
        "server.rootPath": folder.engine,
        "server.databaseDirectory": folder.engine / "databases",
        "server.mode": "development",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": free_port(),
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{DATABASE}[]",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt_port,
        "command.timeout": QUERY_MILLISECONDS,
    }
    return [
        str(wheel / "jre" / "bin" / "java"),
        f"-Xmx{heap_megabytes}m",
        "-XX:+UseSerialGC" if (os.cpu_count() or 1) < 2 else "-XX:+UseG1GC",
        f"-XX:ErrorFile={folder.path / 'engine-crash.log'}",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        str(wheel / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def _write_security(folder: StoreFolder) -> None:
    config = folder.engine / "config"
    config.mkdir(mode=0o700, parents=True, exist_ok=True)
    accounts = folder.accounts()
    users = [
        _user(accounts["root"], {"*": ["admin"]}),
        _user(accounts["writer"], {DATABASE: ["admin"]}),
        _user(accounts["reader"], {DATABASE: ["reader"]}),
    ]
    lines = "".join(json.dumps(user) + "\n" for user in users)
    write_private_text(config / "server-users.jsonl", lines)
    groups = {
        "admin": _group(_ADMIN, _EVERYTHING),
        "reader": _group([], ["readRecord"]),
        "*": _group([], []),
    }
    content = {"version": 1, "databases": {"*": {"groups": groups}}}
    write_private_text(config / "server-groups.json", json.dumps(content))


def _group(access: list[str], records: list[str]) -> dict[str, Any]:
    types = {"*": {"access": records}}
    return {"access": access, "resultSetLimit": -1, "readTimeout": -1, "types": types}


def _user(account: Account, databases: dict[str, list[str]]) -> dict[str, Any]:
    return {"name": account.user, "password": _hashed(account.password), "databases": databases}


def _hashed(password: str) -> str:
    """The password as ArcadeDB keeps it; the salt is used as the text that it is written as."""
    salt = b64encode(secrets.token_bytes(32)).decode()
    digest = pbkdf2_hmac("sha256", password.encode(), salt.encode(), HASH_ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${HASH_ROUNDS}${salt}${b64encode(digest).decode()}"


def _end_with_parent() -> Callable[[], None] | None:
    """What the child runs so that the kernel ends it when the keeper dies; Linux only.

    Elsewhere an engine without a keeper is ended by the next start.
    """
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)

    def ask_kernel() -> None:
        library.prctl(1, signal.SIGTERM)  # 1 is PR_SET_PDEATHSIG

    return ask_kernel
