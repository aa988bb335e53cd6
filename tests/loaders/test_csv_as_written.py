"""CSV as spreadsheets write it, in every country."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loaders.test_check import checked, problems
from tests.loaders.write_dossier import write_dossier

CLAIMS = (
    "id,subject,relation,object,said_on,sources,paraphrase\n"
    'c1,Aster,demands,d-open,2030,"s-one @ page 1; s-one","Two\nlines, and a comma"\n'
)
SEMICOLONS = (
    "id;subject;relation;object;said_on;sources;paraphrase;;\n"
    'c1;Aster;demands;d-open;2030;"s-one @ page 1; s-one";"Two\nlines, and a comma";;\n'
    ";;;;;;;;\n"
)


@pytest.mark.parametrize(
    "content",
    [
        CLAIMS.encode(),
        CLAIMS.encode("utf-8-sig"),
        CLAIMS.replace("\n", "\r\n").replace("Two\r\n", "Two\n").encode(),
        SEMICOLONS.encode("utf-8-sig"),
        b"sep=;\r\n" + SEMICOLONS.encode(),
        SEMICOLONS.replace("; s-one", "§").replace(";", "\t").replace("§", "; s-one").encode(),
    ],
    ids=["plain", "mark", "windows", "semicolons", "sep", "tabs"],
)
def test_what_programs_write_is_the_same(tmp_path: Path, content: bytes) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink()
    (folder / "claims.csv").write_bytes(content)
    _, claims, _ = checked(folder)
    [found] = [claim for claim in claims if claim.id == "c1"]
    assert found.content["paraphrase"] == "Two\nlines, and a comma"
    assert found.content["locators"] == ["page 1", ""]
    assert found.place.endswith("claims.csv:3" if content.startswith(b"sep") else "claims.csv:2")


def test_degrees_with_a_decimal_comma(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    (folder / "assets.yaml").unlink()
    text = "id;name;kind;latitude;longitude\na-pier;The pier;facility;47,5;-8,25\n"
    (folder / "assets.csv").write_text(text, "utf-8")
    [pier] = [thing for thing in checked(folder)[0] if thing.id == "a-pier"]
    assert (pier.fields["latitude"], pier.fields["longitude"]) == (47.5, -8.25)


def test_windows_1252_is_refused_with_the_way_to_mend_it(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink()
    (folder / "claims.csv").write_bytes(CLAIMS.replace("Two", "Zwö").encode("cp1252"))
    [problem] = problems(folder)
    assert problem == (
        f"{folder}/claims.csv:2: is not UTF-8 (byte 0xF6 at offset 110; perhaps it is "
        "Windows-1252): save it as UTF-8 (in Excel: CSV UTF-8)"
    )
