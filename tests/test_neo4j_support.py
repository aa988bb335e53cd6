"""The tests' own Neo4j: it starts, is the version it says, keeps its data and leaves no process."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from neo4j import Driver, GraphDatabase, RoutingControl
from neo4j.exceptions import ClientError

from tests.support import jars
from tests.support.neo4j import RunningNeo4j, start_neo4j


@pytest.fixture(scope="module", params=jars.VERSIONS)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNeo4j]:
    with start_neo4j(request.param, tmp_path_factory.mktemp("neo4j")) as running:
        yield running


@pytest.fixture
def driver(server: RunningNeo4j) -> Iterator[Driver]:
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as opened:
        yield opened


def test_it_is_the_version_that_was_asked_for(server: RunningNeo4j, driver: Driver) -> None:
    query = "CALL dbms.components() YIELD name, versions RETURN name, versions[0] AS version"
    found = {row["name"]: row["version"] for row in driver.execute_query(query).records}
    assert found["Neo4j Kernel"] == server.version


def test_a_read_refuses_to_write(driver: Driver) -> None:
    with pytest.raises(ClientError, match="AccessMode"):
        driver.execute_query("CREATE (:Intruder)", routing_=RoutingControl.READ)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:1/"])
def test_it_fetches_nothing_from_files_or_other_hosts(driver: Driver, address: str) -> None:
    with pytest.raises(ClientError):
        driver.execute_query("LOAD CSV FROM $address AS row RETURN row", address=address)


def test_data_outlives_a_kill_and_a_restart(server: RunningNeo4j, driver: Driver) -> None:
    driver.execute_query("CREATE (:Kept {by: 'kill'})")
    first = server.pid
    server.kill()
    assert not psutil.pid_exists(first)
    server.restart()
    server.restart()
    assert server.pid != first
    kept = driver.execute_query("MATCH (kept:Kept) DETACH DELETE kept RETURN count(*) AS kept")
    assert kept.records[0]["kept"] == 1


def test_stop_leaves_no_process(tmp_path: Path) -> None:
    with start_neo4j(jars.VERSIONS[0], tmp_path) as running:
        processes = [psutil.Process(running.pid), *psutil.Process(running.pid).parents()[:1]]
    assert not any(process.is_running() for process in processes)
    running.stop()


def test_the_server_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import pathlib, time
        from tests.support.neo4j import start_neo4j
        print(start_neo4j({jars.VERSIONS[0]!r}, pathlib.Path({str(tmp_path)!r})).pid, flush=True)
        time.sleep(600)
        """
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        server = psutil.Process(int(owner.stdout.readline()))
        owner.send_signal(signal.SIGKILL)
        server.wait(timeout=60)
    assert not server.is_running()
