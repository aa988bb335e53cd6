"""Bad input is told with file, line and field; good input is the same in any format."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DossierErrors
from loaders.check import check
from loaders.rows import MAX_TEXT
from loaders.staging import StagedClaim, StagedThing, Staging
from tests.loaders.write_dossier import (
    CLAIMS,
    PARTIES,
    SOURCES,
    TABLES,
    changed,
    write_dossier,
)

Staged = tuple[list[StagedThing], list[StagedClaim], list[str]]


def checked(*folders: Path) -> Staged:
    """What checking stages, and its warnings."""
    with Staging() as staging:
        warnings = check(folders, staging)
        return list(staging.things()), list(staging.claims()), warnings


def problems(*folders: Path) -> list[str]:
    """What checking says is wrong."""
    with pytest.raises(DossierErrors) as caught:
        checked(*folders)
    assert caught.value.exit_status == 1
    return list(caught.value.problems)


def test_a_sound_dossier_is_staged_with_names_resolved(tmp_path: Path) -> None:
    things, claims, _ = checked(write_dossier(tmp_path))
    assert {thing.id for thing in things} == {
        *("aster", "basil", "a-pier", "d-open", "d-shut", "e-talks", "s-one")
    }
    by_id = {claim.id: claim for claim in claims}
    assert by_id["c1"].content["subject"] == "aster"
    assert by_id["c1"].content["locators"] == ["page 1"]
    assert by_id["d-open--concerns--a-pier"].content["object"] == "a-pier"
    assert by_id["d-open--excludes--d-shut"].relation == "excludes"
    assert len(by_id) == 4


def test_minus_nought_is_nought(tmp_path: Path) -> None:
    """Formats write it in several ways, and it must not differ from itself."""
    assets = changed(TABLES["assets"], "a-pier", latitude="-0.0", longitude=-0.0)
    things, _, _ = checked(write_dossier(tmp_path, tables={"assets": assets}))
    [pier] = [thing.fields for thing in things if thing.id == "a-pier"]
    assert (str(pier["latitude"]), str(pier["longitude"])) == ("0.0", "0.0")


CLAIM_MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"relation": "demand"}, "relation: there is no relation 'demand'; the nearest is 'demands'"),
    ({"relation": "concerns"}, "relation: 'concerns' is no claim: fill the column demands:"),
    (
        {"subject": "Astor"},
        "subject: there is no party called 'Astor' in this dossier",
    ),
    ({"subject": "shared"}, "subject: 'shared' may mean aster, basil: give the id of the party"),
    ({"object": "a-pier"}, "object: 'a-pier' is an asset; this must be a demand"),
    ({"object": ""}, "object: is missing: it is required"),
    ({"said_on": "2030-02-30"}, "said_on: '2030-02-30' is not a date: there is no such day"),
    ({"said_on": "last year"}, "said_on: 'last year' is not a date: write 2014, 2014-03 or"),
    ({"said_on": ["2030"]}, "said_on: is a list or a mapping: write one text"),
    ({"valid_from": "2031", "valid_to": "2030-12"}, "valid_to: 2030-12 is before valid_from, 2031"),
    ({"sources": []}, "sources: a claim without a source is not taken"),
    ({"sources": [None]}, "sources: a claim without a source is not taken"),
    ({"sources": {}}, "sources: a claim without a source is not taken"),
    ({"subject": {}}, "subject: is missing: it is required"),
    ({"paraphrase": "  "}, "paraphrase: is missing: it is required"),
    ({"sources": ["s-two"]}, "sources: there is no source called 's-two'"),
    ({"sources": [{"id": "s-one", "page": "1"}]}, "sources: has the unknown part 'page'"),
    ({"sources": [{"locator": "1"}]}, "sources: lacks 'id'"),
    ({"certainty": "sure"}, "certainty: there is no certainty 'sure'; use one of high"),
    ({"report_kind": "news_agency"}, "report_kind: there is no kind of report 'news_agency'; the"),
    ({"leaning": "positive"}, "leaning: goes with 'considers' alone"),
    ({"said_at": "e-war"}, "said_at: there is no event called 'e-war'"),
    ({"about": ["aster"]}, "about: 'aster' is a party; this must be a"),
    ({"relation": "allied_with", "object": "aster"}, "object: is the subject itself"),
    (
        {"adressed_to": ["basil"]},
        "adressed_to: is no column of this table",
    ),
    ({"paraphrase": "a\u0007b"}, "paraphrase: has the control character U+0007"),
    ({"id": "c 1"}, "id: 'c 1' is no id"),
    ({"id": "c2"}, "id: 'c2' stands already at"),
]


@pytest.mark.parametrize(("fields", "says"), CLAIM_MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_in_a_claim_is_told_with_its_place(
    tmp_path: Path, fields: dict[str, Any], says: str
) -> None:
    folder = write_dossier(tmp_path, tables={"claims": changed(CLAIMS, "c1", **fields)})
    [problem] = problems(folder)
    line = 2 if fields.get("id") == "c2" else 1
    assert problem.startswith(f"{folder}/claims.yaml:{line}: {says}")


Mistake = tuple[str, str, dict[str, Any], str]
THING_MISTAKES: list[Mistake] = [
    (
        "parties",
        "aster",
        {"kind": "stat"},
        "1: kind: there is no kind of party 'stat'; the",
    ),
    ("parties", "aster", {"id": "Aster!"}, "1: id: 'Aster!' is no id: use small letters, digits"),
    ("parties", "aster", {"wikidata": "212"}, "1: wikidata: '212' is no item of Wikidata: write Q"),
    ("parties", "basil", {"id": "aster"}, "2: id: 'aster' stands already at"),
    ("assets", "a-pier", {"latitude": "91"}, "1: latitude: '91' is not between -90 and 90"),
    ("assets", "a-pier", {"longitude": "east"}, "1: longitude: 'east' is no number of degrees"),
    ("assets", "a-pier", {"part_of": ["a-pier"]}, "1: part_of: goes round in a circle: a-pier is"),
    ("demands", "d-open", {"excludes": ["d-open"]}, "1: excludes: a demand does not exclude"),
    ("demands", "d-open", {"excludes": ["d-no"]}, "1: excludes: there is no demand called 'd-no'"),
    ("demands", "d-open", {"text": None}, "1: text: is missing: it is required"),
    ("events", "e-talks", {"end": "2030-01-01"}, "1: end: 2030-01-01 is before the start"),
    ("events", "e-talks", {"start": None, "end": "2030"}, "1: end: there is no start: give it too"),
    ("events", "e-talks", {"id": "a-pier"}, "1: id: 'a-pier' stands already at"),
    ("sources", "s-one", {"url": "javascript:alert(1)"}, "1: url: 'javascript:alert(1)' is no web"),
    ("sources", "s-one", {"published": "soon"}, "1: published: 'soon' is not a date"),
    ("sources", "s-one", {"language": "English!"}, "1: language: 'English!' is no language"),
    ("sources", "s-one", {"published_inferred": "maybe"}, "1: published_inferred: 'maybe' is"),
]


@pytest.mark.parametrize("mistake", THING_MISTAKES, ids=lambda mistake: mistake[3][:40])
def test_a_mistake_in_a_thing_is_told_with_its_place(tmp_path: Path, mistake: Mistake) -> None:
    table, name, fields, says = mistake
    folder = write_dossier(tmp_path, tables={table: changed(TABLES[table], name, **fields)})
    found = problems(folder)
    assert any(row.startswith(f"{folder}/{table}.yaml:{says}") for row in found), found


def test_everything_is_told_at_once_in_order(tmp_path: Path) -> None:
    folder = write_dossier(
        tmp_path,
        tables={
            "parties": changed(PARTIES, "aster", kind="stat"),
            "claims": changed(changed(CLAIMS, "c1", said_on="x"), "c2", object="d-none"),
        },
    )
    found = problems(folder)
    places = [row.rpartition("/")[2].split(": ")[0] for row in found]
    assert places == ["claims.yaml:1", "claims.yaml:2", "parties.yaml:1"]


FILES: list[tuple[str, bytes, str]] = [
    ("claims.yaml", b"- id: c1\n  subject: [aster\n", "claims.yaml:3: is not YAML"),
    ("claims.yaml", b"- id: c1\n\tsubject: aster\n", "claims.yaml:2: is not YAML: a tab stands"),
    ("claims.yaml", b"- id: a: b\n", "claims.yaml:1: is not YAML: put quotes around"),
    ("claims.yaml", b"a: &a [x]\nb: *a\n", "claims.yaml:1: is not a list"),
    ("claims.yaml", b"- &a {id: c1}\n- *a\n", "claims.yaml:1: has the anchor &a: take it out"),
    ("claims.yaml", b"- id: c1\n  id: c2\n", "claims.yaml:2: id: stands twice in one row"),
    ("claims.yaml", b"- !!python/object:os.system {}\n", "claims.yaml:1: has the tag"),
    ("claims.yaml", b"- c1\n", "claims.yaml:1: a row is a mapping"),
    ("claims.yaml", b"- id: c1\n---\n- id: c2\n", "claims.yaml:2: a second document begins"),
    ("claims.yaml", b"- id: caf\xe9\n", "claims.yaml:1: is not UTF-8 (byte 0xE9 at offset 9"),
    ("claims.csv", "id;note".encode("utf-16-be"), "claims.csv:1: is not UTF-8 (byte 0x00"),
    ("claims.csv", "id;note".encode("utf-16-le"), "claims.csv:1: is not UTF-8 (byte 0x00"),
    ("claims.yaml", "- id: c1".encode("utf-16"), "claims.yaml:1: is not UTF-8 (byte 0xFF"),
    ("claims.yaml", b"- id: \x00\n", "claims.yaml:1: has a character that YAML does not allow"),
    ("claims.csv", b'id,subject\nc1,"aster\n', "claims.csv:2: the file ends inside quotes"),
    ("claims.csv", b'id,subject\nc1,"as"ter\n', "claims.csv:2: is not CSV: after a closing quote"),
    ("claims.csv", b"id,subject\nc1,a,b,c\n", "claims.csv:2: the row has 4 cells, the header 2"),
    (
        "claims.csv",
        b"id;subject\nc1;a;b;c\n",
        "claims.csv:2: the row has 4 cells, the header 2: put",
    ),
    ("claims.csv", b"id,subject\nc1\n", "claims.csv:2: the row has 1 cells, the header 2: a comma"),
    ("claims.csv", b"id,subject\nc1,a\n", "claims.csv:1: said_on: the column is missing"),
    ("claims.csv", b"id,id\nc1,c2\n", "claims.csv:1: column 'id' stands twice"),
    ("claims.csv", b"id,\nc1,c2\n", "claims.csv:1: column 2 has no name"),
    ("claims.csv", b'id,about\nc1,"[a"\n', "claims.csv:2: about: begins with [ but is no JSON"),
    ("claims.jsonl", b'{"id": "c1"\n', "claims.jsonl:1: is not JSON"),
    ("claims.jsonl", b'\n["c1"]\n', "claims.jsonl:2: is not an object"),
    ("claims.jsonl", b'{"id": "c1", "id": "c2"}\n', "claims.jsonl:1: id: stands twice"),
    ("claims.jsonl", b'{"id": NaN}\n', "claims.jsonl:1: NaN is no value"),
    ("claims.jsonl", b'{"a":' * 100_000 + b"\n", "claims.jsonl:1: is nested too deeply"),
    ("claims.jsonl", b'{"id": "\\ud800"}\n', "claims.jsonl:1: id: has half of a character"),
    ("claims.ods", b"PK", "claims.ods: .ods is not read: save the table as one of"),
    ("claims.xlsx", b"PK", "claims.xlsx: is no workbook (.xlsx), or a damaged one"),
    ("claims.parquet", b"PAR1", "claims.parquet: is no Parquet file, or a damaged one"),
    ("dossier.yaml", b"", "dossier.yaml:1: is empty: give at least an id and a title"),
    ("dossier.yaml", b"id: h\ntitel: x\n", "dossier.yaml:2: titel: is no field of a dossier; the"),
    ("dossier.yaml", b"- id: h\n", "dossier.yaml:1: is not a mapping"),
    ("dossier.yaml", b'id: h\ntitle: "  "\n', "dossier.yaml:2: title: is missing: it is required"),
    ("dossier.yaml", b"id: H h\ntitle: x\n", "dossier.yaml:1: id: 'H h' is no id"),
]


@pytest.mark.parametrize(("name", "content", "says"), FILES, ids=lambda value: str(value)[:40])
def test_a_broken_file_is_told_with_its_line(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink()
    (folder / name).write_bytes(content)
    found = problems(folder)
    assert any(row.startswith(f"{folder}/{says}") for row in found), found


def test_aliases_that_explode_cost_nothing(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    lines = ["- &a0 {id: c}"]
    lines += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    (folder / "claims.yaml").write_text("\n".join(lines), "utf-8")
    [problem] = problems(folder)
    assert problem == f"{folder}/claims.yaml:1: has the anchor &a0: take it out"


@pytest.mark.parametrize("suffix", ["yaml", "csv", "jsonl"])
def test_a_field_of_ten_megabytes_is_told_by_its_size(tmp_path: Path, suffix: str) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.yaml").unlink()
    row = {**CLAIMS[1], "sources": "s-one", "paraphrase": "x" * 10_000_000}
    write_table(folder, "claims", [row], suffix)
    [problem] = problems(folder)
    assert f"paraphrase: is 10,000,000 characters long, more than {MAX_TEXT:,}" in problem


def test_what_is_no_dossier_says_what_would_be_one(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "inside" / "one")
    missing = tmp_path / "nothing"
    assert problems(missing) == [f"{missing}: there is nothing here: give the folder of a dossier"]
    assert "give the folder that it lies in" in problems(folder / "claims.yaml")[0]
    assert f"such as {folder}" in problems(tmp_path / "inside")[0]
    assert "it has no dossier.yaml" in problems(tmp_path)[0]


def test_two_files_for_one_table_and_a_misspelt_one(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path)
    (folder / "claims.csv").write_text("id\n", "utf-8")
    (folder / "partys.csv").write_text("id\n", "utf-8")
    assert any("claims.csv holds this table too" in row for row in problems(folder))
    (folder / "claims.csv").unlink()
    assert any("partys.csv:1: is no table" in row for row in checked(folder)[2])
    (parties,) = folder.glob("parties.*")
    parties.unlink()
    [told] = problems(folder)
    assert told.startswith(f"{folder}/partys.csv: is no table of a dossier; the nearest is 'parti")
    assert told.endswith("rename the file, or begin its name with _ to leave it out")


def test_a_shared_thing_must_agree_between_dossiers(tmp_path: Path) -> None:
    one = write_dossier(tmp_path / "one", "one")
    renamed = [{**PARTIES[0], "name": "Asteria", "aliases": ["Aster"]}, *PARTIES[1:]]
    two = write_dossier(tmp_path / "two", "two", tables={"parties": renamed})
    found = problems(one, two)
    assert found == [
        f"{two}/parties.yaml:1: name: differs from {one}/parties.yaml:1: make both the same"
    ]
    assert problems(one, one)[0].endswith(f"the dossier 'one' is given already, at {one}")


def test_what_deserves_an_eye_is_a_warning(tmp_path: Path) -> None:
    people = [
        *PARTIES,
        {"id": "envoy", "name": "Envoy", "kind": "person"},
    ]
    holding = {"sources": ["s-one"], "paraphrase": "p", "object": "a-pier", "relation": "controls"}
    claims = [
        *CLAIMS,
        {
            **CLAIMS[0],
            "id": "c3",
            "subject": "envoy",
        },
        {
            **holding,
            "id": "c4",
            "subject": "envoy",
            "relation": "speaks_for",
            "object": "aster",
            "said_on": "2031",
        },
        {**holding, "id": "c5", "subject": "aster", "said_on": "2030"},
        {**holding, "id": "c6", "subject": "basil", "said_on": "2031"},
    ]
    sources = [*SOURCES, {"id": "s-two", "title": "Unread"}]
    folder = write_dossier(
        tmp_path, tables={"parties": people, "claims": claims, "sources": sources}
    )
    _, _, warnings = checked(folder)
    expected = [
        f"{folder}/claims.yaml:4: id: covers nothing that 'envoy' said",
        f"{folder}/claims.yaml:5: valid_to: 'aster' still holds 'a-pier' where 'basil' begins to",
        f"{folder}/demands.yaml:2: id: nobody takes a stance on the demand 'd-shut'",
        f"{folder}/parties.yaml:2: aliases: 'shared' is the name or alias of aster and basil",
        f"{folder}/sources.yaml:2: id: nobody cites the source 's-two'",
    ]
    assert len(warnings) == len(expected)
    for warning, start in zip(warnings, expected, strict=True):
        assert warning.startswith(start)


def write_table(folder: Path, table: str, rows: list[dict[str, Any]], suffix: str) -> None:
    """Rows as a table of a format; lists are divided by semicolons in CSV."""
    path = folder / f"{table}.{suffix}"
    if suffix == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            for row in rows:
                writer.writerow({key: as_cell(key, value) for key, value in row.items()})
        return
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    dash = "- " if suffix == "yaml" else ""
    path.write_text("".join(f"{dash}{line}\n" for line in lines), "utf-8")


def as_cell(column: str, value: Any) -> Any:
    """A value as a curator writes it into a cell."""
    if isinstance(value, list):
        divider = " @ " if column == "sources" else ": "
        parts = [divider.join(part.values()) if isinstance(part, dict) else part for part in value]
        return "; ".join(parts)
    return value


# What a person may type into a cell, without what divides lists or is trimmed.
words = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters=";@:[]{}\"'"),
    min_size=1,
    max_size=12,
)


@st.composite
def claim_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some sound claims."""
    count = draw(st.integers(1, 5))
    return [
        {
            "id": f"c{number}",
            "subject": draw(st.sampled_from(["aster", "Aster", "the port", "basil"])),
            "relation": draw(st.sampled_from(["demands", "rejects"])),
            "object": "d-open",
            "said_on": draw(st.sampled_from(["2030", "2030-01", "2030-01-02"])),
            "sources": [{"id": "s-one", "locator": draw(words)}],
            "paraphrase": draw(words),
            "about": ["a-pier"],
            "note": draw(st.none() | words),
        }
        for number in range(count)
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claim_rows(), st.data())
def test_the_three_formats_and_any_order_stage_the_same(
    tmp_path: Path, rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    found = []
    for suffix in ("yaml", "csv", "jsonl"):
        folder = write_dossier(tmp_path / suffix)
        (folder / "claims.yaml").unlink()
        shuffled = data.draw(st.permutations(rows))
        write_table(folder, "claims", shuffled, suffix)
        _, claims, _ = checked(folder)
        found.append([(claim.id, claim.digest, claim.content) for claim in claims])
    assert found[0] == found[1] == found[2]
