"""Run the whole suite: one pytest for each engine, side by side, and one that needs none.

`python -m tests.run [PYTEST ARGUMENTS]`. PARLEY_ENGINES restricts it, e.g. "none embedded". Every
test must run: a skipped one, and an engine without a test, count as failures. The last line says
`N passed, N failed`.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("neo4j-2026", "neo4j-5", "embedded", "none")
PROGRESS_EVERY = 30.0
GRACE = 20.0


@dataclass
class Run:
    """One pytest process for one engine, with its output and its report in `folder`."""

    engine: str
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def output(self) -> Path:
        """The file that collects what pytest says."""
        return self.folder / f"{self.engine}.txt"

    @property
    def report(self) -> Path:
        """The JUnit report, from which the tests are counted."""
        return self.folder / f"{self.engine}.xml"

    def start(self, arguments: Sequence[str]) -> None:
        """Start pytest in a process group of its own, so that all of it can be ended."""
        command = [sys.executable, "-m", "pytest", f"--engine={self.engine}"]
        command += [f"--junitxml={self.report}", "--cov", "--cov-report=", "-p", "no:cacheprovider"]
        environment = os.environ | {"COVERAGE_FILE": str(self.folder / f".coverage.{self.engine}")}
        self.started = time.monotonic()
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def is_over(self) -> bool:
        """Return whether pytest has ended; count its tests when it has."""
        if self.process is None or self.process.poll() is None:
            return False
        self.seconds = time.monotonic() - self.started
        self._count(self.process.returncode)
        return True

    def end(self) -> None:
        """Interrupt pytest, which then runs its teardowns; kill its group if it does not end."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _count(self, status: int) -> None:
        """Fill in the counts; whatever is not a passed test counts as a failed one."""
        counts = _read_report(self.report)
        self.failed = counts["failures"] + counts["errors"] + counts["skipped"]
        self.passed = max(0, counts["tests"] - self.failed)
        if counts["skipped"]:
            self.remarks.append(f"{counts['skipped']} skipped")
        if counts["tests"] == 0:
            self.remarks.append("no test was run")
        if status and not self.failed:
            self.failed = 1
            self.remarks.append(f"pytest ended with status {status}")
        if counts["tests"] == 0 and not self.failed:
            self.failed = 1


def _read_report(report: Path) -> dict[str, int]:
    """Return how many tests ran, failed, broke and were skipped; zeros if there is no report."""
    names = ("tests", "failures", "errors", "skipped")
    try:
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        return dict.fromkeys(names, 0)
    return {name: sum(int(suite.get(name, 0)) for suite in suites) for name in names}


def chosen_engines() -> list[str]:
    """Return the engines to test, longest first. An unknown name ends the program."""
    wanted = os.environ.get("PARLEY_ENGINES", "").replace(",", " ").split() or list(ENGINES)
    if unknown := sorted(set(wanted) - set(ENGINES)):
        sys.exit(f"PARLEY_ENGINES names {', '.join(unknown)}; there are {', '.join(ENGINES)}.")
    return [engine for engine in ENGINES if engine in wanted]


def run_all(runs: Sequence[Run], arguments: Sequence[str]) -> Iterator[Run]:
    """Run pytest for each engine, as many at once as there are cores; yield each that is over."""
    waiting, running = list(runs), list[Run]()
    last_word = time.monotonic()
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            running.append(waiting.pop(0))
            running[-1].start(arguments)
        for run in [run for run in running if run.is_over()]:
            running.remove(run)
            yield run
        if running and time.monotonic() - last_word > PROGRESS_EVERY:
            last_word = time.monotonic()
            _say_progress(running)
        time.sleep(0.1)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _say_progress(running: Sequence[Run]) -> None:
    now = time.monotonic()
    busy = ", ".join(f"{run.engine} ({now - run.started:.0f} s)" for run in running)
    _say(f"... still testing: {busy}")


def _show(run: Run) -> None:
    _say(f"\n======== engine {run.engine} ========")
    _say(run.output.read_text("utf-8", errors="replace"))


def _show_coverage(folder: Path) -> bool:
    """Combine the runs' branch coverage and print it; return whether that worked."""
    environment = os.environ | {"COVERAGE_FILE": str(folder / ".coverage")}
    combine = ["combine", "--quiet", str(folder)]
    return all(
        subprocess.run(
            [sys.executable, "-m", "coverage", *step], cwd=ROOT, env=environment, check=False
        ).returncode
        == 0
        for step in (combine, ["report"])
    )


def _show_table(runs: Sequence[Run]) -> None:
    _say(f"\n{'engine':<12} {'passed':>7} {'failed':>7} {'seconds':>8}")
    for run in runs:
        remarks = f"  {'; '.join(run.remarks)}" if run.remarks else ""
        counts = f"{run.passed:>7} {run.failed:>7} {run.seconds:>8.0f}"
        _say(f"{run.engine:<12} {counts}{remarks}")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run_everything(folder: Path, arguments: Sequence[str]) -> int:
    """Run, show and add up all engines; return the exit status."""
    runs = [Run(engine, folder) for engine in chosen_engines()]
    _say(f"Testing on: {', '.join(run.engine for run in runs)}")
    try:
        for run in run_all(runs, arguments):
            _show(run)
    finally:
        for run in runs:
            run.end()
    covered = _show_coverage(folder)
    _show_table(runs)
    if not covered:
        _say("The coverage could not be shown.")
    passed, failed = sum(run.passed for run in runs), sum(run.failed for run in runs)
    _say(f"{passed} passed, {failed} failed")
    return 1 if failed or not covered else 0


def main() -> int:
    """Test with all output and reports in a folder that goes away afterwards."""
    # A shell that starts this in the background has it ignore SIGINT, and so would all tests.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    with contextlib.suppress(KeyboardInterrupt), tempfile.TemporaryDirectory() as folder:
        return run_everything(Path(folder), sys.argv[1:])
    return 130


if __name__ == "__main__":
    sys.exit(main())
