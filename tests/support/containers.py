"""What Dockerfile and docker-compose.yml say, and their steps run by hand, without Docker.

The commands, environments and health checks are taken from the files; only the places that
containers have of their own (folders, host names, ports) are replaced by some of this machine.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from dockerfile_parse import DockerfileParser

from tests.support.neo4j import RunningNeo4j, start_neo4j

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"


def compose() -> dict[str, Any]:
    """The compose file, its anchors resolved."""
    content: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))
    return content


def instructions() -> list[dict[str, Any]]:
    """The Dockerfile's instructions, in order."""
    parser = DockerfileParser(path=str(DOCKERFILE))
    return [row for row in parser.structure if row["instruction"] != "COMMENT"]


def of(instruction: str) -> list[str]:
    """The values of all instructions of one name, in order."""
    return [row["value"] for row in instructions() if row["instruction"] == instruction]


def image_environment() -> dict[str, str]:
    """What the image's last ENV sets."""
    pairs = (word.partition("=") for word in shlex.split(of("ENV")[-1]))
    return {name: value for name, _, value in pairs}


def image_check() -> list[str]:
    """The command of the image's health check."""
    found = re.search(r"CMD (\[.*\])", of("HEALTHCHECK")[-1])
    assert found
    command: list[str] = yaml.safe_load(found[1])
    return command


def filled(text: str, given: Mapping[str, str]) -> str:
    """A text of the compose file with its variables: `${NAME:-default}` and `$$` for a dollar."""

    def value(match: re.Match[str]) -> str:
        return given.get(match[1], match[2]) or match[2]

    parts = re.split(r"\$\$", text)
    return "$".join(re.sub(r"\$\{(\w+):-([^}]*)\}", value, part) for part in parts)


def neo4j_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Neo4j's settings from its container's environment, as its image reads them."""
    return {
        _setting(name): filled(value, {})
        for name, value in environment.items()
        if name.startswith("NEO4J_") and "AUTH" not in name
    }


def _setting(variable: str) -> str:
    """A setting's name: one underscore is a dot, two are an underscore."""
    parts = variable.removeprefix("NEO4J_").split("__")
    return "_".join(part.replace("_", ".") for part in parts)


@dataclass(frozen=True)
class ByHand:
    """The services run as processes: `python` and `parley` are those of the installation."""

    folder: Path
    python: Path
    parley: tuple[str, ...]
    places: dict[str, str]
    be: tuple[str, ...] = ()

    def words(self, command: list[str]) -> list[str]:
        """A command of a container as one of this machine."""
        programs = {"python": [str(self.python)], "parley": list(self.parley)}
        found = [*self.be, *programs.get(command[0], [command[0]])]
        return [*found, *(self.placed(word) for word in command[1:])]

    def placed(self, text: str) -> str:
        """A text with the container's places replaced."""
        for inside, outside in self.places.items():
            text = re.sub(rf"(?<![\w./]){re.escape(inside)}", outside, text)
        return text

    def environment(self, service: str) -> dict[str, str]:
        """A service's environment: the image's and its own."""
        own = compose()["services"][service].get("environment", {})
        found = image_environment() | {name: filled(str(row), {}) for name, row in own.items()}
        placed = {name: self.placed(row) for name, row in found.items()}
        return placed | {"PATH": f"{self.python.parent}:{os.environ['PATH']}", "HOME": "/nowhere"}

    def run(self, service: str, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Runs a one-shot service, or a health check, and waits for its end."""
        return subprocess.run(
            self.words(command),
            env=self.environment(service),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )

    @contextmanager
    def serving(
        self, service: str, command: list[str], **more: str
    ) -> Iterator[subprocess.Popen[str]]:
        """Runs a service that serves, with more in its environment, until the context ends."""
        with subprocess.Popen(
            self.words(command), env=self.environment(service) | more, cwd=self.folder, text=True
        ) as process:
            try:
                yield process
            finally:
                process.terminate()


def entry(service: Mapping[str, Any]) -> list[str]:
    """What a service runs: its own words, or those of the image."""
    own = service.get("entrypoint", yaml.safe_load(of("ENTRYPOINT")[-1]))
    return [*own, *service.get("command", yaml.safe_load(of("CMD")[-1]))]


def neo4j_check() -> list[str]:
    """The health check of the database, for a shell."""
    test = compose()["services"]["neo4j"]["healthcheck"]["test"]
    assert test[0] == "CMD"
    return [filled(str(word), {}) for word in test[1:]]


@contextmanager
def neo4j(home: Path, password: str) -> Iterator[RunningNeo4j]:
    """The database as the compose file configures it, but for its host name and sockets."""
    service = compose()["services"]["neo4j"]
    version = service["image"].partition(":")[2]
    settings = neo4j_settings(service["environment"])
    del settings["server.bolt.advertised_address"]
    with start_neo4j(version, home, settings, password) as server:
        yield server
