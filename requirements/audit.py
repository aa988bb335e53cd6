"""Known flaws of what Parley ships: by `pip-audit` where its data can be had, else by floors.

`python requirements/audit.py`. The floors (`requirements/floors.toml`) say for each package in
which version a flaw was mended, and which one; they are looked at in any case, without network.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "requirements" / "floors.toml"
LOCKS = ("run.txt", "dev.txt")
SECONDS = 300
# What pip-audit says where the data cannot be had, rather than that something was found.
_AWAY = re.compile(
    r"ConnectionError|ConnectTimeout|ReadTimeout|Max retries|Failed to (?:query|upgrade)|"
    r"could not be audited|ServiceError|HTTPError|NameResolution|ProxyError|JSONDecodeError"
)


def pinned(lock: str) -> dict[str, Version]:
    """The versions of a lock."""
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\]+)", text, re.MULTILINE)
    return {name.lower().replace("_", "-"): Version(version) for name, version in found}


def below_floors() -> Iterator[str]:
    """What is older than it may be, a line each."""
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    for lock in LOCKS:
        versions = pinned(lock)
        for name, row in floors.items():
            version = versions.get(name)
            if version is not None and version < Version(row["from"]):
                yield f"{lock}: {name} {version} has {row['flaw']}: take {row['from']} or later"


def asked() -> tuple[int, str]:
    """What pip-audit finds: 0 nothing, 1 flaws, 2 that its data cannot be had; and its words."""
    lock = ROOT / "requirements" / "run.txt"
    command = [
        *(sys.executable, "-m", "pip_audit", "--strict", "--progress-spinner", "off"),
        *("--disable-pip", "--require-hashes", "-r", str(lock)),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - this Python and fixed arguments
            command, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return 2, "pip-audit was not done in time"
    said = (done.stdout + done.stderr).strip()
    if done.returncode == 0:
        return 0, said
    return (2 if _AWAY.search(said) else 1), said


def main() -> int:
    """Looks at both and says what it found; 1 where something is known to be wrong."""
    below = list(below_floors())
    sys.stdout.writelines(f"{line}\n" for line in below)
    status, said = asked()
    if status == 2:
        last = said.splitlines()[-1][:200] if said else ""
        sys.stdout.write(f"pip-audit's data cannot be had here ({last})\n")
        sys.stdout.write("only the floors of requirements/floors.toml were looked at\n")
    else:
        sys.stdout.write(f"{said}\n")
    sys.stdout.write("known flaws were found\n" if below or status == 1 else "no known flaw\n")
    return 1 if below or status == 1 else 0


if __name__ == "__main__":
    sys.exit(main())
