"""The notebooks: they run from top to bottom over the shipped dossiers, and git has no outputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

from graph.store import Store, StoreSettings
from loaders.load import load
from tests.conftest import empty

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> Any:
    """A notebook, checked against the format's own schema."""
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    return notebook


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert cells
    for cell in cells:
        assert (cell.outputs, cell.execution_count) == ([], None)
        assert set(cell.metadata) <= {"tags"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_begins_with_its_question_and_its_links_lead_somewhere(path: Path) -> None:
    words = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    assert words[0].startswith("# ")
    for target in re.findall(r"\]\(([^)#]+)\)", "\n".join(words)):
        assert (FOLDER / target).exists(), target


def test_the_cookbook_asks_twenty_questions_each_with_its_query() -> None:
    cells = read(FOLDER / "2-cypher-cookbook.ipynb").cells
    asked = [place for place, cell in enumerate(cells) if re.match(r"## \d+\. ", cell.source)]
    assert len(asked) >= 20
    for place, after in zip(asked, [*asked[1:], len(cells)], strict=True):
        queries = [row for row in cells[place:after] if row.source.startswith("%%cypher")]
        assert queries, cells[place].source


@pytest.fixture(scope="module")
def kernel(
    session_store: Store, settings: StoreSettings, shipped: list[Path]
) -> Iterator[KernelManager]:
    """A kernel that finds a store with the shipped dossiers; each notebook begins it anew."""
    empty(session_store)
    load(session_store, shipped)
    found = {"PARLEY_STORE": str(settings.store)}
    if settings.neo4j_uri and settings.neo4j_password:
        found = {
            "PARLEY_NEO4J_URI": settings.neo4j_uri,
            "PARLEY_NEO4J_USER": settings.neo4j_user,
            "PARLEY_NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
        }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in found.items():
            patch.setenv(name, value)
        patch.setenv("PYTHONPATH", str(FOLDER.parent))
        manager = KernelManager(kernel_name="python3")
        yield manager
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


@pytest.mark.engines("embedded", "neo4j-2026")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_top_to_bottom(kernel: KernelManager, path: Path) -> None:
    notebook = read(path)
    # a kernel takes long to begin: it is the same for all, emptied before each
    anew = nbformat.v4.new_code_cell("%reset -f")  # type: ignore[no-untyped-call]
    notebook.cells.insert(0, anew)
    place = {"metadata": {"path": str(FOLDER)}}
    client = NotebookClient(notebook, km=kernel, timeout=120, resources=place)
    try:
        client.execute(cleanup_kc=False)
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    outputs = [row for cell in notebook.cells for row in cell.get("outputs", ())]
    assert {row.output_type for row in outputs} <= {"execute_result", "display_data", "stream"}
    said = "".join(row.text for row in outputs if row.output_type == "stream")
    assert "Warning" not in said
    shown = [row for row in outputs if row.output_type != "stream"]
    assert len(shown) >= 2
    assert not any("Nothing was found." in row.data.get("text/html", "") for row in shown)
