"""The containers' files: right by their schema, as promised, and each step run by hand."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest
import yaml

from tests.conftest import ENGINES
from tests.support import containers
from tests.support.containers import ROOT, ByHand, compose, entry, image_check, instructions, of
from tests.support.neo4j import free_port

SERVICES = compose()["services"]
OWN = ("secret", "load", "api", "embedded")
MAKE_SECRET = ROOT / "containers" / "make_secret.py"


def test_the_compose_file_keeps_to_its_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    ran = subprocess.run([*command, str(containers.COMPOSE)], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_the_database_is_the_one_that_is_tested_and_reads_neither_files_nor_hosts() -> None:
    service = SERVICES["neo4j"]
    assert service["image"] == f"neo4j:{ENGINES['neo4j-2026']}"
    settings = containers.neo4j_settings(service["environment"])
    assert settings["dbms.security.allow_csv_import_from_file_urls"] == "false"
    assert settings["internal.dbms.cypher_ip_blocklist"] == "0.0.0.0/0,::/0"
    assert settings["server.memory.heap.max_size"]
    assert settings["server.memory.pagecache.size"]
    assert any(volume.endswith(":/data") for volume in service["volumes"])
    assert service["networks"] == ["inside"]
    assert "ports" not in service


def test_no_secret_stands_in_a_file() -> None:
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASSWORD|AUTH|TOKENS|SECRET", variable) and "_FILE" not in variable:
                assert value == f"${{{variable}:-}}", (name, variable)
    for path in (containers.DOCKERFILE, ROOT / ".env", ROOT / "containers" / "Caddyfile"):
        text = "".join(
            line for line in path.read_text("utf-8").splitlines(True) if not line.startswith("#")
        )
        assert not re.search("password|token", text, re.IGNORECASE)


@pytest.mark.parametrize("name", OWN)
def test_parleys_containers_may_do_little(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp"]
    assert "privileged" not in service
    assert "ports" not in service


def test_only_the_proxy_is_reached_and_only_from_this_machine() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert all(port.startswith("${PARLEY_BIND:-127.0.0.1}:") for port in SERVICES["proxy"]["ports"])
    inside = compose()["networks"]["inside"]
    assert inside["internal"] is True
    [network] = inside["ipam"]["config"]
    for name in ("api", "embedded"):
        assert SERVICES[name]["environment"]["PARLEY_PROXIES"] == network["subnet"]


def test_what_waits_for_what() -> None:
    healthy, done = "service_healthy", "service_completed_successfully"
    waits = {
        (name, other): how["condition"]
        for name, service in SERVICES.items()
        for other, how in service.get("depends_on", {}).items()
    }
    assert waits == {
        ("neo4j", "secret"): done,
        ("load", "neo4j"): healthy,
        ("api", "load"): done,
        ("proxy", "api"): healthy,
        ("proxy", "embedded"): healthy,
    }


def test_without_neo4j_only_the_embedded_store_and_the_proxy_run() -> None:
    by_profile = {
        profile: {name for name, row in SERVICES.items() if profile in row["profiles"]}
        for profile in ("neo4j", "embedded")
    }
    assert by_profile["embedded"] == {"embedded", "proxy"}
    assert by_profile["neo4j"] == {"secret", "neo4j", "load", "api", "proxy"}
    assert (ROOT / ".env").read_text("utf-8").splitlines()[-1] == "COMPOSE_PROFILES=neo4j"


def test_the_image_is_built_in_stages_and_runs_as_nobody_much() -> None:
    stages = of("FROM")
    assert len(stages) == 2
    assert all(re.match(r"python:3\.\d+\.\d+-slim-\w+", stage) for stage in stages)
    names = [row["instruction"] for row in instructions()]
    last = len(names) - 1 - names[::-1].index("FROM")
    after = instructions()[last:]
    assert [row["value"] for row in after if row["instruction"] == "USER"] == ["10001:10001"]
    ran = " ".join(row["value"] for row in after if row["instruction"] == "RUN")
    assert not re.search(r"\b(pip|apt|apt-get|gcc|build-essential)\b", ran)
    assert "HEALTHCHECK" in names[last:]
    assert {row["value"].split()[0] for row in after if row["instruction"] == "COPY"} == {
        "--from=build",
        "loaders/dossiers",
        "containers/make_secret.py",
    }


def test_the_image_says_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert of("ARG") == [f"VERSION={project['version']}"]
    assert 'org.opencontainers.image.version="${VERSION}"' in of("LABEL")[0]
    assert SERVICES["api"]["image"] == f"parley:{project['version']}"


def test_all_that_is_copied_exists_and_is_let_through() -> None:
    let_through = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for value in of("COPY"):
        if not value.startswith("--from"):
            for source in value.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert any(
                    line.startswith("!") and source.startswith(line[1:]) for line in let_through
                ), source


def test_the_proxy_bounds_what_is_slow_and_what_is_large() -> None:
    text = (ROOT / "containers" / "Caddyfile").read_text("utf-8")
    for word in ("read_header", "read_body", "write", "idle", "max_header_size", "max_size"):
        assert re.search(rf"^\s+{word} \d+\w+$", text, re.MULTILINE), word


def made(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What making the secret says."""
    command = [sys.executable, "-I", str(MAKE_SECRET), str(folder)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_first_start_makes_a_secret_and_later_ones_keep_it(tmp_path: Path) -> None:
    assert made(tmp_path).returncode == 0
    password = (tmp_path / "password").read_text()
    assert len(password) >= 32
    assert (tmp_path / "neo4j_auth").read_text() == f"neo4j/{password}"
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o400}
    assert made(tmp_path).returncode == 0
    assert (tmp_path / "password").read_text() == password
    other = made(tmp_path, PARLEY_NEO4J_PASSWORD="another-password")
    assert (other.returncode, other.stdout) == (1, "")
    assert "another-password" not in other.stderr
    assert (tmp_path / "password").read_text() == password


