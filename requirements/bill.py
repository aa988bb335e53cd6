"""Completes a bill of materials with the licences of the packages, and checks it against the lock.

`python requirements/bill.py FILE`; the exit status is 1 where a package or a hash is missing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from requirements.licences import packages


def completed(bill: dict[str, Any]) -> list[str]:
    """Adds the licences to a bill; what it lacks, a line each."""
    components = {row["name"].lower(): row for row in bill["components"]}
    missing = []
    for package in packages():
        row = components.get(package.name.lower())
        if row is None or row.get("version") != package.version:
            missing.append(f"{package.name} {package.version} is not in the bill")
            continue
        row["licenses"] = [{"license": {"name": package.licence}}]
        hashes = [ref.get("hashes") for ref in row.get("externalReferences", ())]
        if not any(hashes) and not row.get("hashes"):
            missing.append(f"{package.name} stands in the bill without a hash")
        for ref in row.get("externalReferences", ()):
            ref.pop("comment", None)
    return missing


def main(path: Path) -> int:
    """Completes the file in its place."""
    bill = json.loads(path.read_text("utf-8"))
    missing = completed(bill)
    path.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", "utf-8")
    sys.stdout.writelines(f"{line}\n" for line in missing)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
