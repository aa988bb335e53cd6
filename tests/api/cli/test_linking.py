"""`parley sources check` as a curator runs it, against a press on the loopback."""

from __future__ import annotations

import json
from pathlib import Path

from tests.api.conftest import run_parley
from tests.loaders.links.press import open_press, page, to
from tests.loaders.write_dossier import CLAIMS, changed, write_dossier


def test_gone_and_moved_links_are_told_with_their_lines(tmp_path: Path) -> None:
    with open_press() as press:
        press.pages = {"/a": page("a"), "/b": to("/a")}
        links = {name: press.url(f"/{name}", "127.0.0.1") for name in "abc"}
        sources = [{"id": f"s-{name}", "title": name, "url": url} for name, url in links.items()]
        claims = changed(changed(CLAIMS, "c1", sources=["s-a"]), "c2", sources=["s-b", "s-c"])
        folder = write_dossier(tmp_path / "d", tables={"sources": sources, "claims": claims})
        asked = ("sources", "check", str(folder), "--cache", str(tmp_path / "links"))
        refused = run_parley(*asked, "--pause", "0")
        assert refused.stdout.decode().endswith("3 links: 3 private.\n")
        assert press.asked == []
        done = run_parley(*asked, "--pause", "0", "--allow-private")
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode().splitlines() == [
            "gone (1): no longer there",
            f"  {folder}/sources.yaml:3: url: {links['c']} of 's-c' answers 404",
            "moved (1): moved for good: cite the new address",
            f"  {folder}/sources.yaml:2: url: {links['b']} of 's-b' has moved to {links['a']}",
            "3 links: 1 gone, 1 moved, 1 ok.",
        ]
        press.asked.clear()
        again = run_parley(*asked, "--json")
    said = json.loads(again.stdout)
    assert said["counts"] == {"gone": 1, "moved": 1, "ok": 1}
    assert [row["asked"] for row in said["links"]] == [False] * 3
    assert said["links"][2]["sources"] == [
        {"dossier": "harbour", "id": "s-c", "place": f"{folder}/sources.yaml:3"}
    ]
    assert press.asked == []


def test_a_dossier_with_errors_is_not_asked_for(tmp_path: Path) -> None:
    claims = changed(CLAIMS, "c1", relation="demand")
    folder = write_dossier(tmp_path, tables={"claims": claims})
    done = run_parley("sources", "check", str(folder), "--cache", str(tmp_path / "links"))
    assert done.returncode == 1
    assert b"there is no relation" in done.stderr


def test_the_list_of_sources_is_still_a_command() -> None:
    done = run_parley("sources", "--limit", "0")
    assert (done.returncode, b"limit: input should be" in done.stderr) == (2, True)
