"""What is completed in a cell of Cypher: by itself, and through IPython's own completer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import load_ipython_extension
from graph.notebook.completion import completions

CASES = [
    ("MATCH (p:Pa", "Party", "label"),
    ("MATCH (p:Party)-[r:REJ", "REJECTS", "relation"),
    ("MATCH ()-[r:DEMANDS|REJ", "REJECTS", "relation"),
    ("MATCH (c:Claim)-[:CI", "CITES", "relation"),
    ("MATCH (p:Party) WHERE p.word", "wording_note", "property"),
    ("MATCH (p)-[r:DEMANDS]->() RETURN r.sai", "said_on", "property"),
    ("MATCH (x) RETURN x.lat", "latitude", "property"),
    ("MATCH (p:Party {kind: 'arm", "armed-group", "value"),
    ("MATCH (claim:Claim) RETURN cla", "claim", "variable"),
    ("MATCH (p:Party) RET", "RETURN", "keyword"),
    ("MATCH (p) WHERE p.id = $par", "$party", "parameter"),
]


@pytest.mark.parametrize(("text", "word", "kind"), CASES)
def test_what_may_follow(text: str, word: str, kind: str) -> None:
    found = completions(text, ["party", "day"])
    assert (word, kind) in found.words
    assert text.endswith(text[len(text) - found.length :])
    assert word.casefold().startswith(text[len(text) - found.length :].casefold())


def test_only_what_a_thing_has_is_offered() -> None:
    of_party = {word for word, _ in completions("MATCH (p:Party) RETURN p.").words}
    assert "aliases" in of_party
    assert not {"latitude", "said_on", "paraphrase"} & of_party
    labels = {word for word, _ in completions("MATCH (p:").words}
    assert not {"DEMANDS", "RETURN"} & labels


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A shell of IPython's, as a kernel has it."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    from IPython.core.history import HistoryManager  # noqa: PLC0415 - it reads IPYTHONDIR
    from IPython.core.interactiveshell import InteractiveShell  # noqa: PLC0415

    monkeypatch.setattr(HistoryManager, "enabled", False)
    made = InteractiveShell.instance()
    yield made
    InteractiveShell.clear_instance()


def completed(shell: Any, cell: str) -> set[str]:
    """What IPython offers at the end of a cell."""
    from IPython.core.completer import provisionalcompleter  # noqa: PLC0415 - it is slow to import

    with provisionalcompleter():
        return {row.text for row in shell.Completer.completions(cell, len(cell))}


def test_a_cell_is_completed_by_ipython(shell: Any) -> None:
    load_ipython_extension(shell)
    load_ipython_extension(shell)
    shell.user_ns["party"] = "egypt"
    for text, word, _ in CASES:
        cell = f"%%cypher kept\n{text}"
        assert word in completed(shell, cell), text


def test_other_cells_are_left_alone(shell: Any) -> None:
    load_ipython_extension(shell)
    found = completed(shell, "impor")
    assert "import" in found
    assert all("impor" in word for word in found)
