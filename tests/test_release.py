"""What Parley ships: its licences are listed, none is a GPL, no locked version has known flaws."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

from requirements import audit, licences
from requirements.bill import completed

ROOT = Path(__file__).parents[1]


def test_the_list_of_licences_is_the_locks() -> None:
    assert licences.PAGE.read_text("utf-8") == licences.page(), "run `make licences`"


def test_every_licence_is_known_and_none_is_a_gpl() -> None:
    found = list(licences.packages())
    assert len(found) > 60
    assert [row.name for row in found if row.licence in ("", "unknown", "UNKNOWN")] == []
    strict = re.compile(r"\b[AL]?GPL|GNU|SSPL|Commons-Clause|BUSL|Proprietary", re.IGNORECASE)
    assert [(row.name, row.licence) for row in found if strict.search(row.licence)] == []


def test_no_version_with_a_known_flaw_is_locked() -> None:
    assert list(audit.below_floors()) == []
    floors = tomllib.loads(audit.FLOORS.read_text("utf-8"))
    locked = audit.pinned("run.txt") | audit.pinned("dev.txt")
    assert len(floors.keys() & locked.keys()) >= 10
    for row in floors.values():
        assert Version(row["from"])
        assert row["flaw"].startswith("CVE-")


def test_an_old_version_would_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements").mkdir()
    for lock in audit.LOCKS:
        (tmp_path / "requirements" / lock).write_text("h11==0.14.0 \\\n", "utf-8")
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    assert [line.partition(":")[0] for line in audit.below_floors()] == list(audit.LOCKS)


def test_every_locked_package_has_hashes() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        for entry in re.split(r"\n(?=\S)", lock.read_text("utf-8")):
            if "==" in entry.partition("\n")[0] and not entry.startswith("#"):
                assert "--hash=sha256:" in entry, entry


def test_the_bill_of_materials_holds_everything_that_is_shipped(tmp_path: Path) -> None:
    path = tmp_path / "bill.json"
    command = [
        *(sys.executable, "-m", "cyclonedx_py", "requirements"),
        *(str(ROOT / "requirements" / "run.txt"), "--pyproject", str(ROOT / "pyproject.toml")),
        *("--output-reproducible", "--output-file", str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    bill = json.loads(path.read_text("utf-8"))
    assert completed(bill) == []
    assert bill["metadata"]["component"]["name"] == "parley"
    named = {row["name"]: row for row in bill["components"]}
    assert named["neo4j"]["licenses"] == [{"license": {"name": "Apache-2.0 AND Python-2.0"}}]
    assert re.match(r"pkg:pypi/neo4j@\d", named["neo4j"]["purl"])


def test_what_a_bill_lacks_is_told() -> None:
    missing = completed({"components": [{"name": "neo4j", "version": "0"}]})
    assert any(line.startswith("neo4j ") for line in missing)
    assert len(missing) > 60
