"""The house rules that a test can hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ("cypher", "graph", "loaders", "api")
CODE = [path for package in ORDER for path in sorted((ROOT / package).rglob("*.py"))]
# What the domain must know nothing of: HTTP, files and engines.
FOREIGN = {"fastapi", "starlette", "uvicorn", "neo4j", "arcadedb_embedded", "pathlib", "typer"}


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    own = ORDER.index(path.relative_to(ROOT).parts[0])
    for module in imported(path):
        package = module.partition(".")[0]
        assert package not in ORDER or ORDER.index(package) <= own, module


def test_the_domain_knows_nothing_of_http_files_or_engines() -> None:
    for path in (ROOT / "graph").glob("*.py"):
        for module in imported(path):
            assert module.partition(".")[0] not in FOREIGN, (path.name, module)
            assert not module.startswith("graph.store"), (path.name, module)


def test_cypher_stands_in_its_folder_alone() -> None:
    pattern = re.compile(r"\b(MATCH \(|MERGE \(|UNWIND \$|DETACH DELETE|CREATE \()")
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not pattern.search(node.value), (path.name, node.value)


def test_files_stay_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in CODE}
    assert max(lengths.values()) <= 400
    assert sorted(lengths.values())[len(lengths) // 2] <= 130


def test_functions_stay_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.body[0].lineno + 1
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 9
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_no_lock_names_an_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in path.read_text("utf-8")


def test_the_wheel_carries_queries_dossiers_and_pages(tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "pip", "wheel", "--no-deps", "-q"),
        *("--no-build-isolation", "--no-index", "-w", str(tmp_path), str(ROOT)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    [wheel] = tmp_path.glob("parley-*.whl")
    inside = set(ZipFile(wheel).namelist())
    kept = (("cypher", ".cypher"), ("loaders/dossiers", ".yaml"), ("api", ".html"))
    pictures = (("graph", ".html"), ("graph", ".css"), ("graph", ".js"))
    for folder, ends in (*kept, *pictures):
        for path in (ROOT / folder).rglob(f"*{ends}"):
            assert str(path.relative_to(ROOT)) in inside
    assert "graph/vocabulary.yaml" in inside
    assert not any(name.startswith("tests/") for name in inside)
