"""Run the long tests, one pytest for each engine after the other, and report what was seen.

    python -m stress.run [--write] [--into FOLDER] [PYTEST ARGUMENTS]

PARLEY_ENGINES restricts the engines (embedded, neo4j-2026 and none by default). `--write` puts the
report into docs/reliability.md. With `--into` what was seen is kept in a folder, and the report is
of all that is kept there: so a long run may be made part by part. A skipped test counts as a failed
one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reliability.md"
ENGINES = ("none", "embedded", "neo4j-2026")
BEGIN, END = "<!-- report -->\n", "<!-- end of report -->\n"


@dataclass(frozen=True)
class Row:
    """One case of the report."""

    case: str
    engine: str
    expected: str
    seen: str
    seconds: float
    passed: bool


def rows_of(report: Path, engine: str) -> Iterator[Row]:
    """The cases that a JUnit report tells of; a test that told nothing stands by its name."""
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        seconds = float(case.get("time", 0))
        passed = not any(case.find(word) is not None for word in ("failure", "error", "skipped"))
        told = [row.get("value", "") for row in case.iter("property") if row.get("name") == "case"]
        name = re.sub(r"\[.*\]$", "", case.get("name", "")).removeprefix("test_")
        for number, text in enumerate(told):
            share = seconds if number == 0 else 0
            yield Row(*_told(text, engine), seconds=share, passed=passed)
        if not told:
            words = name.replace("_", " ")
            yield Row(words, engine, "as it says", "passed" if passed else "", seconds, passed)


def _told(text: str, engine: str) -> tuple[str, str, str, str]:
    case, expected, seen = json.loads(text)
    return case, engine, expected, seen


def markdown(rows: Sequence[Row], command: str) -> str:
    """The report as a page has it."""
    seconds = sum(row.seconds for row in rows)
    failed = sum(not row.passed for row in rows)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    outcome = f"{len(rows) - failed} cases as expected, {failed} not"
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    lines = [
        f"`{command}`, {day}, {machine}, {seconds / 60:,.0f} minutes: {outcome}.",
        "",
        "| case | engine | expected | seen | s |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        seen = row.seen if row.passed else f"**failed** {row.seen}"
        lines.append(f"| {row.case} | {row.engine} | {row.expected} | {seen} | {row.seconds:.0f} |")
    return "\n".join(lines) + "\n"


def write(report: str) -> None:
    """Puts the report in its place on the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{report}\n{END}{after}", "utf-8")


def run(engine: str, arguments: Sequence[str], folder: Path) -> int:
    """Runs the tests of one engine, whose report is left in a folder; returns pytest's status."""
    report = folder / f"{engine}.{time.time_ns()}.xml"
    command = [sys.executable, "-m", "pytest", f"--engine={engine}", "--timeout=3600", "-q"]
    command += [f"--junitxml={report}", "-o", "junit_family=xunit1", "-p", "no:cacheprovider"]
    ended = subprocess.run([*command, *arguments], cwd=ROOT, check=False).returncode
    return ended if ended != 5 else 0  # 5: nothing for this engine


def main() -> int:
    """Runs what is asked for, prints the report, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--into", type=Path)
    chosen, arguments = parser.parse_known_args()
    engines = os.environ.get("PARLEY_ENGINES", "").replace(",", " ").split() or ENGINES
    with TemporaryDirectory() as temporary:
        folder = chosen.into or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        statuses = [run(engine, arguments or ["stress"], folder) for engine in engines]
        reports = sorted(folder.glob("*.xml"), key=lambda path: path.name.split(".")[1])
        rows = [row for path in reports for row in rows_of(path, path.name.split(".")[0])]
    text = markdown(rows, "make stress")
    sys.stdout.write(f"\n{text}")
    if chosen.write:
        write(text)
    return max(statuses) or int(any(not row.passed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
