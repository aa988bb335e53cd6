"""The documentation is true: every command, parameter, setting, error and figure stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from fastapi.routing import APIRoute

from api.app import create_app
from api.cli.commands import app
from api.offers import OFFERS
from api.pages.asked import (
    LISTS,
    ChangesPageQuestion,
    ConflictsPageQuestion,
    PathsPageQuestion,
    PictureQuestion,
    SearchPageQuestion,
    SourcePageQuestion,
)
from api.pages.routers import ROUTERS
from api.settings import ServiceSettings
from graph.errors import ParleyError
from graph.questions import ExportQuestion, Question
from graph.store import Endpoint, Store, StoreSettings
from loaders.columns import TABLES
from tests.api.test_problems import all_errors

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
AWAY = Store(Endpoint("neo4j", "bolt://127.0.0.1:1", "neo4j", ("", ""), None, "database"))
LIST_PATHS = {f"/{name}": question for name, question in LISTS.items()}
PAGE_QUESTIONS: dict[str, type[Question]] = {
    "/": Question,
    "/conflicts": ConflictsPageQuestion,
    "/changes": ChangesPageQuestion,
    "/paths": PathsPageQuestion,
    "/search": SearchPageQuestion,
    "/sources/{id}": SourcePageQuestion,
    **{f"/{name}/{{id}}": PictureQuestion for name in ("parties", "assets", "demands")},
    **{f"/{name}/{{id}}": Question for name in ("events", "claims")},
    **LIST_PATHS,
}
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


def test_every_page_and_its_parameters_are_documented() -> None:
    text = page("pages.md")
    shared, view = set(Question.model_fields), set(PictureQuestion.model_fields)
    documented = dict(re.findall(r"^\| `(/[^`]*)` \| [^|]* \| ([^|]*)\|", text, re.MULTILINE))
    paths = [path for path in page_paths() if not path.startswith("/static/")]
    assert sorted(documented) == sorted({*paths, "/docs"})
    for path, question in PAGE_QUESTIONS.items():
        names = {row.alias or name: row for name, row in question.model_fields.items()}
        own = names.keys() - shared - (view if issubclass(question, PictureQuestion) else set())
        assert set(re.findall(r"`([a-z_]+)`", documented[path])) == own, path
        for name, field in names.items():
            assert f"| `{name}` |" in text
            if path not in LIST_PATHS:
                assert f"| `{name}` | {field.description} |" in text, name


def page_paths() -> set[str]:
    """The paths of all pages, as they are documented."""
    routes = [route for part in ROUTERS for route in part.routes if isinstance(route, APIRoute)]
    return {route.path.replace("{name}", "{id}") for route in routes}


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
