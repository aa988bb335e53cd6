"""The pages' scripts: their types hold, and they keep the form that the one file needs."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api.pages.static import PICTURE, static_files

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "api" / "static"
CHECKED = ROOT / "tests" / "frontend"
_PLAIN_IMPORT = re.compile(r'import \{ [\w, ]+ \} from "\./\w+\.js";')


@pytest.fixture(scope="session")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """TypeScript's compiler, as the lock has it: installed once, and kept beside the jars."""
    lock = (CHECKED / "package-lock.json").read_bytes()
    name = f"typescript-{hashlib.sha256(lock).hexdigest()[:12]}"
    kept = Path(os.environ.get("PARLEY_CACHE") or Path.home() / ".cache" / "parley") / name
    if not (kept / "done").exists():
        kept.mkdir(parents=True, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(CHECKED / file, kept / file)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=kept, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        (kept / "done").touch()
    return kept / "node_modules" / "typescript" / "bin" / "tsc"


def test_the_types_of_the_scripts_hold(compiler: Path) -> None:
    """tsc, strict, over the JSDoc of all modules."""
    done = subprocess.run(
        ["node", str(compiler), "-p", str(SCRIPTS / "picture")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0


def test_the_lock_names_no_registry() -> None:
    """Wherever npm looks, the hash decides."""
    lock = (CHECKED / "package-lock.json").read_text()
    assert "http" not in lock
    assert "integrity" in lock


def test_modules_have_the_form_that_one_script_needs() -> None:
    """Imports on one line from beside them; exports of functions and classes alone."""
    for file in sorted((SCRIPTS / "picture").glob("*.js")):
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("import"):
                assert _PLAIN_IMPORT.fullmatch(line), f"{file.name}: {line}"
            if line.startswith("export"):
                words = ("export function ", "export class ", "export async function ")
                assert line.startswith(words), f"{file.name}: {line}"


def test_one_script_holds_all_modules(tmp_path: Path) -> None:
    """Every module once, and node can read it."""
    script = static_files()[PICTURE].body.decode("utf-8")
    for file in (SCRIPTS / "picture").glob("*.js"):
        assert script.count(f"const module_{file.stem} = ") == 1
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
    made = tmp_path / "bundle.js"
    made.write_text(script, "utf-8")
    subprocess.run(["node", "--check", str(made)], check=True)


def test_scripts_write_no_markup() -> None:
    """Text stays text: nothing is parsed as HTML, nothing is evaluated."""
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    for file in sorted(SCRIPTS.rglob("*.js")):
        text = file.read_text("utf-8")
        assert not [word for word in forbidden if word in text], file.name
