"""The documentation is true: every command, parameter, setting, error and figure stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from api.app import create_app
from api.cli.commands import app
from api.offers import OFFERS
from api.settings import ServiceSettings
from graph.errors import ParleyError
from graph.questions import ExportQuestion, Question
from graph.store import Endpoint, Store, StoreSettings
from loaders.columns import TABLES
from tests.api.test_problems import all_errors

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
AWAY = Store(Endpoint("neo4j", "bolt://127.0.0.1:1", "neo4j", ("", ""), None, "database"))
PAGES = [*DOCS.glob("*.md"), *ROOT.glob("*.md")]


def page(name: str) -> str:
    """The text of a page."""
    return (DOCS / name).read_text("utf-8")


def test_every_error_is_documented() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (\d*) \|", page("errors.md"), re.MULTILINE)
    documented = {slug: (status, ends) for slug, status, ends in rows}
    for error in all_errors(ParleyError):
        assert documented[error.slug] == (str(error.status), str(error.exit_status))


def test_every_setting_is_documented() -> None:
    for settings in (StoreSettings, ServiceSettings):
        for name in settings.model_fields:
            assert f"`PARLEY_{name.upper()}`" in page("settings.md")


def test_every_parameter_and_route_is_documented() -> None:
    text = page("http.md")
    asked: list[tuple[str, type[Question]]] = [(row.path, row.question) for row in OFFERS]
    asked.append(("/v1/export", ExportQuestion))
    for path, question in asked:
        [row] = [line for line in text.splitlines() if line.startswith(f"| `GET {path}` |")]
        names = [field.alias or name for name, field in question.model_fields.items()]
        assert re.findall(r"`([a-z_]+)`", row.split("|")[3]) == names
        for name, field in question.model_fields.items():
            assert f"| `{field.alias or name}` | {field.description} |" in text


def test_every_route_is_documented() -> None:
    paths = create_app(ServiceSettings(), AWAY).openapi()["paths"]
    for path, methods in paths.items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in page("http.md")


def test_every_command_is_documented() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name in commands:
        assert re.search(rf"^\|.*`parley {name}\b", page("command-line.md"), re.MULTILINE), name


def test_every_column_is_documented() -> None:
    text = page("dossiers.md")
    for name, table in TABLES.items():
        [row] = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
        cells = row.split("|")[2].split(",")
        words = [cell.strip() for cell in cells]
        assert [word.strip("*") for word in words] == list(table.columns)
        assert [word.strip("*") for word in words if word.startswith("**")] == list(table.required)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target