def test_a_secret_may_be_given(tmp_path: Path) -> None:
    assert made(tmp_path, PARLEY_NEO4J_PASSWORD="short").returncode == 1
    assert made(tmp_path, PARLEY_NEO4J_PASSWORD="a-long-password").returncode == 0
    assert (tmp_path / "neo4j_auth").read_text() == "neo4j/a-long-password"


def by_hand(folder: Path) -> ByHand:
    """The installation that the tests run from."""
    return ByHand(
        folder=folder,
        python=Path(sys.executable),
        parley=(str(Path(sys.executable).parent / "parley"),),
        places={
            "/app/make_secret.py": str(MAKE_SECRET),
            "/dossiers": str(ROOT / "loaders" / "dossiers"),
            "/secret": str(folder / "secret"),
            "/data": str(folder / "data"),
            "0.0.0.0": "127.0.0.1",
        },
    )


def bring_up(hand: ByHand) -> None:
    """Runs every service of the profile neo4j as the compose file has it, in its order."""
    folder = hand.folder
    for name in ("secret", "data"):
        (folder / name).mkdir(exist_ok=True)
    secret = hand.run("secret", entry(SERVICES["secret"]))
    assert secret.returncode == 0, secret.stderr
    password = (folder / "secret" / "password").read_text()
    with containers.neo4j(folder / "neo4j", password) as server:
        hand.places["neo4j://neo4j:7687"] = f"neo4j://127.0.0.1:{server.port}"
        check = ["env", f"PARLEY_BOLT_PORT={server.port}", *containers.neo4j_check()]
        healthy = hand.run("neo4j", check)
        assert healthy.returncode == 0, healthy.stderr
        loaded = hand.run("load", entry(SERVICES["load"]))
        assert loaded.returncode == 0, loaded.stderr
        assert "Published as release 1" in loaded.stdout
        again = hand.run("load", entry(SERVICES["load"]))
        assert "Nothing has changed" in again.stdout
        check_served(hand, "api")
    assert hand.run("neo4j", check).returncode != 0


def check_served(hand: ByHand, name: str) -> None:
    """Runs a service that serves, waits for the image's health check, and asks it something."""
    port = free_port()
    check = [word.replace("8000", str(port)) for word in image_check()]
    with hand.serving(name, entry(SERVICES[name]), PARLEY_PORT=str(port)) as process:
        until = time.monotonic() + 90
        while hand.run(name, check).returncode and process.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.2)
        url = f"http://127.0.0.1:{port}/v1/positions?limit=1"
        with urllib.request.urlopen(url, timeout=30) as answer:
            assert answer.status == 200
    assert process.returncode in (0, -signal.SIGTERM)
    assert hand.run(name, check).returncode != 0


def test_each_step_of_the_compose_file_works_by_hand(tmp_path: Path) -> None:
    bring_up(by_hand(tmp_path))


def test_the_embedded_profile_works_by_hand(tmp_path: Path) -> None:
    hand = by_hand(tmp_path)
    (tmp_path / "data").mkdir()
    check_served(hand, "embedded")


def test_the_variables_of_the_compose_file_are_documented() -> None:
    text = containers.COMPOSE.read_text("utf-8")
    page = (ROOT / "docs" / "containers.md").read_text("utf-8")
    for name in sorted(set(re.findall(r"\$\{(\w+):-", text)) - {"PARLEY_BOLT_PORT"}):
        assert f"`{name}`" in page, name
    assert yaml.safe_load(text)["name"] == "parley"
